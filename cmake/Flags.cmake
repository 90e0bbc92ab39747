# Compiler flags that every target of ours shares; never put on other people's headers.
add_library(attnscope_flags INTERFACE)
target_compile_features(attnscope_flags INTERFACE cxx_std_20)
set(CMAKE_CXX_EXTENSIONS OFF)

target_compile_options(attnscope_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wcast-align -Woverloaded-virtual
  -Wnull-dereference -Wdouble-promotion -Wformat=2)
# Once it optimises, GCC 12 sees overlapping copies in "literal" + std::to_string(n) (its bug 105651), null, foreign or
# unset memory inside std::vector<std::string> and std::optional<std::string> moving about, and vector loads beyond
# small Eigen matrices that it then does not make; later versions do not.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(attnscope_flags INTERFACE
    -Wno-restrict -Wno-maybe-uninitialized -Wno-null-dereference -Wno-free-nonheap-object -Wno-array-bounds)
endif()
# Where a room's files are compiled together, GCC takes each for a header and warns of its anonymous namespace.
if(CMAKE_UNITY_BUILD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(attnscope_flags INTERFACE -Wno-subobject-linkage)
endif()
if(ATTNSCOPE_STRICT)
  target_compile_options(attnscope_flags INTERFACE -Werror)
endif()
if(ATTNSCOPE_SANITIZE)
  # The first finding ends the program: a test that goes on after one would pass.
  # What is left out stands at every use of a pointer, and makes compiling half as long again; an access through null or
  # beyond an object ends the program all the same.
  target_compile_options(attnscope_flags INTERFACE
    -fsanitize=${ATTNSCOPE_SANITIZE} -fno-sanitize=null,object-size,vptr -fno-sanitize-recover=all
    -fno-omit-frame-pointer)
  target_link_options(attnscope_flags INTERFACE -fsanitize=${ATTNSCOPE_SANITIZE})
endif()
