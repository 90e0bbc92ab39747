#include "platform/fonts.h"

#include <fontconfig/fontconfig.h>

#include <array>
#include <memory>
#include <system_error>

namespace attnscope {
namespace {

/// Where distributions put the fonts that the interface is made for. Looked at first, because starting fontconfig costs
/// more than everything else the program does before its first frame.
struct KnownPath {
  FontRole role;
  const char* path;
};
constexpr std::array kKnownPaths{
    KnownPath{FontRole::Sans, "/usr/share/fonts/opentype/inter/Inter-Regular.otf"},  // Debian, Ubuntu
    KnownPath{FontRole::Sans, "/usr/share/fonts/truetype/inter/Inter-Regular.ttf"},
    KnownPath{FontRole::Sans, "/usr/share/fonts/inter/Inter-Regular.ttf"},
    KnownPath{FontRole::SansSemibold, "/usr/share/fonts/opentype/inter/Inter-SemiBold.otf"},
    KnownPath{FontRole::SansSemibold, "/usr/share/fonts/truetype/inter/Inter-SemiBold.ttf"},
    KnownPath{FontRole::SansSemibold, "/usr/share/fonts/inter/Inter-SemiBold.ttf"},
    KnownPath{FontRole::Mono, "/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-Regular.ttf"},  // Debian, Ubuntu
    KnownPath{FontRole::Mono, "/usr/share/fonts/jetbrains-mono/JetBrainsMono-Regular.ttf"},
};

/// What to ask fontconfig for, best first; it takes any other font where it has none of them.
struct Wish {
  FontRole role;
  std::array<const char*, 5> families;
  int weight;
};
constexpr std::array kWishes{
    Wish{FontRole::Sans, {"Inter", "Inter Variable", "DejaVu Sans", "Noto Sans", "sans-serif"}, FC_WEIGHT_REGULAR},
    Wish{FontRole::SansSemibold,
         {"Inter", "Inter Variable", "DejaVu Sans", "Noto Sans", "sans-serif"},
         FC_WEIGHT_DEMIBOLD},
    Wish{FontRole::Mono,
         {"JetBrains Mono", "DejaVu Sans Mono", "Noto Sans Mono", "Liberation Mono", "monospace"},
         FC_WEIGHT_REGULAR},
};

bool is_file(const std::filesystem::path& path) {
  std::error_code none;
  return std::filesystem::is_regular_file(path, none);
}

struct FreeFontconfig {
  void operator()(FcPattern* p) const { FcPatternDestroy(p); }
  void operator()(FcConfig* c) const { FcConfigDestroy(c); }
};
using Pattern = std::unique_ptr<FcPattern, FreeFontconfig>;
using Config = std::unique_ptr<FcConfig, FreeFontconfig>;

const FcChar8* fc_text(const char* text) { return reinterpret_cast<const FcChar8*>(text); }

std::optional<FontFile> match(FcConfig* config, const Wish& wish) {
  const Pattern asked(FcPatternCreate());
  for (const char* const family : wish.families) {
    FcPatternAddString(asked.get(), FC_FAMILY, fc_text(family));
  }
  FcPatternAddInteger(asked.get(), FC_WEIGHT, wish.weight);
  FcPatternAddInteger(asked.get(), FC_SLANT, FC_SLANT_ROMAN);
  FcPatternAddBool(asked.get(), FC_SCALABLE, FcTrue);  // no bitmap fonts: the interface comes in any size
  FcConfigSubstitute(config, asked.get(), FcMatchPattern);
  FcDefaultSubstitute(asked.get());

  FcResult result = FcResultNoMatch;
  const Pattern found(FcFontMatch(config, asked.get(), &result));
  FcChar8* path = nullptr;  // stays the pattern's
  int index = 0;
  if (!found || FcPatternGetString(found.get(), FC_FILE, 0, &path) != FcResultMatch) {
    return std::nullopt;
  }
  FcPatternGetInteger(found.get(), FC_INDEX, 0, &index);
  FontFile file{reinterpret_cast<const char*>(path), index};
  return is_file(file.path) ? std::optional(file) : std::nullopt;
}

}  // namespace

std::optional<FontFile> find_font(FontRole role) {
  for (const KnownPath& known : kKnownPaths) {
    if (known.role == role && is_file(known.path)) {
      return FontFile{known.path, 0};
    }
  }
  return match_font(role);
}

std::optional<FontFile> match_font(FontRole role) {
  const Config config(FcConfigReference(nullptr));  // the one that Pango uses too
  if (!config) {
    return std::nullopt;
  }
  for (const Wish& wish : kWishes) {
    if (wish.role == role) {
      return match(config.get(), wish);
    }
  }
  return std::nullopt;
}

}  // namespace attnscope
