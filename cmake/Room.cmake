# attnscope_room(name DEPENDS libs... [PRIVATE libs...])
# One folder of src/ as one static library. Files are globbed, so that a new view, pattern or family is a new file.
function(attnscope_room name)
  cmake_parse_arguments(ROOM "" "" "DEPENDS;PRIVATE" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${name}/*.cpp)
  # An X server's clipboard is spoken to where there are X servers.
  if(NOT TARGET PkgConfig::xcb)
    list(FILTER sources EXCLUDE REGEX "/x11/")
  endif()
  if(NOT sources)
    return()
  endif()
  add_library(attnscope_${name} STATIC ${sources})
  # Kernels include themselves once for each instruction set, and are what everything waits for: each a file of its own,
  # and optimised also where the rest is not.
  file(GLOB kernels CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${name}/kernels/*.cpp)
  set_source_files_properties(${kernels} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  if(NOT ATTNSCOPE_SANITIZE)
    set_source_files_properties(${kernels} PROPERTIES COMPILE_OPTIONS -O3)
  elseif(name MATCHES "^(core|text|io)$")
    # What calculates and what reads: with sanitizers it takes longer to run than to optimise; the rest does not.
    target_compile_options(attnscope_${name} PRIVATE -O1)
  endif()
  target_include_directories(attnscope_${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  target_link_libraries(attnscope_${name} PUBLIC ${ROOM_DEPENDS} PRIVATE ${ROOM_PRIVATE} attnscope_flags)
endfunction()
