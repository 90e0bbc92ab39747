#include "app/reading.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "app/words.h"
#include "core/attention.h"

namespace attnscope {
namespace {

Error cancelled() { return {ErrorCode::Cancelled, "", "a newer request came in"}; }

Result<HeadSummary> summarise(const HeadTrace& head, HeadPlace place, const Reading& reading) {
  const std::size_t queries = reading.trace->queries(reading.side).size();
  const std::size_t keys = reading.trace->keys(reading.side).size();
  if (static_cast<std::size_t>(head.q.rows()) != queries || static_cast<std::size_t>(head.k.rows()) != keys ||
      head.v.rows() != head.k.rows()) {
    return Error{ErrorCode::ShapeMismatch, name_of(place), "the rows of q, k and v are not one for each token"};
  }
  const ForwardOptions& options = reading.options;
  const bool masked = options.mask && reading.side != MapSide::Cross;
  Result<HeadView> view = look(
      head.q, head.k,
      {.scale = options.multiplier * head.native_scale, .mask = masked ? *options.mask : head.mask, .bias = head.bias});
  if (!view) {
    Error error = view.error();
    error.where = name_of(place) + (error.where.empty() ? "" : ", " + error.where);
    return error;
  }
  const LookedAt at =
      look_through(std::make_shared<const HeadView>(std::move(view).value()), reading.shown(), reading.keys());
  if (!at.shown) return HeadSummary{.place = place, .thumbnail = {}, .patterns = {}};
  return HeadSummary{.place = place,
                     .thumbnail = thumbnail(at.shown->weights, kThumbnailSize),
                     .patterns = score_patterns(*at.shown, reading.side)};
}

/// Of every head of the map, side by side: n x n numbers are there for as many heads as there are workers.
Status summarise_all(Reading& reading, const PassControl& control) {
  const LayerTraces& layers = reading.trace->map(reading.side);
  std::vector<HeadPlace> places;
  for (std::size_t layer = 0; layer < layers.size(); ++layer) {
    for (std::size_t head = 0; head < layers[layer].size(); ++head) {
      places.push_back({.layer = static_cast<int>(layer), .head = static_cast<int>(head)});
    }
  }
  std::vector<Status> done(places.size());
  reading.heads.resize(places.size());
  const auto summarise_one = [&](std::size_t i) {
    if (control.stop.stop_requested()) return;
    const HeadPlace& place = places[i];
    const auto& layer = layers[static_cast<std::size_t>(place.layer)];
    Result<HeadSummary> summary = summarise(layer[static_cast<std::size_t>(place.head)], place, reading);
    if (summary) {
      reading.heads[i] = std::move(summary).value();
    } else {
      done[i] = summary.error();
    }
  };
  constexpr int kWorthSharing = 48;  // tokens; below, waking somebody takes longer than a head
  Workers alone;
  const bool shared = control.workers != nullptr && reading.trace->size() >= kWorthSharing;
  (shared ? *control.workers : alone).each(places.size(), summarise_one);
  if (control.stop.stop_requested()) return cancelled();
  const auto failed = std::ranges::find_if(done, [](const Status& status) { return !status; });
  return failed == done.end() ? Status() : *failed;
}

/// The reading once its texts have been read: the map's tokens through the lens, and every head's summary.
Result<std::shared_ptr<const Reading>> finish(const TraceSource& source, Reading reading, const ReadingKey& key,
                                              const PassControl& control) {
  reading.lens = key.lens;
  reading.side = resolve_side(key.side, source.card());
  if (reading.trace && reading.trace->map(reading.side).empty()) reading.side = MapSide::Encoder;  // no second text
  reading.shown_a = show_through(reading.encoding.tokens, key.lens);
  reading.shown_b = show_through(reading.encoding_b.tokens, key.lens);
  if (reading.trace) {
    if (const Status done = summarise_all(reading, control); !done) return done.error();
  }
  return std::make_shared<const Reading>(std::move(reading));
}

/// The mark of a word's beginning that became a piece by itself has no place but the first letter's, and is not it.
void show_marks(std::vector<Token>& tokens) {
  constexpr std::string_view kMark = "▁";
  for (int i = 0; i < static_cast<int>(tokens.size()); ++i) {
    Token& token = tokens[static_cast<std::size_t>(i)];
    if (token.piece == kMark && stands_before(tokens, i)) token.text = kMark;
  }
}

/// Some tokenizers count the space before a word in; on a chip or beside a map it would only push the word aside. A
/// token of nothing else keeps it.
void leave_out_white_space(std::vector<Token>& tokens) {
  for (Token& token : tokens) {
    if (const std::string_view bare = trimmed(token.text); !bare.empty()) token.text = std::string(bare);
  }
}

}  // namespace

Result<Encodings> encode(const TraceSource& source, std::string_view text, std::string_view text_b) {
  Encodings encodings;
  Result<Encoding> encoding = source.encode(text);
  if (!encoding) return encoding.error();
  encodings.first = std::move(encoding).value();
  if (source.card().takes_two()) {
    encoding = source.encode_second(text_b);
    if (!encoding) return encoding.error();
    encodings.second = std::move(encoding).value();
  }
  for (Encoding* each : {&encodings.first, &encodings.second}) show_marks(each->tokens);
  return encodings;
}

Result<Trace> run(const TraceSource& source, const Encodings& encodings, const ForwardOptions& options,
                  const PassControl& control) {
  if (encodings.second.tokens.empty()) return source.trace(encodings.first.tokens, options, control);
  return source.trace_two(encodings.first.tokens, encodings.second.tokens, options, control);
}

ReadingKey reading_key(const Question& question) {
  return {.model = question.model,
          .text = question.text,
          .text_b = question.text_b,
          .options = forward_options(question),
          .lens = question.lens,
          .side = question.side,
          .worked = question.worked};
}

ForwardOptions forward_options(const Question& question) {
  ForwardOptions options;
  if (question.scope == Scope::Head) return options;
  options.multiplier = question.multiplier;
  if (question.mask.kind != MaskKind::Model) options.mask = resolve(question.mask, Mask::all());
  return options;
}

bool is_key_of(const ReadingKey& key, const Question& question) {
  return key.text == question.text && key.text_b == question.text_b && key.model == question.model &&
         key.side == question.side && key.lens == question.lens && key.options == forward_options(question) &&
         key.worked == question.worked;
}

Result<std::shared_ptr<const Reading>> read(const TraceSource& source, ReadingKey key, const PassControl& control) {
  Result<Encodings> encodings = encode(source, key.text, key.text_b);
  if (!encodings) return encodings.error();
  for (Encoding* encoding : {&encodings->first, &encodings->second}) leave_out_white_space(encoding->tokens);

  Reading reading;
  reading.options = key.options;
  if (!encodings->first.tokens.empty()) {
    if (control.stop.stop_requested()) return cancelled();
    Result<Trace> trace = run(source, *encodings, key.options, control);
    if (!trace) return trace.error();
    reading.trace = std::make_shared<const Trace>(std::move(trace).value());
  }
  reading.text = std::move(key.text);
  reading.text_b = std::move(key.text_b);
  reading.encoding = std::move(encodings->first);
  reading.encoding_b = std::move(encodings->second);
  return finish(source, std::move(reading), key, control);
}

Result<std::shared_ptr<const Reading>> read_again(const TraceSource& source, const Reading& reading,
                                                  const ReadingKey& key, const PassControl& control) {
  Reading again;
  again.text = reading.text;
  again.text_b = reading.text_b;
  again.encoding = reading.encoding;
  again.encoding_b = reading.encoding_b;
  again.options = reading.options;
  again.trace = reading.trace;
  return finish(source, std::move(again), key, control);
}

QueryChoice pin_shown(const Reading& reading, int row) {
  const bool is_there = row >= 0 && row < static_cast<int>(reading.shown().tokens.size());
  return is_there ? pin(reading.asking(), reading.shown().token_of(row)) : QueryChoice{};
}

Matrix thumbnail(const Matrix& weights, int most) {
  const Eigen::Index rows = std::min<Eigen::Index>(weights.rows(), most);
  const Eigen::Index columns = std::min<Eigen::Index>(weights.cols(), most);
  // Block b covers [b n / s, (b + 1) n / s): no cell is left out, none counts twice.
  const auto begin = [](Eigen::Index block, Eigen::Index size, Eigen::Index blocks) { return block * size / blocks; };
  Matrix small(rows, columns);
  for (Eigen::Index i = 0; i < rows; ++i) {
    const Eigen::Index top = begin(i, weights.rows(), rows);
    const Eigen::Index height = begin(i + 1, weights.rows(), rows) - top;
    for (Eigen::Index j = 0; j < columns; ++j) {
      const Eigen::Index left = begin(j, weights.cols(), columns);
      const Eigen::Index width = begin(j + 1, weights.cols(), columns) - left;
      small(i, j) = weights.block(top, left, height, width).maxCoeff();
    }
  }
  return small;
}

std::vector<Cell> pattern_cells(PatternId id, const HeadView& view, MapSide side) {
  const Pattern& row = pattern(id);
  return side == MapSide::Cross && row.needs_one_text ? std::vector<Cell>() : row.cells(view);
}

std::array<PatternScore, kPatterns.size()> score_patterns(const HeadView& view, MapSide side) {
  std::array<PatternScore, kPatterns.size()> scores{};
  std::transform(kPatterns.begin(), kPatterns.end(), scores.begin(), [&](const Pattern& row) {
    return side == MapSide::Cross && row.needs_one_text ? PatternScore{} : row.score(view);
  });
  return scores;
}

}  // namespace attnscope
