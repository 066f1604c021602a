#pragma once
#include <cstdint>
#include <istream>
#include <ostream>
#include <string>
#include <vector>

#include "audit/audit.h"

namespace guiju {

// An audit in shards: several runs, on as many machines, judge some of the files each and write
// what they came to into a file; then one run merges these into the report that a single run over
// all the files would have made. docs/shards.md tells how it is used.

/// Which of the files of a run are a shard's: of every `of` the one in place `number`.
struct Slice {
  std::uint32_t number = 1;  ///< from 1 to `of`
  std::uint32_t of = 1;
  bool given = false;  ///< false: all files, and nobody knows how many shards there are
};

/// Judges the slice's files and writes what they came to. Trouble with the call, and a run that was
/// asked to stop, stand in `run`; what was written is of no use then. Returns the number of files.
std::size_t write_shard(const Packs& packs, const AuditOptions& options, const Slice& slice,
                        std::istream& standard_input, std::ostream& out, Diagnostics& run);

/// The report on all files of the shards, which may be named in any order: the files are in the
/// order of the run that was sliced, or else of their paths. `packs` must be those that the shards
/// were judged by. Whatever does not belong together is an error in `run`, and the report has no
/// files then. Never null.
std::unique_ptr<const ReportParts> merge_shards(const Packs& packs,
                                                const std::vector<std::string>& paths,
                                                Diagnostics& run);

}  // namespace guiju
