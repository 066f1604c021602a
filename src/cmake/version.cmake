# version.h: what `guiju --version` says.
configure_file(${CMAKE_CURRENT_LIST_DIR}/version.h.in
  ${PROJECT_BINARY_DIR}/generated/version/version.h @ONLY)
add_library(guiju_version INTERFACE)
target_include_directories(guiju_version INTERFACE ${PROJECT_BINARY_DIR}/generated/version)
