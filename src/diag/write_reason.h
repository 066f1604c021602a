#pragma once
#include "text/localized.h"

namespace guiju {

/// Why something could not be written, by the `errno` of it.
Localized reason_of(int number);

}  // namespace guiju
