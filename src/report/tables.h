#pragma once
#include <cstdint>
#include <functional>
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

  using Row = std::vector<Cell>;  ///< a cell each column

  std::string name;
  std::vector<Column> columns;
  std::size_t rows = 0;
  /// Gives each row, which lives until the callback returns. The report and the digest that the
  /// table was made from must be there still.
  std::function<void(const std::function<void(const Row&)>&)> each;
};

/// What stands at the head of a report: name and value.
ReportTable summary_table(const ReportParts& report, const Digest& digest,
                          const RenderOptions& options);
/// One row a dossier.
ReportTable dossier_table(const ReportParts& report, const Digest& digest,
                          const RenderOptions& options);
/// One row a finding, a diagnostic, or a question that is open or was answered with 不符合, in the
/// report's order.
ReportTable finding_table(const ReportParts& report, const Digest& digest,
                          const RenderOptions& options);
/// One row a clause of each pack.
ReportTable clause_table(const Digest& digest, const RenderOptions& options);
/// One row a question and dossier.
ReportTable review_table(const ReportParts& report, const Digest& digest,
                         const RenderOptions& options);
/// One row a rule and dossier.
ReportTable result_table(const ReportParts& report, const Digest& digest,
                         const RenderOptions& options);

}  // namespace guiju
