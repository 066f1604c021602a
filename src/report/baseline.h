#pragma once
#include <string>
#include <vector>

#include "document/read_yaml.h"
#include "report/report.h"

namespace guiju {

/// The matters of an earlier run, each as often as it was met.
using Baseline = std::vector<Matter>;

/// What a report has found, as a file to hold later ones against: JSON, a line a matter, so that two
/// can be compared line by line.
std::string write_baseline(const Report& report);

/// Reads what `write_baseline` wrote. Anything else is an error in `diagnostics`.
Baseline read_baseline(const std::string& file, const ReadLimits& limits, Diagnostics& diagnostics);

/// Marks what the baseline has as known and the rest as new, by identity: it stays when lines move.
/// What the baseline has and the report does not is fixed, if it was looked at again: its file is in
/// the report, and neither `--pack` nor `--rule` left it aside.
void apply_baseline(const Baseline& baseline, Report& report);

}  // namespace guiju
