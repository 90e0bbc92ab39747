#include "cli/parse.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "app/numbers.h"
#include "app/settings.h"
#include "io/quote.h"

namespace attnscope::cli {
namespace {

constexpr std::string_view kWindow = "window:";

Error wrong(std::string_view option, std::string_view typed, const std::string& expected) {
  return {ErrorCode::InvalidArgument, std::string(option), quote(typed) + " is not " + expected};
}

/// The whole text as a number, or nothing.
template <class Number>
std::optional<Number> number_in(std::string_view typed) {
  Number number{};
  const char* end = typed.data() + typed.size();
  const auto [stopped, error] = std::from_chars(typed.data(), end, number);
  if (error != std::errc() || stopped != end) return std::nullopt;
  return number;
}

std::string from_to(const std::string& least, const std::string& most) { return "from " + least + " to " + most; }

}  // namespace

Result<float> parse_number(std::string_view typed, std::string_view option, float least, float most) {
  const std::optional<float> number = number_in<float>(typed);
  if (!number || !std::isfinite(*number) || *number < least || *number > most) {
    return wrong(option, typed, "a number " + from_to(short_number(least), short_number(most)));
  }
  return *number;
}

Result<int> parse_count(std::string_view typed, std::string_view option, int most) {
  const std::optional<int> number = number_in<int>(typed);
  if (!number || *number < 1 || *number > most) {
    return wrong(option, typed, "a whole number " + from_to("1", std::to_string(most)));
  }
  return *number;
}

Result<MaskChoice> parse_mask(std::string_view typed, std::string_view option) {
  for (const MaskKind kind : {MaskKind::Model, MaskKind::All, MaskKind::Causal}) {
    if (typed == mask_name({.kind = kind})) return MaskChoice{.kind = kind};
  }
  if (typed.starts_with(kWindow)) {
    const std::optional<int> window = number_in<int>(typed.substr(kWindow.size()));
    if (window && *window >= kMinWindow && *window <= kMaxWindow) {
      return MaskChoice{.kind = MaskKind::Nearby, .window = *window};
    }
  }
  return wrong(
      option, typed,
      "model, all, causal or window:W with W " + from_to(std::to_string(kMinWindow), std::to_string(kMaxWindow)));
}

std::string mask_name(const MaskChoice& mask) {
  switch (mask.kind) {
    case MaskKind::Model:
      return "model";
    case MaskKind::All:
      return "all";
    case MaskKind::Causal:
      return "causal";
    case MaskKind::Nearby:
      break;
  }
  return std::string(kWindow) + std::to_string(mask.window);
}

Result<figure::PageSize> parse_size(std::string_view typed, std::string_view option, int least, int most) {
  const std::size_t cross = typed.find('x');
  if (cross != std::string_view::npos) {
    const std::optional<int> width = number_in<int>(typed.substr(0, cross));
    const std::optional<int> height = number_in<int>(typed.substr(cross + 1));
    const auto fits = [least, most](const std::optional<int>& side) { return side && *side >= least && *side <= most; };
    if (fits(width) && fits(height)) return figure::PageSize{*width, *height};
  }
  return wrong(option, typed,
               "a size such as 1200x800 with sides " + from_to(std::to_string(least), std::to_string(most)));
}

Result<Theme> parse_theme(std::string_view typed, std::string_view option) {
  static constexpr std::array<std::string_view, 2> kNames{"dark", "light"};
  const Result<std::size_t> choice = parse_choice(typed, option, kNames);
  if (!choice) return choice.error();
  return *choice == 0 ? Theme::Dark : Theme::Light;
}

Result<ColourMap> parse_colours(std::string_view typed, std::string_view option) {
  std::array<std::string_view, kColourMaps.size()> names;
  std::ranges::transform(kColourMaps, names.begin(), &ColourMapRow::key);
  const Result<std::size_t> choice = parse_choice(typed, option, names);
  if (!choice) return choice.error();
  return kColourMaps[*choice].id;
}

Result<std::size_t> parse_choice(std::string_view typed, std::string_view option,
                                 std::span<const std::string_view> names) {
  std::string all;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (typed == names[i]) return i;
    if (i > 0) all += i + 1 == names.size() ? " or " : ", ";
    all += names[i];
  }
  return wrong(option, typed, all);
}

std::optional<Result<int>> parse_token_number(std::string_view typed, std::string_view option) {
  // "#fun" is a word.
  if (!typed.starts_with('#') || typed.find_first_not_of("0123456789", 1) != std::string_view::npos || typed == "#") {
    return std::nullopt;
  }
  const std::optional<int> number = number_in<int>(typed.substr(1));
  if (number && *number >= 1 && *number <= kMaxCounted) return *number;
  return wrong(option, typed, "a token's number; the first is #1");
}

}  // namespace attnscope::cli
