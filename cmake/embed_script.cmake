# Writes embedded_<NAME>.{h,cpp}; run by attnscope_embed at build time.
set(rows "")
foreach(file IN LISTS FILES)
  get_filename_component(base ${file} NAME)
  file(READ ${file} text)
  string(APPEND rows "    EmbeddedFile{\"${base}\", R\"embedded(${text})embedded\"},\n")
endforeach()
file(WRITE ${OUT}/embedded_${NAME}.h
"#pragma once
#include <span>
#include <string_view>
namespace attnscope {
struct EmbeddedFile { std::string_view name; std::string_view text; };
std::span<const EmbeddedFile> embedded_${NAME}();
}  // namespace attnscope
")
file(WRITE ${OUT}/embedded_${NAME}.cpp
"#include \"embedded_${NAME}.h\"
namespace attnscope {
std::span<const EmbeddedFile> embedded_${NAME}() {
  static constexpr EmbeddedFile kFiles[] = {
${rows}  };
  return kFiles;
}
}  // namespace attnscope
")
