#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace attnscope {

enum class FontRole : std::uint8_t { Sans, SansSemibold, Mono };

struct FontFile {
  std::filesystem::path path;
  int index = 0;  ///< face in the file; the upper 16 bits pick an instance of a variable font, as FreeType counts
  friend bool operator==(const FontFile&, const FontFile&) = default;
};

/// The file of the font for a role: Inter or JetBrains Mono where the distribution puts them, else what match_font
/// says. None where the system has no font at all.
std::optional<FontFile> find_font(FontRole role);

/// What fontconfig offers for a role: Inter or JetBrains Mono, else DejaVu, else any. Slow (tens of milliseconds) the
/// first time.
std::optional<FontFile> match_font(FontRole role);

}  // namespace attnscope
