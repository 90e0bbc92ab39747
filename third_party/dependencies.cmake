# Where every dependency comes from: the distribution's packages, nothing copied.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(Eigen3 REQUIRED NO_MODULE)  # no version here: Eigen 5 denies that it can stand in for 3.4
if(Eigen3_VERSION VERSION_LESS 3.4)
  message(FATAL_ERROR "Eigen 3.4 or newer is needed; found ${Eigen3_VERSION}")
endif()
pkg_check_modules(hwy REQUIRED IMPORTED_TARGET libhwy)
find_package(ICU 70 REQUIRED COMPONENTS uc i18n)
find_package(nlohmann_json 3.10 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(glfw3 3.3 REQUIRED)
pkg_check_modules(cairo REQUIRED IMPORTED_TARGET cairo cairo-pdf cairo-svg)
pkg_check_modules(pango REQUIRED IMPORTED_TARGET pangocairo)
pkg_check_modules(fontconfig REQUIRED IMPORTED_TARGET fontconfig)
pkg_check_modules(freetype REQUIRED IMPORTED_TARGET freetype2)
pkg_check_modules(imgui REQUIRED IMPORTED_TARGET imgui)
if(UNIX AND NOT APPLE)
  pkg_check_modules(xcb REQUIRED IMPORTED_TARGET xcb)
endif()
# The package is a static library with the GLFW and FreeType parts inside, and does not say what those need.
target_link_libraries(PkgConfig::imgui INTERFACE glfw PkgConfig::freetype ${CMAKE_DL_LIBS})

# glad 2 is generated at build time by the package's own script: another Python on the PATH lacks its module.
find_program(GLAD_COMMAND glad PATHS /usr/bin NO_DEFAULT_PATH)
find_program(GLAD_COMMAND glad REQUIRED)
set(glad_dir ${CMAKE_BINARY_DIR}/generated/glad)
add_custom_command(
  OUTPUT ${glad_dir}/src/gl.c ${glad_dir}/include/glad/gl.h
  COMMAND ${GLAD_COMMAND} --api gl:core=3.3 --extensions "" --reproducible --quiet --out-path ${glad_dir} c
  COMMENT "Generating the OpenGL 3.3 core loader" VERBATIM)
add_library(glad STATIC ${glad_dir}/src/gl.c ${glad_dir}/include/glad/gl.h)
target_include_directories(glad SYSTEM PUBLIC ${glad_dir}/include)
