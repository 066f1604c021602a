#pragma once
#include "cli/call.h"

namespace guiju {

/// `guiju new KIND`: a dossier to fill in, on standard output or in the file of `--output`, its list
/// filled from the table of `--from`.
ExitCode new_dossier(const Call& call);

}  // namespace guiju
