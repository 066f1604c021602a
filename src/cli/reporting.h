#pragma once
#include <optional>
#include <string>
#include <vector>

#include "audit/answers.h"
#include "cli/call.h"
#include "document/read_yaml.h"
#include "report/baseline.h"

namespace guiju {

/// A report to be written into a file.
struct Output {
  const Format* format;
  std::string file;
};

/// What a call says of the report: what is held against it, in which form it is written, and what
/// makes it fail.
struct Reporting {
  std::vector<AnsweredDossier> answers;
  std::optional<Baseline> baseline;
  const Format* format = nullptr;
  std::vector<Output> outputs;
  RenderOptions style;

  /// Whether something that is written tells the dossiers' digests, or answers go by them.
  bool needs_digests() const;
};
Reporting reporting_of(const Call& call, const ReadLimits& limits, Diagnostics& diagnostics);

/// Holds answers and baseline against what was judged, and writes it wherever the call wants it.
/// Whether it passes. Nothing is written where nothing was judged.
bool report_on(const ReportParts& judged, const Call& call, const Reporting& options,
               Diagnostics& diagnostics);

}  // namespace guiju
