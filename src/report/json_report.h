#pragma once
#include "report/digest.h"
#include "report/json_values.h"

namespace guiju {

// The parts of a report as JSON, for the formats that are made of it. docs/report.md describes
// them. Dossiers are referred to by index.

/// What stands before anything is said: the tool, the day of judgement, what was asked for, what
/// fails the run.
Json json_head(const ReportHead& head, const Threshold& threshold);
/// How the run ends: verdict, totals, files.
Json json_conclusion(const ReportHead& head, const Digest& digest);

Json json_of(const DossierReport& dossier);
Json json_of(const DossierGroup& group);
Json json_of(const Statistics& statistics);
Json json_of(const InputDiagnostic& entry, const Threshold& threshold);
Json json_of(const Finding& finding, const Threshold& threshold);
Json json_of(const RuleResult& result);
Json json_of(const ReviewItem& item, const Threshold& threshold);
Json json_of(const Matter& matter);
/// A clause with what came of it.
Json json_of(const ClauseSummary& summary);
Json json_of(const Totals& totals);

}  // namespace guiju
