#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "report/digest.h"

namespace guiju {

// The report as tables, for spreadsheets. Words are in the language of the run and not escaped.

struct ReportTable {
  /// Words, or a number that a sheet may add up, or neither where there is nothing to say.
  struct Cell {
    std::string words;
    std::optional<std::int64_t> number;
  };

  struct Column {
    std::string heading;
    std::uint32_t width = 10;  ///< in a sheet, in characters
  };

  std::string name;
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;  ///< a cell each column
};

/// What stands at the head of a report: name and value.
ReportTable summary_table(const Report& report, const Digest& digest,
                          const RenderOptions& options);
/// One row a dossier.
ReportTable dossier_table(const Report& report, Language language);
/// One row a finding, a diagnostic, or a question that is open or was answered with 不符合, in the
/// report's order.
ReportTable finding_table(const Report& report, const RenderOptions& options);
/// One row a clause of each pack.
ReportTable clause_table(const Digest& digest, Language language);
/// One row a question and dossier.
ReportTable review_table(const Report& report, Language language);
/// One row a rule and dossier.
ReportTable result_table(const Report& report, Language language);

}  // namespace guiju
