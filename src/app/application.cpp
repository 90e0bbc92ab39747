#include "app/application.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "app/application_impl.h"
#include "app/present/lecture_json.h"
#include "app/scene_json.h"
#include "app/settings_json.h"
#include "app/teach/progress.h"
#include "app/timeline.h"

namespace attnscope {
namespace {

/// What a file holds, parsed. A file that cannot be used is set aside and complained about, never overwritten.
template <class T>
std::optional<T> restore(Autosave& file, Result<T> (*parse)(std::string_view, const std::string&),
                         std::string_view name, Notices& notices) {
  const Result<std::optional<std::string>> text = file.load();
  if (text && !*text) return std::nullopt;
  Result<T> value = text ? parse(**text, file.file().string()) : Result<T>(text.error());
  if (value) return std::move(value).value();

  const Result<std::filesystem::path> aside = file.set_aside();
  const std::string opening = "The " + std::string(name) + " could not be read";
  if (aside) {
    notices.complain(value.error(), opening + "; its file is kept as " + aside->string());
  } else {
    notices.complain(aside.error(), opening);
  }
  return std::nullopt;
}

// Of the files that are kept, session and progress hold one Scene at most, beside little else.
static_assert(2 * kMostSceneBytes <= Autosave::kMaxBytes && kMostLectureBytes <= Autosave::kMaxBytes);

constexpr Seconds kLoadingShownAfter = 0.2;
constexpr Seconds kLoadingPause = 0.1;  ///< between two looks at how far it is

template <class T>
void earlier(std::optional<T>& first, const std::optional<T>& other) {
  if (other && (!first || *other < *first)) first = other;
}

Application::Options with_shared_sources(Application::Options options) {
  options.open_source = shared_opener(std::move(options.open_source));
  return options;
}

}  // namespace

Application::Application(Options options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Application::~Application() = default;

void Application::dispatch(const Actions& actions, Seconds now) { impl_->dispatch(actions, now); }
bool Application::update(Seconds now) { return impl_->update(now); }
const AppState& Application::state() const { return impl_->veiled ? *impl_->veiled : impl_->state; }
bool Application::settle(std::chrono::milliseconds at_most) { return impl_->settle(at_most); }
Status Application::save() { return impl_->save(); }
bool Application::finished() const { return impl_->finished; }

Application::Impl::Impl(Options given)
    : options(with_shared_sources(std::move(given))),
      history(first_scene()),
      session(options.state_file),
      settings(options.settings_file),
      progress(options.progress_file),
      teacher(options.lessons, options.worked),
      lecture_file(options.state_file.empty() ? std::filesystem::path()
                                              : options.state_file.parent_path() / "lecture.json"),
      work(options.wake),
      openings(options.wake),
      outputs(options.wake),
      measuring(options.clock, options.wake),
      gallery(options.open_source, options.wake),
      viewer(options.open_source, options.wake, options.workers) {
  restore_files();
  state.sources = options.sources;
  state.worked = options.worked;
  const auto card = std::find_if(state.sources.begin(), state.sources.end(),
                                 [&](const SourceCard& row) { return row.name == history.current().model; });
  if (card != state.sources.end()) state.card = *card;  // until it is open
  follow();
  publish();
}

void Application::Impl::restore_files() {
  const bool only_window = session.claim();
  lecture_file.share_claim(session);
  if (auto restored = restore(settings, &settings_from_json, "settings", notices)) state.settings = *restored;
  if (auto restored = restore(progress, &progress_from_json, "progress in lessons", notices)) {
    teacher.restore(*std::move(restored));
  }
  std::error_code ignored;
  if (!std::filesystem::is_directory(state.settings.folder, ignored)) {
    state.settings.folder = options.documents.string();
  }
  std::optional<Scene> scene = restore(session, &scene_from_json, "last session", notices);
  if (options.scene) {
    scene = apply(first_scene(), SetScene{*options.scene});
    session.touch(now);  // what was opened is what a crash should bring back
  }
  if (scene) take_numbers(options.worked, *scene);
  if (scene) history = History(*std::move(scene));
  if (auto left = restore(lecture_file, &lecture_from_json, "lecture", notices)) {
    lecture = LectureHistory(*std::move(left));
    state.lecture = lecture.current();
  }
  if (!only_window) notices.remind("Another attnscope is open: this one is saved once that one is closed");
}

bool Application::Impl::update(Seconds at) {
  now = at;
  take_errands();
  tell_wait();
  take_outcome();
  take_outcome_beside();
  changed |= viewer.take_layer(state);
  take_offered();
  take_work();
  take_times();
  follow_loading();
  follow_pictures();
  changed |= animate();
  changed |= notices.update(now);
  if (changed) follow();
  const bool was_moving = std::exchange(moving, move());
  check_answer();
  judge_prediction();
  run_postponed();
  save_what_is_due();
  const bool report = std::exchange(changed, false) || moving || was_moving;
  publish();
  return report;
}

void Application::Impl::take_outcome() {
  const std::optional<ReadingOutcome> outcome = viewer.take(state);
  if (!outcome) return;
  changed = true;
  if (outcome->source) remember_model(outcome->key.model);
  if (outcome->reading) {
    keep_query(*outcome->reading);
  } else if (outcome->source) {
    notices.about_sentence(Notice::Kind::Error, to_line(*outcome->error));
  } else {
    const std::string& failed = outcome->key.model;
    Error error = *outcome->error;
    if (error.where == failed) error.where.clear();  // once is enough
    notices.complain(error, "Could not open " + failed);
    fall_back_from(failed);
  }
}

bool Application::Impl::fall_back_from(const std::string& model) {
  session.touch(now);
  const std::string open = viewer.model().empty() ? Scene{}.model : viewer.model();
  if (model == open) return false;
  history.replace_model(model, open);
  return true;
}

void Application::Impl::cancel_loading() {
  if (!state.loading) return;
  const std::string model = state.loading->model;
  if (!fall_back_from(model)) return;
  notices.tell("Stopped opening " + model, now);
}

void Application::Impl::remember_model(const std::string& model) {
  // What the menu lists by name needs no remembering, nor does what cannot be found again from another folder.
  std::vector<std::string>& recent = state.settings.recent;
  const std::string& folder = state.card.origin;
  const bool named = std::ranges::find(state.sources, model, &SourceCard::name) != state.sources.end();
  if (named || !std::filesystem::path(folder).is_absolute() || !check_model_name(folder)) return;
  if (!recent.empty() && recent.front() == folder) return;
  std::erase(recent, folder);
  recent.insert(recent.begin(), folder);
  recent.resize(std::min(recent.size(), kMostRecent));
  settings.touch(now);
}

void Application::Impl::search_models() { search.begin(options.hub, state.settings.recent, options.wake); }

void Application::Impl::take_offered() {
  std::optional<OfferedModels> offered = search.take();
  if (!offered) return;
  changed = true;
  state.offered = *std::move(offered);
  for (const std::string& folder : state.offered.gone) {
    if (std::erase(state.settings.recent, folder) > 0) settings.touch(now);
  }
}

void Application::Impl::take_times() {
  for (const TimedAttention& one : measuring.take()) {
    state.timed.push_back(one);
    changed = true;
  }
  if (state.measuring != measuring.busy()) changed = true;
  state.measuring = measuring.busy();
}

void Application::Impl::follow_loading() {
  std::optional<LoadingState> loading = state.busy ? viewer.loading() : std::nullopt;
  if (!loading) loading_since.reset();
  if (loading && !loading_since) loading_since = now;
  if (loading && now - *loading_since < kLoadingShownAfter) loading.reset();
  if (loading == state.loading) return;
  state.loading = std::move(loading);
  changed = true;
}

void Application::Impl::take_outcome_beside() {
  if (!beside) return;
  const std::optional<ReadingOutcome> outcome = beside->viewer.take(*beside->answer);
  if (!outcome) return;
  changed = true;
  if (!outcome->reading) notices.complain(*outcome->error, "Could not read what is compared");
}

void Application::Impl::keep_query(const Reading& reading) {
  // Words before the pinned one may have come or gone; from here on "nearest" is counted from where it stands now.
  const QueryChoice& query = history.current().query;
  const std::vector<Token>& tokens = reading.asking();
  const QueryChoice found = pin(tokens, resolve(query, tokens));
  if (query.index >= 0 && found.word == query.word) history.ride_along(SetQuery{found});
}

bool Application::Impl::animate() {
  if (!player.playing()) return false;
  const float step = player.step(now);
  const bool glides = !state.settings.reduced_motion || !state.reading;
  const int keys = glides ? 1 : static_cast<int>(state.reading->keys().tokens.size());
  history.ride_along(SetStep{glides ? step : last_part_end(step, keys)});
  session.touch(now);
  if (step >= kTimelineEnd) player.pause();
  return true;
}

void Application::Impl::follow() {
  state.scene = history.current();
  const bool ease = !state.settings.reduced_motion && !history.in_gesture();
  tell_once(viewer.follow(state.scene, state, ease, now), look_error);
  follow_layer();
  follow_beside(ease);
  follow_teacher();
  cost_motion.go_to(cost_sizes(state.scene.cost.words), ease && state.scene.page == Page::Cost, now);
  const bool was_in_step = std::exchange(in_step, viewer.shows(state.scene));
  if (in_step && !was_in_step) {
    std::string cut = cut_notice(state.reading->encoding);
    if (cut.empty()) cut = cut_notice(state.reading->encoding_b, "Of the second text, read");
    notices.about_sentence(Notice::Kind::Info, cut);
  }
}

void Application::Impl::follow_layer() {
  const auto tells = [](const Command& command) { return std::holds_alternative<CopyWorking>(command); };
  if (state.looks_at_layer || std::ranges::any_of(postponed, tells)) {
    viewer.follow_layer(state);
  } else {
    viewer.rest_from_layer(state);
  }
}

void Application::Impl::follow_beside(bool ease) {
  state.beside.reset();
  if (state.scene.beside) {
    if (!beside) beside.emplace(options);
    tell_once(beside->viewer.follow(*state.scene.beside, *beside->answer, ease, now), beside_look_error);
    state.beside = beside->answer;
    pair_readings();
  } else if (beside) {
    beside->viewer.rest(*beside->answer);
  }
}

void Application::Impl::pair_readings() {
  const std::shared_ptr<const Reading>& kept = beside->answer->reading;
  if (beside->paired_shown == state.reading && beside->paired_kept == kept) return;
  beside->paired_shown = state.reading;
  beside->paired_kept = kept;
  state.pairs.clear();
  state.asking_pairs.clear();
  if (!state.reading || !kept) return;
  state.pairs = pair_tokens(state.reading->keys().tokens, kept->keys().tokens);
  state.asking_pairs = pair_tokens(state.reading->shown().tokens, kept->shown().tokens);
}

void Application::Impl::tell_once(const Status& looked, std::optional<Error>& last) {
  if (looked) {
    last.reset();
  } else if (last != looked.error()) {
    last = looked.error();
    notices.complain(*last);
  }
}

bool Application::Impl::move() {
  bool moves = viewer.move(state, now);
  if (beside) moves |= beside->viewer.move(*beside->answer, now);
  state.cost_sizes = cost_motion.at(now);
  return moves || cost_motion.moving(now);
}

void Application::Impl::save_what_is_due() {
  const auto save_if_due = [&](Autosave& file, const auto& value, std::string_view name) {
    if (const Status saved = file.take_outcome(); !saved) {
      notices.complain(saved.error(), "The " + std::string(name) + " could not be saved");
      changed = true;
    }
    if (file.due() && now >= *file.due()) file.begin_save(to_json(value), now, options.wake);
  };
  save_if_due(session, kept_scene(), "session");
  save_if_due(lecture_file, lecture.current(), "lecture");
  save_if_due(settings, state.settings, "settings");
  save_if_due(progress, teacher.progress(), "progress in lessons");
}

void Application::Impl::publish() {
  state.playing = player.playing();
  state.can_undo = history.can_undo();
  state.can_redo = history.can_redo();
  state.teach = teacher.state();
  state.notice = notices.shown();
  state.wake_at.reset();
  if (changed || moving || state.playing) state.wake_at = now;
  earlier(state.wake_at, notices.until());
  earlier(state.wake_at, wait_told_at);
  earlier(state.wake_at, session.due());
  earlier(state.wake_at, settings.due());
  earlier(state.wake_at, progress.due());
  earlier(state.wake_at, lecture_file.due());
  state.searching = search.busy();
  const bool opens = state.busy && viewer.model() != state.scene.model;
  if (opens) earlier(state.wake_at, std::optional(now + kLoadingPause));
  hide_answer();
}

bool Application::Impl::settle(std::chrono::milliseconds at_most) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point deadline = Clock::now() + at_most;
  update(now);
  const auto wait_while = [&](const auto& busy, auto& worker, auto wait) {
    while (busy()) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
      if (left.count() <= 0 || !(worker.*wait)(left)) return false;
      update(now);
    }
    return true;
  };
  if (!wait_while([&] { return openings.busy(); }, openings, &Errands::wait)) return false;
  if (!wait_while([&] { return state.busy; }, viewer, &Viewer::wait)) return false;
  if (beside && !wait_while([&] { return beside->answer->busy; }, beside->viewer, &Viewer::wait)) return false;
  if (!wait_while([&] { return viewer.asks_layer(); }, viewer, &Viewer::wait_for_layer)) return false;
  if (!wait_while([&] { return pictures_wanted() && gallery.busy(); }, gallery, &SceneGallery::wait)) return false;
  if (!wait_while([&] { return outputs.busy(); }, outputs, &Errands::wait)) return false;
  if (player.playing()) {
    player.pause();
    history.ride_along(SetStep{kTimelineEnd});
  }
  finish_moving();
  changed = true;
  update(now);
  return true;
}

void Application::Impl::finish_moving() {
  viewer.finish_moving();
  cost_motion.finish();
  if (beside) beside->viewer.finish_moving();
}

Status Application::Impl::save() {
  finish_errands();
  Status saved = session.save(to_json(kept_scene()));
  for (const Status& also : {settings.save(to_json(state.settings)), progress.save(to_json(teacher.progress()))}) {
    if (saved) saved = also;
  }
  if (!lecture.can_undo() && !lecture.can_redo()) return saved;  // as it was found
  const Status lecture_saved = lecture_file.save(to_json(lecture.current()));
  return saved ? lecture_saved : saved;
}

}  // namespace attnscope
