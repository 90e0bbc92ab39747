#include "app/settings_json.h"

#include <string>
#include <vector>

#include "app/json_document.h"
#include "app/scene.h"

namespace attnscope {
namespace {

constexpr std::string_view kSettingsFormat = "attnscope settings";
constexpr Names<Theme, 2> kThemes{{{Theme::Dark, "dark"}, {Theme::Light, "light"}}};

Names<ColourMap, kColourMaps.size()> colour_map_names() {
  Names<ColourMap, kColourMaps.size()> names{};
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = {kColourMaps[i].id, kColourMaps[i].key};
  return names;
}

void read_recent(JsonFields& fields, std::vector<std::string>& recent) {
  const nlohmann::json& list = fields.array("recent");
  if (list.size() > kMostRecent)
    fields.refuse("recent", "expected at most " + std::to_string(kMostRecent) + " folders");
  for (std::size_t i = 0; fields.ok() && i < list.size(); ++i) {
    const bool fits = list[i].is_string() && check_model_name(list[i].get_ref<const std::string&>()).ok();
    if (!fits) fields.refuse(fields.full_name("recent", i), "expected a folder");
    if (fits) recent.push_back(list[i].get<std::string>());
  }
}

}  // namespace

std::string to_json(const Settings& settings) {
  nlohmann::ordered_json out = begin_document(kSettingsFormat);
  out["theme"] = name_of(settings.theme, kThemes);
  out["colour_map"] = name_of(settings.colour_map, colour_map_names());
  out["ui_scale"] = shortest(settings.ui_scale);
  out["speed"] = shortest(settings.speed);
  out["reduced_motion"] = settings.reduced_motion;
  if (settings.window_width > 0 && settings.window_height > 0) {
    out["window_width"] = settings.window_width;
    out["window_height"] = settings.window_height;
  }
  if (!settings.folder.empty()) out["folder"] = settings.folder;
  if (!settings.recent.empty()) out["recent"] = settings.recent;
  return dump(out);
}

Result<Settings> settings_from_json(std::string_view json, const std::string& where) {
  const Result<nlohmann::json> document = parse_document(json, kSettingsFormat, where);
  if (!document) return document.error();

  Settings settings;
  JsonFields fields(*document, where);
  read_name(fields, "theme", kThemes, settings.theme);
  read_name(fields, "colour_map", colour_map_names(), settings.colour_map);
  read_number(fields, "ui_scale", kMinUiScale, kMaxUiScale, settings.ui_scale);
  read_number(fields, "speed", kMinSpeed, kMaxSpeed, settings.speed);
  settings.reduced_motion = fields.boolean_or("reduced_motion", settings.reduced_motion);
  if (fields.has("window_width")) settings.window_width = fields.integer("window_width", 1, kMaxWindowSide);
  if (fields.has("window_height")) settings.window_height = fields.integer("window_height", 1, kMaxWindowSide);
  settings.folder = fields.string_or("folder", settings.folder, kMaxNameBytes);
  if (fields.has("recent")) read_recent(fields, settings.recent);
  refuse_others(fields, *document,
                {"theme", "colour_map", "ui_scale", "speed", "reduced_motion", "window_width", "window_height",
                 "folder", "recent"});
  if (const Status read = fields.status(); !read) return read.error();
  return settings;
}

}  // namespace attnscope
