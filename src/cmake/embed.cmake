# guiju_rules: every file of rules/ inside the program; src/pack/embedded.h tells how to reach them.
# A changed file is embedded again at the next build, a new one as well.
set(rules ${PROJECT_SOURCE_DIR}/rules)
set(generated ${PROJECT_BINARY_DIR}/generated/rules)
file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${rules} ${rules}/*.yaml)
list(SORT files COMPARE STRING)

set(sources)
set(declarations "")
set(entries "")
foreach(file IN LISTS files)
  string(SHA1 hash ${file})
  string(SUBSTRING ${hash} 0 12 hash)
  add_custom_command(
    OUTPUT ${generated}/${hash}.cc
    COMMAND ${CMAKE_COMMAND} -DFROM=${rules}/${file} -DTO=${generated}/${hash}.cc
      -DNAME=rules_file_${hash} -P ${CMAKE_CURRENT_LIST_DIR}/embed_file.cmake
    DEPENDS ${rules}/${file} ${CMAKE_CURRENT_LIST_DIR}/embed_file.cmake
    COMMENT "Embedding rules/${file}"
    VERBATIM)
  list(APPEND sources ${generated}/${hash}.cc)
  string(APPEND declarations "extern const std::string_view rules_file_${hash};\n")
  string(APPEND entries "      {\"${file}\", rules_file_${hash}},\n")
endforeach()

list(LENGTH files count)
configure_file(${CMAKE_CURRENT_LIST_DIR}/embedded.cc.in ${generated}/embedded.cc @ONLY)
add_library(guiju_rules STATIC ${generated}/embedded.cc ${sources})
target_include_directories(guiju_rules PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
target_link_libraries(guiju_rules PRIVATE guiju_options)
target_compile_options(guiju_rules PRIVATE -Wno-overlength-strings)
