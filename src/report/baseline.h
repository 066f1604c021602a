#pragma once
#include <ostream>
#include <string>
#include <vector>

#include "document/read_yaml.h"
#include "report/report_parts.h"

namespace guiju {

/// The matters of an earlier run, each as often as it was met.
using Baseline = std::vector<Matter>;

/// Writes what a report has found as a file to hold later ones against: JSON, a line a matter, by
/// identity, so that two can be compared line by line.
void write_baseline(const ReportParts& report, std::ostream& out);

/// Reads what `write_baseline` wrote. Anything else is an error in `diagnostics`.
Baseline read_baseline(const std::string& file, const ReadLimits& limits, Diagnostics& diagnostics);

/// A report held against a baseline. By identity, which stays when lines move, what the baseline
/// has is known and the rest is new. What the baseline has and the report does not is fixed, if it
/// was looked at again: its file is in the report, and neither `--pack` nor `--rule` left it aside.
class ComparedParts final : public ReportParts {
 public:
  /// Reads the report once. Both must outlive it.
  ComparedParts(const Baseline& baseline, const ReportParts& report);

  const ReportHead& head() const override { return head_; }
  using ReportParts::each;
  void each(const Visit& visit, Extent extent, const Dossiers* only) const override;

 private:
  const Baseline& baseline_;
  const ReportParts& report_;
  ReportHead head_;
};

}  // namespace guiju
