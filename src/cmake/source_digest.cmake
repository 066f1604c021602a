# source_digest.h: the SHA-256 of the program's own sources, so that what one build has kept is not
# taken for what another would make.
if(CMAKE_SCRIPT_MODE_FILE)
  file(GLOB_RECURSE sources RELATIVE ${FOLDER} ${FOLDER}/*.cc ${FOLDER}/*.h ${FOLDER}/*.yaml)
  list(SORT sources)
  foreach(source IN LISTS sources)
    file(SHA256 ${FOLDER}/${source} digest)
    string(APPEND digests "${digest}  ${source}\n")
  endforeach()
  string(SHA256 digest "${digests}")
  file(WRITE ${OUTPUT}
    "#pragma once\n/// SHA-256 of all sources of the program.\n#define GUIJU_SOURCE_DIGEST \"${digest}\"\n")
  return()
endif()

file(GLOB_RECURSE sources CONFIGURE_DEPENDS
  ${CMAKE_CURRENT_SOURCE_DIR}/*.cc ${CMAKE_CURRENT_SOURCE_DIR}/*.h ${CMAKE_CURRENT_SOURCE_DIR}/*.yaml)
set(source_digest ${PROJECT_BINARY_DIR}/generated/source_digest)
add_custom_command(OUTPUT ${source_digest}/source_digest.h
  COMMAND ${CMAKE_COMMAND} -DFOLDER=${CMAKE_CURRENT_SOURCE_DIR} -DOUTPUT=${source_digest}/source_digest.h
    -P ${CMAKE_CURRENT_LIST_FILE}
  DEPENDS ${sources} ${CMAKE_CURRENT_LIST_FILE} VERBATIM)
add_custom_target(source_digest DEPENDS ${source_digest}/source_digest.h)
