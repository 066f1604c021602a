// The memory of the image of the packs (cli/image.h), in a section of its own that the linker puts
// at a fixed address: room for it in the program that makes it, the image itself in the other.
#define TEXT_OF(value) #value
#define TEXT(value) TEXT_OF(value)

#ifdef GUIJU_IMAGE_FILE
asm(".section .guiju_image, \"aw\", @progbits\n"
    ".balign 4096\n"
    ".globl guiju_image\n"
    "guiju_image: .incbin \"" GUIJU_IMAGE_FILE "\"\n"
    ".previous\n");
#else
asm(".section .guiju_image, \"aw\", @nobits\n"
    ".balign 4096\n"
    ".globl guiju_image\n"
    "guiju_image: .zero " TEXT(GUIJU_IMAGE_CAPACITY) "\n"
    ".previous\n");
#endif
