#pragma once
#include <span>

#include "pack/embedded.h"

namespace guiju {

/// The files of src/report/page, which an HTML report holds as they are: its stylesheet and the
/// script that sorts and searches the index of an audit. The views live as long as the program.
std::span<const EmbeddedFile> embedded_page();

}  // namespace guiju
