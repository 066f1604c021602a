#pragma once
#include <cstdint>

#include "text/localized.h"

namespace guiju {

/// What the system was asked to do.
enum class Doing : std::uint8_t { reading_file, reading_folder, writing };

/// What a person calls the error `number` (an `errno`) that the system gave.
Localized reason_of(int number, Doing doing);

}  // namespace guiju
