#pragma once
#include <span>

#include "pack/embedded.h"

namespace guiju {

/// Every file of src/audit/answers: the form of an answers file, declared as a pack's kinds are.
std::span<const EmbeddedFile> embedded_answers();

}  // namespace guiju
