#pragma once
#include <memory>
#include <vector>

#include "audit/audit.h"

namespace guiju {

/// Judges files and ends the program where the report does not keep what its headers promise, or
/// comes to something else when what each file came to is put into bytes and the dossiers given up,
/// as caches, shards and long runs do. `ours`: a file that places may lie in beside these; its
/// mistakes are told there.
void check_judging(const Packs& packs, const std::vector<std::unique_ptr<SourceFile>>& sources,
                   const AuditOptions& options, std::string_view ours = {});

}  // namespace guiju
