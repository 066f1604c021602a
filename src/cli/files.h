#pragma once
#include "audit/find_files.h"
#include "audit/shard.h"
#include "cli/commands.h"

namespace guiju {

/// What the words and options of a call ask to judge. A diagnostic where that cannot be.
FileSelection file_selection(const Call& call, Diagnostics& diagnostics);

/// `--list-files`: the files of the slice that would be judged, one a line, or each ended by NUL (`--null`).
/// A line shows what is not printable in a name as an escape; NUL leaves names as they are.
ExitCode list_files(const Call& call, const FileSelection& selection, const Slice& slice,
                    Diagnostics& diagnostics);

}  // namespace guiju
