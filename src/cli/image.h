#pragma once
#include "pack/pack.h"

namespace guiju {

/// The packs of the program itself as they are once they have been read, kept in the program: the
/// image. Made when the program is built, so that a start reads nothing (docs/design.md, "The image
/// of the packs"). Every object lies at the address at which it was made, so the image belongs to
/// the one program that it was made by and for.

/// The packs in the image; null in the program that makes it. They live as long as the program.
Packs* packs_in_image();

/// Reads the packs and writes the image to `file`. False, and why on standard error, if it could
/// not be made. Only for the program that has none.
bool write_image(const char* file);

}  // namespace guiju
