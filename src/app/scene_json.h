#pragma once

#include <cstddef>
#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "app/scene.h"
#include "core/result.h"

namespace attnscope {

inline constexpr std::string_view kSceneFormat = "attnscope scene";

/// Of a file: five texts, every byte of them escaped as \u00xx at worst, and the rest.
inline constexpr std::size_t kMostSceneBytes = 32 * kMaxTextBytes;

/// A Scene as a file: an indented JSON object with "format" and "version" and a newline at its end. Layers, heads and
/// tokens are counted from 1. scene: within its ranges, as apply() leaves it.
std::string to_json(const Scene& scene);

/// The Scene that such a text stands for. "text" must be there; other fields may be left out, for their defaults.
/// `where` (the file) opens every message, which names the field.
/// Errors  Truncated, Malformed, OutOfLimits, Unsupported (a field, format or version we do not know).
Result<Scene> scene_from_json(std::string_view json, const std::string& where);
/// Likewise of a text that was parsed: see parse_any_document().
Result<Scene> scene_from_document(nlohmann::json document, const std::string& where);

/// Likewise from and to a file.
Result<Scene> load_scene(const std::filesystem::path& file);
Status save_scene(const std::filesystem::path& file, const Scene& scene);

}  // namespace attnscope
