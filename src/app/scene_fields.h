#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "app/scene.h"

namespace attnscope {

/// A Scene as the fields of an object, for files that hold several.
void write_scene_fields(const Scene& scene, nlohmann::ordered_json& out);

/// Reads them; `path` is the object's own name in the file `where`, empty for the whole.
/// Errors  as scene_from_json().
Status read_scene_fields(const nlohmann::json& object, const std::string& where, const std::string& path, Scene& scene);

}  // namespace attnscope
