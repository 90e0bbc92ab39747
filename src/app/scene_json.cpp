#include "app/scene_json.h"

#include <algorithm>
#include <array>
#include <utility>

#include "app/json_document.h"
#include "app/scene_fields.h"
#include "app/worked_json.h"
#include "core/random_scores.h"
#include "io/file.h"

namespace attnscope {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr Names<Scope, 2> kScopes{{{Scope::Head, "head"}, {Scope::Model, "model"}}};
constexpr Names<Page, 3> kPageNames{{{Page::Explore, "explore"}, {Page::RootD, "root d"}, {Page::Cost, "cost"}}};
constexpr Names<MapKind, 2> kMaps{{{MapKind::Weights, "weights"}, {MapKind::Scores, "scores"}}};
constexpr Names<MapSide, 3> kSides{
    {{MapSide::Encoder, kMapSideNames[0]}, {MapSide::Decoder, kMapSideNames[1]}, {MapSide::Cross, kMapSideNames[2]}}};
constexpr Names<MaskKind, kMaskKinds.size()> kMasks{
    {{MaskKind::Model, "model"}, {MaskKind::All, "all"}, {MaskKind::Causal, "causal"}, {MaskKind::Nearby, "window"}}};
constexpr Names<MaskKind, 3> kCostMasks{
    {{MaskKind::All, "all"}, {MaskKind::Causal, "causal"}, {MaskKind::Nearby, "window"}}};

Names<PatternId, kPatterns.size()> pattern_names() {
  Names<PatternId, kPatterns.size()> names{};
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = {kPatterns[i].id, kPatterns[i].key};
  return names;
}

Status read_head(const json& object, const std::string& where, const std::string& path,
                 std::optional<HeadPlace>& head) {
  JsonFields fields(object, where, path);
  head = HeadPlace{.layer = fields.integer("layer", 1, kMaxCounted) - 1,
                   .head = fields.integer("head", 1, kMaxCounted) - 1};
  refuse_others(fields, object, {"layer", "head"});
  return fields.status();
}

Status read_query(const json& object, const std::string& where, const std::string& path, QueryChoice& query) {
  JsonFields fields(object, where, path);
  query.word = fields.string("word", kMaxNameBytes);
  if (fields.has("index")) query.index = fields.integer("index", 1, kMaxCounted) - 1;
  refuse_others(fields, object, {"word", "index"});
  return fields.status();
}

Status read_mask(const json& object, const std::string& where, const std::string& path, MaskChoice& mask) {
  JsonFields fields(object, where, path);
  read_name(fields, "kind", kMasks, mask.kind);
  if (fields.has("window")) mask.window = fields.integer("window", kMinWindow, kMaxWindow);
  refuse_others(fields, object, {"kind", "window"});
  return fields.status();
}

void write_question(const Question& question, ordered_json& out) {
  out["text"] = question.text;
  if (!question.text_b.empty()) out["text_b"] = question.text_b;
  out["model"] = question.model;
  if (question.side != Question{}.side) out["side"] = name_of(question.side, kSides);
  if (question.head) {
    out["head"] = ordered_json{{"layer", question.head->layer + 1}, {"head", question.head->head + 1}};
  }
  if (question.query != QueryChoice{}) {
    out["query"] = ordered_json{{"word", question.query.word}};
    if (question.query.index >= 0) out["query"]["index"] = question.query.index + 1;
  }
  out["multiplier"] = shortest(question.multiplier);
  out["scope"] = name_of(question.scope, kScopes);
  out["mask"] = ordered_json{{"kind", name_of(question.mask.kind, kMasks)}, {"window", question.mask.window}};
  if (question.lens.hide_special) out["hide_special"] = true;
  if (question.lens.merge_words) out["merge_words"] = true;
  if (question.worked) write_worked(*question.worked, out["worked"]);
}

Status read_numbers(const json& object, const std::string& where, const std::string& path,
                    std::optional<Worked>& worked) {
  JsonFields fields(object, where, path);
  read_worked(fields, worked.emplace());
  refuse_others(fields, object, {}, worked_fields());
  return fields.status();
}

/// The layer's stage came later: a file that does not know it says 3 where everything is shown.
constexpr float kEndOfBlend = 3;

void write_step(float step, ordered_json& out) {
  out["step"] = shortest(std::min(step, kEndOfBlend));
  if (step >= kEndOfBlend && step < kTimelineEnd) out["layer_stage"] = shortest(step - kEndOfBlend);
}

/// "layer_stage" counts where the stages before it are over.
void read_step(JsonFields& fields, float& step) {
  float of_layer = kTimelineEnd - kEndOfBlend;
  read_number(fields, "layer_stage", 0.0F, of_layer, of_layer);
  if (fields.has("step")) read_number(fields, "step", 0.0F, kEndOfBlend, step);
  if (step >= kEndOfBlend) step = kEndOfBlend + of_layer;
}

constexpr std::array<std::string_view, 12> kQuestionFields{"text", "text_b",       "model",       "side",
                                                           "head", "query",        "multiplier",  "scope",
                                                           "mask", "hide_special", "merge_words", "worked"};

void read_question(JsonFields& fields, const std::string& where, Question& question) {
  question.text = fields.string("text", kMaxTextBytes);
  question.text_b = fields.string_or("text_b", "", kMaxTextBytes);
  question.model = fields.string_or("model", question.model, kMaxNameBytes);
  if (const Status named = check_model_name(question.model); !named) fields.refuse("model", named.error().what);
  read_name(fields, "side", kSides, question.side);
  const auto part = [&](std::string_view name, auto read, auto& value) {
    if (fields.has(name)) fields.check(read(fields.object(name), where, fields.full_name(name), value));
  };
  part("head", read_head, question.head);
  part("query", read_query, question.query);
  read_number(fields, "multiplier", kMinMultiplier, kMaxMultiplier, question.multiplier);
  read_name(fields, "scope", kScopes, question.scope);
  part("mask", read_mask, question.mask);
  question.lens.hide_special = fields.boolean_or("hide_special", false);
  question.lens.merge_words = fields.boolean_or("merge_words", false);
  part("worked", read_numbers, question.worked);
  if (!question.worked || !fields.ok()) return;
  const Status sound = check(*question.worked, size_of(*question.worked, question.text, question.text_b));
  if (!sound) fields.refuse("worked", to_line(sound.error()), sound.error().code);
}

Status read_beside(const json& object, const std::string& where, const std::string& path, Question& question) {
  JsonFields fields(object, where, path);
  read_question(fields, where, question);
  refuse_others(fields, object, {}, kQuestionFields);
  return fields.status();
}

Status read_prediction(const json& object, const std::string& where, const std::string& path, Prediction& prediction) {
  JsonFields fields(object, where, path);
  prediction.revealed = fields.boolean_or("revealed", false);
  if (fields.has("shares")) {
    const json& shares = fields.array("shares");
    if (shares.size() > kMostPredicted) fields.refuse("shares", "there are too many");
    for (std::size_t i = 0; fields.ok() && i < shares.size(); ++i) {
      const bool fits = shares[i].is_number() && shares[i].get<double>() >= 0 && shares[i].get<double>() <= 1;
      if (!fits) fields.refuse(fields.full_name("shares", i), "expected a number from 0 to 1");
      if (fits) prediction.shares.push_back(shares[i].get<float>());
    }
  }
  refuse_others(fields, object, {"revealed", "shares"});
  return fields.status();
}

Status read_audit(const json& object, const std::string& where, const std::string& path, Audit& audit) {
  JsonFields fields(object, where, path);
  audit.query = fields.string_or("query", "", kMaxNameBytes);
  audit.source = fields.string_or("source", "", kMaxNameBytes);
  audit.from = fields.string_or("from", "", kMaxTextBytes);
  refuse_others(fields, object, {"query", "source", "from"});
  return fields.status();
}

Status read_root_d(const json& object, const std::string& where, const std::string& path, RootD& experiment) {
  JsonFields fields(object, where, path);
  experiment.d = fields.integer_or("d", 1, RandomScores::kMostDimensions, experiment.d);
  experiment.seed = fields.integer_or("seed", 1, kMaxCounted, experiment.seed);
  refuse_others(fields, object, {"d", "seed"});
  return fields.status();
}

Status read_cost(const json& object, const std::string& where, const std::string& path, Cost& cost) {
  JsonFields fields(object, where, path);
  cost.words = fields.integer_or("words", 1, kMostCostWords, cost.words);
  read_name(fields, "mask", kCostMasks, cost.mask.kind);
  cost.mask.window = fields.integer_or("window", kMinWindow, kMaxWindow, cost.mask.window);
  refuse_others(fields, object, {"words", "mask", "window"});
  return fields.status();
}

Status read_lesson_place(const json& object, const std::string& where, const std::string& path, LessonPlace& place) {
  JsonFields fields(object, where, path);
  place.lesson = fields.string("key", kMaxNameBytes);
  if (place.lesson.empty()) fields.refuse("key", "expected the name of a lesson");
  place.step = fields.integer("step", 1, kMostLessonSteps) - 1;
  refuse_others(fields, object, {"key", "step"});
  return fields.status();
}

}  // namespace

