#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "app/action.h"
#include "app/scene.h"
#include "core/colour_map.h"
#include "core/result.h"
#include "figure/plan.h"

// Options as they were typed, turned into values. What is wrong is an InvalidArgument whose `where` is the option and
// which says what is allowed.
namespace attnscope::cli {

/// A finite number from `least` to `most`.
Result<float> parse_number(std::string_view typed, std::string_view option, float least, float most);

/// A whole number from 1 to `most`.
Result<int> parse_count(std::string_view typed, std::string_view option, int most = kMaxCounted);

/// model | all | causal | window:W
Result<MaskChoice> parse_mask(std::string_view typed, std::string_view option);
/// The other way.
std::string mask_name(const MaskChoice& mask);

/// "800x600", each side from `least` to `most`.
Result<figure::PageSize> parse_size(std::string_view typed, std::string_view option, int least, int most);

/// dark | light
Result<Theme> parse_theme(std::string_view typed, std::string_view option);

/// magma | viridis | cividis
Result<ColourMap> parse_colours(std::string_view typed, std::string_view option);

/// Where `typed` stands among the names.
Result<std::size_t> parse_choice(std::string_view typed, std::string_view option,
                                 std::span<const std::string_view> names);

/// "#12": token 12, counted from 1 as it was typed. None where it is a word.
std::optional<Result<int>> parse_token_number(std::string_view typed, std::string_view option);

}  // namespace attnscope::cli
