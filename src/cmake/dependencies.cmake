# The libraries that we use, one target each: guiju::fmt, guiju::yaml_cpp, guiju::utf8proc, guiju::re2,
# guiju::pugixml, guiju::nettle, guiju::sqlite3, guiju::minizip, nlohmann_json::nlohmann_json, CLI11::CLI11. Which
# folder may use which: src/CMakeLists.txt.
# tests/packages.txt lists the packages that hold them.

find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(Threads REQUIRED)

# guiju_library(TARGET NAME HEADER): the library NAME, its archive where we link statically.
function(guiju_library target name header)
  if(GUIJU_STATIC)
    set(CMAKE_FIND_LIBRARY_SUFFIXES .a)
  endif()
  string(MAKE_C_IDENTIFIER "GUIJU_${name}" variable)
  string(TOUPPER ${variable} variable)
  find_library(${variable}_LIBRARY ${name} REQUIRED)
  find_path(${variable}_INCLUDE ${header} REQUIRED)
  mark_as_advanced(${variable}_LIBRARY ${variable}_INCLUDE)
  add_library(${target} UNKNOWN IMPORTED GLOBAL)
  set_target_properties(${target} PROPERTIES
    IMPORTED_LOCATION ${${variable}_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES ${${variable}_INCLUDE})
endfunction()

# fmt has no archive in Debian; cmake/fmt.cc makes one from its headers.
find_package(fmt REQUIRED)
if(fmt_VERSION VERSION_EQUAL 9.1.0)
  add_library(guiju_fmt STATIC ${CMAKE_CURRENT_LIST_DIR}/fmt.cc)
  target_include_directories(guiju_fmt SYSTEM PUBLIC
    $<TARGET_PROPERTY:fmt::fmt,INTERFACE_INCLUDE_DIRECTORIES>)
  target_link_libraries(guiju_fmt PRIVATE guiju_options)
  add_library(guiju::fmt ALIAS guiju_fmt)
elseif(GUIJU_STATIC)
  add_library(guiju::fmt ALIAS fmt::fmt-header-only)
else()
  add_library(guiju::fmt ALIAS fmt::fmt)
endif()

guiju_library(guiju::yaml_cpp yaml-cpp yaml-cpp/yaml.h)
guiju_library(guiju::utf8proc utf8proc utf8proc.h)
guiju_library(guiju::re2 re2 re2/re2.h)
guiju_library(guiju::nettle nettle nettle/sha2.h)
guiju_library(guiju::pugixml pugixml pugixml.hpp)
target_link_libraries(guiju::re2 INTERFACE Threads::Threads)
guiju_library(guiju::minizip minizip minizip/unzip.h)
guiju_library(guiju::zlib z zlib.h)
target_link_libraries(guiju::minizip INTERFACE guiju::zlib)
guiju_library(guiju::sqlite3 sqlite3 sqlite3.h)
target_link_libraries(guiju::sqlite3 INTERFACE Threads::Threads m)
if(GUIJU_STATIC)
  add_library(guiju_no_extensions STATIC ${CMAKE_CURRENT_LIST_DIR}/no_extensions.cc)
  target_link_libraries(guiju_no_extensions PRIVATE guiju_options)
  target_link_libraries(guiju::sqlite3 INTERFACE guiju_no_extensions)
endif()
