#include "app/scene_json.h"

#include "app/json_document.h"
#include "io/file.h"

namespace attnscope {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::string_view kSceneFormat = "attnscope scene";
constexpr Names<Scope, 2> kScopes{{{Scope::Head, "head"}, {Scope::Model, "model"}}};
constexpr Names<MapKind, 2> kMaps{{{MapKind::Weights, "weights"}, {MapKind::Scores, "scores"}}};
constexpr Names<MaskKind, 4> kMasks{
    {{MaskKind::Model, "model"}, {MaskKind::All, "all"}, {MaskKind::Causal, "causal"}, {MaskKind::Nearby, "window"}}};

Names<PatternId, kPatterns.size()> pattern_names() {
  Names<PatternId, kPatterns.size()> names{};
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = {kPatterns[i].id, kPatterns[i].key};
  return names;
}

Status read_head(const json& object, const std::string& where, std::optional<HeadPlace>& head) {
  JsonFields fields(object, where, "head");
  head = HeadPlace{.layer = fields.integer("layer", 1, kMaxCounted) - 1,
                   .head = fields.integer("head", 1, kMaxCounted) - 1};
  refuse_others(fields, object, {"layer", "head"});
  return fields.status();
}

Status read_query(const json& object, const std::string& where, QueryChoice& query) {
  JsonFields fields(object, where, "query");
  query.word = fields.string("word", kMaxNameBytes);
  if (fields.has("index")) query.index = fields.integer("index", 1, kMaxCounted) - 1;
  refuse_others(fields, object, {"word", "index"});
  return fields.status();
}

Status read_mask(const json& object, const std::string& where, MaskChoice& mask) {
  JsonFields fields(object, where, "mask");
  read_name(fields, "kind", kMasks, mask.kind);
  if (fields.has("window")) mask.window = fields.integer("window", kMinWindow, kMaxWindow);
  refuse_others(fields, object, {"kind", "window"});
  return fields.status();
}

}  // namespace

std::string to_json(const Scene& scene) {
  ordered_json out = begin_document(kSceneFormat);
  out["text"] = scene.text;
  if (!scene.text_b.empty()) out["text_b"] = scene.text_b;
  out["model"] = scene.model;
  if (scene.head) out["head"] = ordered_json{{"layer", scene.head->layer + 1}, {"head", scene.head->head + 1}};
  if (scene.query != QueryChoice{}) {
    out["query"] = ordered_json{{"word", scene.query.word}};
    if (scene.query.index >= 0) out["query"]["index"] = scene.query.index + 1;
  }
  out["multiplier"] = shortest(scene.multiplier);
  out["scope"] = name_of(scene.scope, kScopes);
  out["mask"] = ordered_json{{"kind", name_of(scene.mask.kind, kMasks)}, {"window", scene.mask.window}};
  out["map"] = name_of(scene.map, kMaps);
  out["leave_out_first"] = scene.leave_out_first;
  if (scene.outlined) out["outlined"] = name_of(*scene.outlined, pattern_names());
  out["step"] = shortest(scene.step);
  return dump(out);
}

Result<Scene> scene_from_json(std::string_view text, const std::string& where) {
  const Result<json> document = parse_document(text, kSceneFormat, where);
  if (!document) return document.error();

  Scene scene;
  JsonFields fields(*document, where);
  scene.text = fields.string("text", kMaxTextBytes);
  scene.text_b = fields.string_or("text_b", "", kMaxTextBytes);
  scene.model = fields.string_or("model", scene.model, kMaxNameBytes);
  if (const Status named = check_model_name(scene.model); !named) fields.refuse("model", named.error().what);
  if (fields.has("head")) fields.check(read_head(fields.object("head"), where, scene.head));
  if (fields.has("query")) fields.check(read_query(fields.object("query"), where, scene.query));
  read_number(fields, "multiplier", kMinMultiplier, kMaxMultiplier, scene.multiplier);
  read_name(fields, "scope", kScopes, scene.scope);
  if (fields.has("mask")) fields.check(read_mask(fields.object("mask"), where, scene.mask));
  read_name(fields, "map", kMaps, scene.map);
  scene.leave_out_first = fields.boolean_or("leave_out_first", scene.leave_out_first);
  if (fields.has("outlined")) read_name(fields, "outlined", pattern_names(), scene.outlined.emplace());
  read_number(fields, "step", 0.0F, kTimelineEnd, scene.step);
  refuse_others(fields, *document,
                {"text", "text_b", "model", "head", "query", "multiplier", "scope", "mask", "map", "leave_out_first",
                 "outlined", "step"});
  if (const Status read = fields.status(); !read) return read.error();
  return scene;
}

Result<Scene> load_scene(const std::filesystem::path& file) {
  constexpr std::size_t kMostBytes = 16 * kMaxTextBytes;  // two texts, every byte of them escaped as \u00xx at worst
  const Result<std::string> text = read_text_file(file, kMostBytes);
  if (!text) return text.error();
  return scene_from_json(*text, file.string());
}

Status save_scene(const std::filesystem::path& file, const Scene& scene) {
  return write_file_atomically(file, to_json(scene));
}

}  // namespace attnscope