void write_scene_fields(const Scene& scene, ordered_json& out) {
  write_question(scene, out);
  if (scene.beside) {
    ordered_json beside;
    write_question(*scene.beside, beside);
    out["beside"] = std::move(beside);
  }
  out["map"] = name_of(scene.map, kMaps);
  out["leave_out_first"] = scene.leave_out_first;
  if (scene.outlined) out["outlined"] = name_of(*scene.outlined, pattern_names());
  write_step(scene.step, out);
  if (scene.page != Page::Explore) out["page"] = name_of(scene.page, kPageNames);
  if (scene.root_d != RootD{}) out["root_d"] = ordered_json{{"d", scene.root_d.d}, {"seed", scene.root_d.seed}};
  if (scene.cost != Cost{}) {
    out["cost"] = ordered_json{{"words", scene.cost.words},
                               {"mask", name_of(scene.cost.mask.kind, kCostMasks)},
                               {"window", scene.cost.mask.window}};
  }
  if (scene.prediction) {
    ordered_json& prediction = out["prediction"] = ordered_json{{"revealed", scene.prediction->revealed}};
    if (!scene.prediction->shares.empty()) prediction["shares"] = ordered_json::array();
    for (const float share : scene.prediction->shares) prediction["shares"].push_back(shortest(share));
  }
  if (scene.audit) {
    out["audit"] =
        ordered_json{{"query", scene.audit->query}, {"source", scene.audit->source}, {"from", scene.audit->from}};
  }
  if (scene.lesson) out["lesson"] = ordered_json{{"key", scene.lesson->lesson}, {"step", scene.lesson->step + 1}};
}

