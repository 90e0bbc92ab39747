#include "ui/fonts.h"

#include <optional>

namespace attnscope {

ImFont* add_face(ImFontAtlas& atlas, FontRole role, float pixels, ImFontConfig config) {
  if (const std::optional<FontFile> file = find_font(role)) {
    ImFontConfig of_file = config;
    of_file.FontNo = static_cast<decltype(of_file.FontNo)>(file->index);
    ImFont* const face = atlas.AddFontFromFileTTF(file->path.string().c_str(), pixels, &of_file);
    if (face != nullptr) return face;
  }
  config.SizePixels = pixels;
  return atlas.AddFontDefault(&config);
}

std::string Fonts::display(std::string_view utf8, Type type) {
  std::string shown = clusters_.to_display(utf8);
  for (std::size_t at = 0; at < shown.size();) {
    const char32_t code = next_utf8(shown, at);
    if (code >= 0x7F) atlas_.ensure(type, code);
  }
  return shown;
}

}  // namespace attnscope
