# guiju_embed(FUNCTION ROOT INCLUDE): a static library guiju_FUNCTION whose function FUNCTION(), declared in the header
# INCLUDE, gives every YAML, text, CSS and JavaScript file below ROOT; the header says what of each. A changed file is embedded again at
# the next build, a new one as well.
function(guiju_embed function root header)
  set(generated ${PROJECT_BINARY_DIR}/generated/${function})
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${root}
    ${root}/*.yaml ${root}/*.txt ${root}/*.css ${root}/*.js)
  list(SORT files COMPARE STRING)

  set(sources)
  set(declarations "")
  set(entries "")
  foreach(file IN LISTS files)
    string(SHA1 hash ${file})
    string(SUBSTRING ${hash} 0 12 hash)
    set(name ${function}_${hash})
    add_custom_command(
      OUTPUT ${generated}/${hash}.cc
      COMMAND ${CMAKE_COMMAND} -DFROM=${root}/${file} -DTO=${generated}/${hash}.cc
        -DNAME=${name} -P ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/embed_file.cmake
      DEPENDS ${root}/${file} ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/embed_file.cmake
      COMMENT "Embedding ${file}"
      VERBATIM)
    list(APPEND sources ${generated}/${hash}.cc)
    string(APPEND declarations "extern const std::string_view ${name};\n")
    string(APPEND entries "      {\"${file}\", ${name}},\n")
  endforeach()

  list(LENGTH files count)
  configure_file(${CMAKE_CURRENT_FUNCTION_LIST_DIR}/embedded.cc.in ${generated}/embedded.cc @ONLY)
  add_library(guiju_${function} STATIC ${generated}/embedded.cc ${sources})
  target_include_directories(guiju_${function} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
  target_link_libraries(guiju_${function} PRIVATE guiju_options)
  target_compile_options(guiju_${function} PRIVATE -Wno-overlength-strings)
endfunction()

guiju_embed(embedded_rules ${PROJECT_SOURCE_DIR}/rules pack/embedded.h)
guiju_embed(embedded_answers ${CMAKE_CURRENT_SOURCE_DIR}/audit/answers audit/answers_files.h)
guiju_embed(embedded_templates ${CMAKE_CURRENT_SOURCE_DIR}/cli/templates cli/templates.h)
guiju_embed(embedded_page ${CMAKE_CURRENT_SOURCE_DIR}/report/page report/page.h)
