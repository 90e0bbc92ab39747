# Compiler flags that every target of ours shares; never put on other people's headers.
add_library(attnscope_flags INTERFACE)
target_compile_features(attnscope_flags INTERFACE cxx_std_20)
set(CMAKE_CXX_EXTENSIONS OFF)

target_compile_options(attnscope_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wcast-align -Woverloaded-virtual
  -Wnull-dereference -Wdouble-promotion -Wformat=2)
if(ATTNSCOPE_STRICT)
  target_compile_options(attnscope_flags INTERFACE -Werror)
endif()
if(ATTNSCOPE_SANITIZE)
  target_compile_options(attnscope_flags INTERFACE -fsanitize=${ATTNSCOPE_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(attnscope_flags INTERFACE -fsanitize=${ATTNSCOPE_SANITIZE})
endif()
