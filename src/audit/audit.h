#pragma once
#include <cstdint>
#include <functional>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "audit/find_files.h"
#include "document/read_yaml.h"
#include "report/report_parts.h"

namespace guiju {

/// What to judge and how.
struct AuditOptions {
  FileSelection files;
  std::vector<std::string> packs;       ///< judge by these; empty: as the dossiers say
  std::vector<std::string> among;       ///< as the dossiers say, but by none but these; empty: any
  std::vector<std::string> rules;       ///< only these ids or addresses; empty: all
  std::optional<std::int64_t> as_of;    ///< days; none: each dossier's own date, else `today`
  std::int64_t today = 0;               ///< days
  bool outside_term = false;            ///< judge also on days when a policy is not in force
  ReadLimits limits;
  bool digests = true;                  ///< tell each dossier's SHA-256; a report may do without
  std::size_t jobs = 1;                 ///< threads that read and judge; the report is the same
  std::optional<std::string> cache;     ///< a folder for what files came to, for later runs
  /// Asked after each file; true ends the run without a report, and `run` says how far it came. May
  /// be empty.
  std::function<bool()> stop;
  /// Told how many files are done, of how many, and what they came to: findings and diagnostics.
  /// May be empty.
  std::function<void(std::size_t done, std::size_t total, std::size_t found)> on_progress;
};

/// Judges the files that `options.files` means, in the order they are found. Trouble with a file
/// or a dossier stands in the report; trouble with the call (no such path, no file matched) in
/// `run`. A file met in a folder that is no dossier (`may_be_dossier`) is not judged; the report
/// tells their number. Where nothing could be judged the report has no files. Never null.
std::unique_ptr<const ReportParts> run_audit(const Packs& packs, const AuditOptions& options,
                                             std::istream& standard_input, Diagnostics& run);

/// Judges files already read, such as the dossiers of a test case.
Report judge_files(const Packs& packs, const std::vector<const SourceFile*>& files,
                   const AuditOptions& options);

/// Judges the documents of one file, which must outlive the call only.
Report judge_documents(const Packs& packs, const std::vector<Document>& documents,
                       const AuditOptions& options);

}  // namespace guiju
