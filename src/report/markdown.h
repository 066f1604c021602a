#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace guiju {

/// Words of a pack or a dossier as Markdown text that stands in a table's cell or anywhere else:
/// marks that would end the cell or begin markup are escaped, line breaks are spaces.
std::string markdown_text(std::string_view words);
/// A name or an expression as code; safe in a table's cell.
std::string markdown_code(std::string_view words);
/// A row of a table: `| a | b |` and a line break. Cells are Markdown already.
std::string markdown_row(const std::vector<std::string>& cells);
/// The row and the line below it that make it a heading.
std::string markdown_heading_row(const std::vector<std::string>& cells);

}  // namespace guiju
