# How everything of ours is compiled and linked: the target guiju_options.

# The project is checked with g++ 12, so there a warning is a mistake of ours; a compiler that we
# have not seen may know warnings that we have not.
set(werror OFF)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION MATCHES "^12\\.")
  set(werror ON)
endif()
option(GUIJU_WERROR "Warnings are errors" ${werror})
# The headers that files share are read once, and what several make of a template is made once: it
# takes a third of the time. Names must differ within a folder, in anonymous namespaces as well.
option(GUIJU_UNITY "Compile several files of a folder at one go" OFF)
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
  # A text of others must never be a format; -Wall sees only the plainest cases.
  -Wformat=2 -Werror=format-security
  # Each function and variable in a section of its own, so that the linker can order them and leave
  # out what nobody uses.
  -ffunction-sections -fdata-sections
  # No path of the building machine gets into the program.
  -ffile-prefix-map=${PROJECT_SOURCE_DIR}/= -ffile-prefix-map=${PROJECT_BINARY_DIR}/=)
if(GUIJU_WERROR)
  target_compile_options(guiju_options INTERFACE -Werror)
endif()

# What makes a mistake of ours end the program rather than be of use to whoever made the file.
# docs/SECURITY.md claims it, and tests/supply/hardened holds the program to it.
target_compile_options(guiju_options INTERFACE
  # An array on the stack that is written past its end is noticed before the function returns.
  -fstack-protector-strong
  # A large frame touches each of its pages, so that it cannot jump over the guard page.
  $<$<NOT:$<PLATFORM_ID:Darwin>>:-fstack-clash-protection>)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64)$")
  # Marks our code fit for shadow stacks; it costs nothing. Not `full`: each function would begin with
  # an instruction that Linux programs have no use for, and the C library's archive of Debian 12 has
  # neither mark, so that a static program does not get it.
  target_compile_options(guiju_options INTERFACE -fcf-protection=return)
endif()
if(CMAKE_SYSTEM_NAME STREQUAL Linux)
  target_link_options(guiju_options INTERFACE
    # What is only written at the start (tables of functions, addresses) is read-only from then on.
    -Wl,-z,relro,-z,now
    # Nothing that can be written can be run, and nothing that is only read.
    -Wl,-z,noexecstack,-z,separate-code)
endif()

if(GUIJU_SANITIZE)
  target_compile_options(guiju_options INTERFACE
    -fsanitize=${GUIJU_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(guiju_options INTERFACE -fsanitize=${GUIJU_SANITIZE})
else()
  # The C library's functions check the size of what they write to: 3 also sizes known only when the
  # program runs, which g++ tells since 12. It needs an optimised build.
  set(fortify 3)
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 12)
    set(fortify 2)
  endif()
  target_compile_options(guiju_options INTERFACE
    "$<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE;-D_FORTIFY_SOURCE=${fortify}>")
endif()
# An index past the end, or a value that is not there, ends the program. In a release not in the files
# of GUIJU_UNASSERTED, where most of the time goes: with them it would cost 9 % of the instructions of
# a check; as it is, all hardening together costs 2 %. Sanitizers and fuzzers run those files with it.
target_compile_definitions(guiju_options INTERFACE _GLIBCXX_ASSERTIONS)
set(GUIJU_UNASSERTED)
if(NOT GUIJU_SANITIZE AND NOT CMAKE_BUILD_TYPE STREQUAL Debug)
  set(GUIJU_UNASSERTED document/builder.cc document/fast_lane.cc cel/evaluate.cc assess/shape.cc
    assess/ledger.cc)
endif()

# Without the image the program may lie anywhere, so it lies elsewhere at each start.
if(GUIJU_STATIC AND NOT GUIJU_IMAGE AND CMAKE_SYSTEM_NAME STREQUAL Linux)
  set(GUIJU_STATIC_PIE ON)
  add_compile_options(-fPIE)
endif()
