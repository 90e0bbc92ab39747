# How things are compiled when the caller does not say: optimised, and through ccache where there is one.
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Debug, Release, RelWithDebInfo or MinSizeRel" FORCE)
endif()

find_program(CCACHE_COMMAND ccache)
mark_as_advanced(CCACHE_COMMAND)
if(CCACHE_COMMAND AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
  # The base folder makes a second clone of the same sources find what the first one compiled.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} ${CCACHE_COMMAND})
endif()
