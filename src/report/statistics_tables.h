#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "report/canvas.h"
#include "report/digest.h"

namespace guiju {

/// A table of the statistics, in the words of one language, for whoever draws it.
struct StatisticsTable {
  /// A count, or words; by `sort` rows are put in order.
  struct Cell {
    std::string words;
    std::size_t sort = 0;
  };
  struct Row {
    std::string name;         ///< heads the row: a clause, a city, a dossier
    std::string says;         ///< more about it; often empty
    std::vector<Cell> cells;  ///< one each column
    std::size_t bar = 0;      ///< drawn beside it, as a part of the table's largest
    Ink ink = Ink::error;
    std::uint32_t dossier = no_dossier;  ///< that the row is about, by its index
  };

  std::string id;       ///< `by-clause`: stable, for links
  std::string caption;  ///< 逐条违反情况
  std::string counts;   ///< what is counted, and of how many
  std::string heading;  ///< of the names
  std::vector<std::string> columns;
  std::vector<Row> rows;
  std::size_t more = 0;  ///< rows that were left out
};

/// All that have rows, each with at most `limit`, and no more rows of a field's values than that
/// apart from those that were not given.
std::vector<StatisticsTable> statistics_tables(const Statistics& statistics, Language language,
                                               std::size_t limit);
/// `120份材料：未通过57份，通过63份`.
std::string statistics_line(const Statistics& statistics, Language language);

}  // namespace guiju