Status read_scene_fields(const json& object, const std::string& where, const std::string& path, Scene& scene) {
  JsonFields fields(object, where, path);
  read_question(fields, where, scene);
  if (fields.has("beside")) {
    fields.check(read_beside(fields.object("beside"), where, fields.full_name("beside"), scene.beside.emplace()));
  }
  read_name(fields, "map", kMaps, scene.map);
  scene.leave_out_first = fields.boolean_or("leave_out_first", scene.leave_out_first);
  if (fields.has("outlined")) read_name(fields, "outlined", pattern_names(), scene.outlined.emplace());
  read_step(fields, scene.step);
  read_name(fields, "page", kPageNames, scene.page);
  if (fields.has("root_d")) {
    fields.check(read_root_d(fields.object("root_d"), where, fields.full_name("root_d"), scene.root_d));
  }
  if (fields.has("cost")) {
    fields.check(read_cost(fields.object("cost"), where, fields.full_name("cost"), scene.cost));
  }
  if (fields.has("prediction")) {
    fields.check(read_prediction(fields.object("prediction"), where, fields.full_name("prediction"),
                                 scene.prediction.emplace()));
  }
  if (fields.has("audit")) {
    fields.check(read_audit(fields.object("audit"), where, fields.full_name("audit"), scene.audit.emplace()));
  }
  if (fields.has("lesson")) {
    fields.check(read_lesson_place(fields.object("lesson"), where, fields.full_name("lesson"), scene.lesson.emplace()));
  }
  refuse_others(fields, object,
                {"beside", "map", "leave_out_first", "outlined", "step", "layer_stage", "page", "root_d", "cost",
                 "prediction", "audit", "lesson"},
                kQuestionFields);
  return fields.status();
}

std::string to_json(const Scene& scene) {
  ordered_json out = begin_document(kSceneFormat);
  write_scene_fields(scene, out);
  return dump(out);
}

Result<Scene> scene_from_json(std::string_view text, const std::string& where) {
  Result<json> document = parse_any_document(text, where);
  return document ? scene_from_document(std::move(*document), where) : Result<Scene>(document.error());
}

Result<Scene> scene_from_document(json parsed, const std::string& where) {
  const Result<json> document = as_document(std::move(parsed), kSceneFormat, where);
  if (!document) return document.error();
  Scene scene;
  if (const Status read = read_scene_fields(*document, where, "", scene); !read) return read.error();
  return scene;
}

Result<Scene> load_scene(const std::filesystem::path& file) {
  const Result<std::string> text = read_text_file(file, kMostSceneBytes);
  if (!text) return text.error();
  return scene_from_json(*text, file.string());
}

Status save_scene(const std::filesystem::path& file, const Scene& scene) {
  return write_text_file(file, to_json(scene), kMostSceneBytes);
}

}  // namespace attnscope
