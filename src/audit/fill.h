#pragma once
#include <string>
#include <vector>

#include "diag/diagnostic.h"
#include "document/sheet.h"
#include "report/template.h"

namespace guiju {

/// A list field filled from a table, and what became of the table's columns.
struct Fill {
  FilledList list;
  /// A column that was taken: its header, and the labels of the field it fills.
  struct Column {
    std::string header;
    Localized field;
  };
  std::vector<Column> taken;
  std::vector<std::string> left;  ///< headers of columns that no field takes
};

/// Fills a list field of `kind` with the rows of `sheet`: the field that `list` names, or, where it
/// is empty, the one that most columns belong to.
///
/// The header is the first row of the top that names most fields. A column's header is a field's
/// name, label or `also`, with as many of the fields around it before it (单位.名称) as are needed; of
/// several fields of one name the one with the fewest fields around it is meant, and where there
/// are several of these, none. A header that names a record means the record's title. A cell that
/// is no value of its field is a diagnostic at its place; the element then has no value there, and a
/// remark with what the cell holds. Nothing, and a diagnostic, where no column is recognised or the
/// list cannot be told.
std::optional<Fill> fill_list(const Kind& kind, const Sheet& sheet, const std::string& list,
                              Diagnostics& diagnostics);

}  // namespace guiju
