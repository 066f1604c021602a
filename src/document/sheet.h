#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diag/diagnostic.h"
#include "document/read_yaml.h"

namespace guiju {

/// One cell of a table as text: numbers as short as they can be written, dates as 2024-10-31.
struct Cell {
  std::string text;  ///< without spaces around it
  Place place;       ///< in the file; of a workbook its `file` is `名单.xlsx 成员!B7`
};

/// A table as it was saved: rows of cells, rows not all of one length. Row `i` is the file's
/// record (of a workbook, its row) `i + 1`.
struct Sheet {
  std::vector<std::vector<Cell>> rows;
};

/// Reads the table in a file: a workbook (.xlsx) by its sheet of that name (the first where the
/// name is empty), else text with separators. Nothing, and a diagnostic, where that fails.
std::optional<Sheet> read_sheet(const std::string& path, const std::string& sheet,
                                const ReadLimits& limits, Diagnostics& diagnostics);

/// Text with separators as RFC 4180 has it, in any encoding of `decode_text`; comma, semicolon or
/// tab, whichever there are most of. A quote that is not closed is a diagnostic.
std::optional<Sheet> read_csv(const std::string& name, std::string_view bytes,
                              const ReadLimits& limits, Diagnostics& diagnostics);

/// A workbook's sheet. Formulas count with the value that was saved with them.
std::optional<Sheet> read_xlsx(const std::string& path, const std::string& sheet,
                               const ReadLimits& limits, Diagnostics& diagnostics);

}  // namespace guiju
