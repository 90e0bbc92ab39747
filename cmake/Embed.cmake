# attnscope_embed(target name folder)
# Compiles every file of a folder into the target as text: `embedded_<name>()` in "embedded_<name>.h" lists them.
function(attnscope_embed target name folder)
  if(NOT TARGET ${target})
    return()
  endif()
  file(GLOB files CONFIGURE_DEPENDS ${folder}/*)
  set(out ${CMAKE_BINARY_DIR}/generated/${name})
  add_custom_command(
    OUTPUT ${out}/embedded_${name}.cpp ${out}/embedded_${name}.h
    COMMAND ${CMAKE_COMMAND} -DNAME=${name} -DOUT=${out} "-DFILES=${files}" -P ${CMAKE_SOURCE_DIR}/cmake/embed_script.cmake
    DEPENDS ${files} ${CMAKE_SOURCE_DIR}/cmake/embed_script.cmake
    COMMENT "Embedding ${name}" VERBATIM)
  target_sources(${target} PRIVATE ${out}/embedded_${name}.cpp)
  target_include_directories(${target} PRIVATE ${out})
endfunction()
