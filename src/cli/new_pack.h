#pragma once
#include "cli/call.h"

namespace guiju {

/// `guiju new pack NAME`: a pack that passes its cases as it is, in the folder NAME below `--dir`,
/// with comments in the reader's language. Overwrites nothing.
ExitCode new_pack(const Call& call);

}  // namespace guiju
