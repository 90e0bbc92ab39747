#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "app/worked.h"
#include "io/json.h"

namespace attnscope {

/// The fields of a worked example, as they stand in its file and in the "worked" of a scene.
std::span<const std::string_view> worked_fields();

void write_worked(const Worked& worked, nlohmann::ordered_json& out);

/// What is wrong is noted in `fields`. Shapes are not compared with any text; see check(Worked, WorkedSize).
void read_worked(JsonFields& fields, Worked& worked);

}  // namespace attnscope
