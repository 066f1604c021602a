# How everything of ours is compiled and linked: the target guiju_options.

# The project is checked with g++ 12, so there a warning is a mistake of ours; a compiler that we
# have not seen may know warnings that we have not.
set(werror OFF)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION MATCHES "^12\\.")
  set(werror ON)
endif()
option(GUIJU_WERROR "Warnings are errors" ${werror})
set(GUIJU_SANITIZE "" CACHE STRING "Sanitizers to build with, such as address,undefined")

# A dynamic yaml-cpp and fmt cost more at every start than judging one dossier.
include(CMakeDependentOption)
cmake_dependent_option(GUIJU_STATIC "Link the program statically" ON "NOT GUIJU_SANITIZE;NOT APPLE"
  OFF)

# Needs a linker that keeps everything in its place (GNU's does), and a program that is loaded where
# it was linked to.
cmake_dependent_option(GUIJU_IMAGE "Keep the packs in the program as they are when they are read" ON
  "GUIJU_STATIC;CMAKE_SYSTEM_NAME STREQUAL Linux;CMAKE_BUILD_TYPE MATCHES Rel" OFF)

find_program(CCACHE ccache)
mark_as_advanced(CCACHE)
if(CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

add_library(guiju_options INTERFACE)
target_compile_options(guiju_options INTERFACE
  -Wall -Wextra -Wconversion -Wshadow -Wpedantic
  -fstack-protector-strong
  # Each function and variable in a section of its own, so that the linker can order them and leave
  # out what nobody uses.
  -ffunction-sections -fdata-sections
  # No path of the building machine gets into the program.
  -ffile-prefix-map=${PROJECT_SOURCE_DIR}/= -ffile-prefix-map=${PROJECT_BINARY_DIR}/=)
if(GUIJU_WERROR)
  target_compile_options(guiju_options INTERFACE -Werror)
endif()

if(GUIJU_SANITIZE)
  target_compile_options(guiju_options INTERFACE
    -fsanitize=${GUIJU_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(guiju_options INTERFACE -fsanitize=${GUIJU_SANITIZE})
else()
  target_compile_definitions(guiju_options INTERFACE $<$<NOT:$<CONFIG:Debug>>:_FORTIFY_SOURCE=2>)
endif()
if(GUIJU_SANITIZE OR CMAKE_BUILD_TYPE STREQUAL Debug)
  target_compile_definitions(guiju_options INTERFACE _GLIBCXX_ASSERTIONS)
endif()
