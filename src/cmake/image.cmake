# guiju with the image of its packs (cli/image.h). The program is linked twice from the same objects: first with
# room for the image, which it then fills and writes; then with what it wrote. The image lies at an
# address far from all else, so that nothing moves between the two, and objects in it can point to
# each other and into the program.
set(image_address 0x20000000)
set(image_capacity 67108864)  # room to make it in
set(image ${PROJECT_BINARY_DIR}/generated/image)
file(MAKE_DIRECTORY ${image})

# What a start runs stands together; written by tests/bench/order-start, which reads the map.
set(start_order ${CMAKE_CURRENT_LIST_DIR}/start.ld)

add_library(guiju_main OBJECT cli/main.cc cli/image.cc)
target_link_libraries(guiju_main PRIVATE guiju_cli guiju_options)
target_compile_definitions(guiju_main PRIVATE GUIJU_IMAGE GUIJU_IMAGE_CAPACITY=${image_capacity})

function(guiju_program name)
  add_executable(${name} $<TARGET_OBJECTS:guiju_main> ${ARGN})
  target_link_libraries(${name} PRIVATE guiju_cli guiju_options)
  target_link_options(${name} PRIVATE -static -no-pie
    -Wl,--section-start=.guiju_image=${image_address}
    -Wl,--gc-sections -Wl,-Map=${image}/${name}.map -Wl,-T,${start_order})
  set_target_properties(${name} PROPERTIES LINK_DEPENDS ${start_order})
endfunction()

guiju_program(make_image ${CMAKE_CURRENT_LIST_DIR}/image_space.cc)
target_compile_definitions(make_image PRIVATE GUIJU_IMAGE_CAPACITY=${image_capacity})
add_custom_command(
  OUTPUT ${image}/packs.image
  COMMAND env -i $<TARGET_FILE:make_image> ${image}/packs.image
  DEPENDS make_image
  COMMENT "Making the image of the packs"
  VERBATIM)

# A copy, so that its properties are its own.
configure_file(${CMAKE_CURRENT_LIST_DIR}/image_space.cc ${image}/image.cc COPYONLY)
set_source_files_properties(${image}/image.cc PROPERTIES
  COMPILE_DEFINITIONS "GUIJU_IMAGE_FILE=\"${image}/packs.image\""
  OBJECT_DEPENDS ${image}/packs.image)
guiju_program(guiju ${image}/image.cc)
