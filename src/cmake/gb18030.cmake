# document/gb18030.inc: the characters of GB18030, as the C library of the building machine knows them.
set(gb18030 ${PROJECT_BINARY_DIR}/generated/gb18030)
file(MAKE_DIRECTORY ${gb18030}/document)
add_executable(make_gb18030 ${CMAKE_CURRENT_LIST_DIR}/make_gb18030.cc)
add_custom_command(
  OUTPUT ${gb18030}/document/gb18030.inc
  COMMAND make_gb18030 > ${gb18030}/document/gb18030.inc
  COMMENT "Making the table of GB18030"
  VERBATIM)
add_custom_target(gb18030_table DEPENDS ${gb18030}/document/gb18030.inc)
