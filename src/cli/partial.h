#pragma once
#include "audit/shard.h"
#include "cli/commands.h"

namespace guiju {

/// Which files the call wants judged (`--shard 2/7`).
Slice read_slice(const Arguments& arguments, Diagnostics& diagnostics);

/// Judges a shard and writes it into the file that `--partial` names.
ExitCode check_partially(const Call& call, AuditOptions options, Diagnostics& diagnostics);

}  // namespace guiju
