// The report as a workbook of Office Open XML (ECMA-376), for reviewers: what came of it, dossiers,
// findings, clauses, results, the checklist. Words are always text cells, never formulas.

#include <algorithm>
#include <array>
#include <pugixml.hpp>
#include <sstream>

#include "report/escape.h"
#include "report/phrase.h"
#include "report/renderers.h"
#include "report/tables.h"
#include "report/zip.h"

namespace guiju {

namespace {

constexpr const char* main_space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr const char* office_relations =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr const char* package_relations =
    "http://schemas.openxmlformats.org/package/2006/relationships";
constexpr const char* content_types =
    "http://schemas.openxmlformats.org/package/2006/content-types";

/// A sheet holds no more rows, and a cell no more characters (ECMA-376 and Excel's limits).
constexpr std::size_t most_sheet_rows = 1048576;
constexpr std::size_t most_characters = 32767;

/// Cell formats, by their index in `styles`.
enum class Style : unsigned { plain, heading };

std::string bytes_of(const pugi::xml_document& document) {
  std::ostringstream out;
  document.save(out, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
  return out.str();
}

/// An XML document with its root, and what it is as bytes.
class Part {
 public:
  Part(const char* name, const char* space) {
    auto declaration = document_.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    declaration.append_attribute("standalone") = "yes";
    root = document_.append_child(name);
    root.append_attribute("xmlns") = space;
  }

  std::string bytes() const { return bytes_of(document_); }

  pugi::xml_node root;

 private:
  pugi::xml_document document_;
};

/// `A`, `Z`, `AA`: the name of a column counted from 0.
std::string column_name(std::size_t column) {
  std::string name;
  for (auto rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
    name.insert(name.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return name;
}

std::string cut(std::string words) {
  // As many bytes are no more characters, of UTF-16 as well.
  if (words.size() <= most_characters) return words;
  auto end = most_characters - 3;
  while ((static_cast<unsigned char>(words[end]) & 0xC0) == 0x80) --end;
  return words.substr(0, end) + "…";
}

/// Readers take `_x001b_` for the character of that number; `_x005f_` is the line that begins it.
std::string without_numbers(const std::string& words) {
  std::string text;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const bool number = words[at] == '_' && at + 6 < words.size() && words[at + 6] == '_' &&
                        (words[at + 1] == 'x' || words[at + 1] == 'X');
    text += number ? "_x005f_" : std::string(1, words[at]);
  }
  return text;
}

void put_words(pugi::xml_node cell, const std::string& words) {
  cell.append_attribute("t") = "inlineStr";
  auto text = cell.append_child("is").append_child("t");
  text.append_attribute("xml:space") = "preserve";
  text.text().set(cut(without_numbers(xml_text(words))).c_str());
}

void put_row(pugi::xml_node data, std::size_t row, const ReportTable::Row& cells, Style style) {
  auto node = data.append_child("row");
  node.append_attribute("r") = static_cast<unsigned long long>(row);
  for (std::size_t column = 0; column < cells.size(); ++column) {
    const auto& [words, number] = cells[column];
    if (words.empty() && !number) continue;
    auto cell = node.append_child("c");
    cell.append_attribute("r") = fmt::format("{}{}", column_name(column), row).c_str();
    cell.append_attribute("s") = static_cast<unsigned>(style);
    if (number) {
      cell.append_child("v").text().set(static_cast<long long>(*number));
    } else {
      put_words(cell, words);
    }
  }
}

void put_view(pugi::xml_node root, bool first) {
  auto view = root.append_child("sheetViews").append_child("sheetView");
  if (first) view.append_attribute("tabSelected") = 1;
  view.append_attribute("workbookViewId") = 0;
  auto pane = view.append_child("pane");
  pane.append_attribute("ySplit") = 1;
  pane.append_attribute("topLeftCell") = "A2";
  pane.append_attribute("activePane") = "bottomLeft";
  pane.append_attribute("state") = "frozen";
}

void put_columns(pugi::xml_node root, const ReportTable& table) {
  auto columns = root.append_child("cols");
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    auto column = columns.append_child("col");
    column.append_attribute("min") = i + 1;
    column.append_attribute("max") = i + 1;
    column.append_attribute("width") = table.columns[i].width;
    column.append_attribute("customWidth") = 1;
  }
}

std::size_t rows_of(const ReportTable& table) { return std::min(table.rows, most_sheet_rows - 1); }

std::string row_bytes(std::size_t row, const ReportTable::Row& cells, Style style) {
  pugi::xml_document document;
  put_row(document, row, cells, style);
  return bytes_of(document);
}

/// All of a sheet before its rows.
std::string sheet_begin(const ReportTable& table, bool first) {
  Part part("worksheet", main_space);
  put_view(part.root, first);
  put_columns(part.root, table);
  auto bytes = part.bytes();
  bytes.resize(bytes.size() - std::string_view("</worksheet>").size());
  return bytes + "<sheetData>";
}

/// All of a sheet after its rows.
std::string sheet_end(const ReportTable& table) {
  pugi::xml_document document;
  auto filter = document.append_child("autoFilter");
  filter.append_attribute("ref") =
      fmt::format("A1:{}{}", column_name(table.columns.size() - 1), rows_of(table) + 1).c_str();
  auto page = document.append_child("pageSetup");
  page.append_attribute("paperSize") = 9;  // A4
  page.append_attribute("orientation") = "landscape";
  return "</sheetData>" + bytes_of(document) + "</worksheet>";
}

void put_sheet(const ReportTable& table, bool first, ZipWriter& zip) {
  zip.write(sheet_begin(table, first));
  ReportTable::Row headings;
  for (const auto& column : table.columns) headings.push_back({column.heading, {}});
  std::size_t row = 1;
  zip.write(row_bytes(row, headings, Style::heading));
  table.each([&](const ReportTable::Row& cells) {
    if (++row <= most_sheet_rows) zip.write(row_bytes(row, cells, Style::plain));
  });
  zip.write(sheet_end(table));
}

/// Two formats: plain, top-aligned and wrapped; the same with bold letters on grey.
std::string styles() {
  return fmt::format(
      R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)"
      R"(<styleSheet xmlns="{}">)"
      R"(<fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts>)"
      R"(<fills count="3"><fill><patternFill patternType="none"/></fill>)"
      R"(<fill><patternFill patternType="gray125"/></fill>)"
      R"(<fill><patternFill patternType="solid"><fgColor rgb="FFE7E6E6"/></patternFill></fill>)"
      R"(</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border>)"
      R"(</borders>)"
      R"(<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2">)"
      R"(<xf xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>)"
      R"(<xf xfId="0" fontId="1" fillId="2" applyFont="1" applyFill="1"/>)"
      R"(</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>)"
      R"(</cellStyles></styleSheet>)",
      main_space);
}

std::string sheet_path(std::size_t sheet) {
  return fmt::format("xl/worksheets/sheet{}.xml", sheet + 1);
}

std::string workbook(const std::vector<ReportTable>& tables) {
  Part part("workbook", main_space);
  part.root.append_attribute("xmlns:r") = office_relations;
  auto sheets = part.root.append_child("sheets");
  for (std::size_t i = 0; i < tables.size(); ++i) {
    auto sheet = sheets.append_child("sheet");
    sheet.append_attribute("name") = tables[i].name.c_str();
    sheet.append_attribute("sheetId") = i + 1;
    sheet.append_attribute("r:id") = fmt::format("rId{}", i + 1).c_str();
  }
  // Readers expect each filter to have a name of its sheet.
  auto names = part.root.append_child("definedNames");
  for (std::size_t i = 0; i < tables.size(); ++i) {
    auto name = names.append_child("definedName");
    name.append_attribute("name") = "_xlnm._FilterDatabase";
    name.append_attribute("localSheetId") = static_cast<unsigned long long>(i);
    name.append_attribute("hidden") = 1;
    name.text().set(fmt::format("'{}'!$A$1:${}${}", tables[i].name,
                                column_name(tables[i].columns.size() - 1),
                                rows_of(tables[i]) + 1)
                        .c_str());
  }
  return part.bytes();
}

void relate(Part& part, std::size_t id, std::string_view type, const std::string& target) {
  auto relation = part.root.append_child("Relationship");
  relation.append_attribute("Id") = fmt::format("rId{}", id).c_str();
  relation.append_attribute("Type") = fmt::format("{}/{}", office_relations, type).c_str();
  relation.append_attribute("Target") = target.c_str();
}

std::string workbook_relations(std::size_t sheets) {
  Part part("Relationships", package_relations);
  for (std::size_t i = 0; i < sheets; ++i) relate(part, i + 1, "worksheet", "/" + sheet_path(i));
  relate(part, sheets + 1, "styles", "/xl/styles.xml");
  return part.bytes();
}

std::string root_relations() {
  Part part("Relationships", package_relations);
  relate(part, 1, "officeDocument", "xl/workbook.xml");
  return part.bytes();
}

std::string types(std::size_t sheets) {
  Part part("Types", content_types);
  const auto standard = [&](const char* extension, const char* type) {
    auto node = part.root.append_child("Default");
    node.append_attribute("Extension") = extension;
    node.append_attribute("ContentType") = type;
  };
  const auto own = [&](const std::string& path, std::string_view type) {
    constexpr std::string_view prefix =
        "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    auto node = part.root.append_child("Override");
    node.append_attribute("PartName") = ("/" + path).c_str();
    node.append_attribute("ContentType") = fmt::format("{}{}+xml", prefix, type).c_str();
  };
  standard("rels", "application/vnd.openxmlformats-package.relationships+xml");
  standard("xml", "application/xml");
  own("xl/workbook.xml", "sheet.main");
  own("xl/styles.xml", "styles");
  for (std::size_t i = 0; i < sheets; ++i) own(sheet_path(i), "worksheet");
  return part.bytes();
}

}  // namespace

void render_xlsx(const ReportParts& report, const Digest& digest, const RenderOptions& options,
                 std::ostream& out) {
  const std::vector<ReportTable> tables{
      summary_table(report, digest, options), finding_table(report, digest, options),
      clause_table(digest, options),          review_table(report, digest, options),
      dossier_table(report, digest, options), result_table(report, digest, options)};
  ZipWriter zip(out);
  const auto put = [&](const std::string& path, const std::string& bytes) {
    zip.begin_file(path);
    zip.write(bytes);
  };
  put("[Content_Types].xml", types(tables.size()));
  put("_rels/.rels", root_relations());
  put("xl/workbook.xml", workbook(tables));
  put("xl/_rels/workbook.xml.rels", workbook_relations(tables.size()));
  put("xl/styles.xml", styles());
  for (std::size_t i = 0; i < tables.size(); ++i) {
    zip.begin_file(sheet_path(i));
    put_sheet(tables[i], i == 0, zip);
  }
  zip.finish();
}

}  // namespace guiju
