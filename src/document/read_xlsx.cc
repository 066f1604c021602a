#include <minizip/unzip.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <map>
#include <pugixml.hpp>

#include "document/sheet.h"

namespace guiju {

namespace {

/// A workbook's archive, closed at the end of its scope.
class Archive {
 public:
  explicit Archive(const std::string& path) : file_(unzOpen64(path.c_str())) {}
  ~Archive() {
    if (file_ != nullptr) unzClose(file_);
  }
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;

  bool ok() const { return file_ != nullptr; }

  /// The bytes of an entry; nothing where there is none, it is damaged or larger than `most`.
  std::optional<std::string> read(const std::string& name, std::size_t most) const {
    constexpr int either_case = 2;
    if (unzLocateFile(file_, name.c_str(), either_case) != UNZ_OK) return std::nullopt;
    if (unzOpenCurrentFile(file_) != UNZ_OK) return std::nullopt;
    std::string bytes;
    std::array<char, 1 << 16> buffer{};
    int got = 0;
    // What the archive says of its sizes is not believed.
    while ((got = unzReadCurrentFile(file_, buffer.data(), buffer.size())) > 0) {
      bytes.append(buffer.data(), static_cast<std::size_t>(got));
      if (bytes.size() > most) break;
    }
    const bool whole = unzCloseCurrentFile(file_) == UNZ_OK && got == 0;
    if (!whole || bytes.size() > most) return std::nullopt;
    return bytes;
  }

 private:
  unzFile file_;
};

// ---------------------------------------------------------------- XML, whatever its prefixes

std::string_view local_name(pugi::xml_node node) {
  const std::string_view name = node.name();
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(pugi::xml_node node, std::string_view name) {
  return node.find_child([&](pugi::xml_node one) { return local_name(one) == name; });
}

template <typename Visit>
void for_each(pugi::xml_node node, std::string_view name, Visit visit) {
  for (const auto one : node.children()) {
    if (local_name(one) == name) visit(one);
  }
}

std::string_view attribute(pugi::xml_node node, std::string_view name) {
  for (const auto one : node.attributes()) {
    const std::string_view whole = one.name();
    const auto colon = whole.find(':');
    if ((colon == std::string_view::npos ? whole : whole.substr(colon + 1)) == name) {
      return one.value();
    }
  }
  return {};
}

std::optional<int> number_of(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// The text of a shared or inline string: its runs, without phonetic guides.
std::string text_of(pugi::xml_node node) {
  std::string text;
  for_each(node, "t", [&](pugi::xml_node run) { text += run.text().get(); });
  for_each(node, "r", [&](pugi::xml_node run) { text += child(run, "t").text().get(); });
  return text;
}

// ---------------------------------------------------------------- the parts of a workbook

/// Whether a number format shows a date: it has a year or a day outside quotes and brackets.
bool shows_date(std::string_view format) {
  bool quoted = false;
  bool bracketed = false;
  for (std::size_t i = 0; i < format.size(); ++i) {
    const char c = format[i];
    if (c == '\\') ++i;
    else if (c == '"') quoted = !quoted;
    else if (c == '[' || c == ']') bracketed = c == '[';
    else if (!quoted && !bracketed && std::string_view("yYdD").find(c) != std::string_view::npos)
      return true;
  }
  return false;
}

/// Numbers of formats that every workbook has for dates, East Asian ones included.
bool is_builtin_date(int format) {
  return (format >= 14 && format <= 17) || format == 22 || (format >= 27 && format <= 31) ||
         format == 36 || (format >= 50 && format <= 54) || format == 57 || format == 58;
}

struct Workbook {
  std::vector<std::pair<std::string, std::string>> sheets;  ///< name and entry in the archive
  std::vector<std::string> strings;
  std::vector<bool> dates;  ///< by style
  bool from_1904 = false;   ///< days are counted from 1904-01-01
};

class WorkbookReader {
 public:
  WorkbookReader(const Archive& archive, std::size_t most) : archive_(archive), most_(most) {}

  bool read(Workbook& workbook) {
    pugi::xml_document book;
    pugi::xml_document relations;
    if (!load("xl/workbook.xml", book)) return false;
    if (!load("xl/_rels/workbook.xml.rels", relations)) return false;
    std::map<std::string, std::string, std::less<>> targets;
    for_each(relations.document_element(), "Relationship", [&](pugi::xml_node one) {
      const std::string target(attribute(one, "Target"));
      targets[std::string(attribute(one, "Id"))] =
          target.starts_with('/') ? target.substr(1) : "xl/" + target;
    });
    for_each(child(book.document_element(), "sheets"), "sheet", [&](pugi::xml_node one) {
      // `r:id`; a sheet's own number is its `sheetId`.
      workbook.sheets.emplace_back(attribute(one, "name"), targets[std::string(attribute(one, "id"))]);
    });
    const auto epoch = attribute(child(book.document_element(), "workbookPr"), "date1904");
    workbook.from_1904 = epoch == "1" || epoch == "true";
    read_strings(workbook);
    read_styles(workbook);
    return !workbook.sheets.empty();
  }

  bool load(const std::string& name, pugi::xml_document& document) const {
    const auto bytes = archive_.read(name, most_);
    return bytes && document.load_buffer(bytes->data(), bytes->size(),
                                         pugi::parse_default | pugi::parse_ws_pcdata_single);
  }

 private:
  void read_strings(Workbook& workbook) const {
    pugi::xml_document document;
    if (!load("xl/sharedStrings.xml", document)) return;
    for_each(document.document_element(), "si",
             [&](pugi::xml_node one) { workbook.strings.push_back(text_of(one)); });
  }

  void read_styles(Workbook& workbook) const {
    pugi::xml_document document;
    if (!load("xl/styles.xml", document)) return;
    std::map<int, bool> formats;
    for_each(child(document.document_element(), "numFmts"), "numFmt", [&](pugi::xml_node one) {
      formats[number_of(attribute(one, "numFmtId")).value_or(-1)] =
          shows_date(attribute(one, "formatCode"));
    });
    for_each(child(document.document_element(), "cellXfs"), "xf", [&](pugi::xml_node one) {
      const int format = number_of(attribute(one, "numFmtId")).value_or(0);
      const auto own = formats.find(format);
      workbook.dates.push_back(own == formats.end() ? is_builtin_date(format) : own->second);
    });
  }

  const Archive& archive_;
  std::size_t most_;
};

// ---------------------------------------------------------------- cells

/// `B` of `B7` as 1; 0 where there is none.
std::size_t column_of(std::string_view reference) {
  std::size_t column = 0;
  for (const char c : reference) {
    if (c < 'A' || c > 'Z' || column > 20000) break;
    column = column * 26 + static_cast<std::size_t>(c - 'A') + 1;
  }
  return column;
}

std::string name_of_column(std::size_t column) {
  std::string name;
  for (++column; column > 0; column = (column - 1) / 26) {
    name.insert(name.begin(), static_cast<char>('A' + (column - 1) % 26));
  }
  return name;
}

/// The day that a serial number stands for, as 2024-10-31. Day 60 of the count from 1900 never was.
std::optional<std::string> date_of(double serial, bool from_1904) {
  const double most = 2958465;  // 9999-12-31
  if (!(serial >= 1) || serial > most) return std::nullopt;
  auto days = static_cast<int>(std::floor(serial));
  if (!from_1904 && days == 60) return std::nullopt;
  days -= from_1904 ? 24107 : days < 60 ? 25568 : 25569;  // to days from 1970-01-01
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(days))};
  const auto digits = [](int number, int size) {
    const auto text = std::to_string(number);
    return std::string(static_cast<std::size_t>(size) - text.size(), '0') + text;
  };
  return digits(int(date.year()), 4) + "-" + digits(static_cast<int>(unsigned(date.month())), 2) +
         "-" + digits(static_cast<int>(unsigned(date.day())), 2);
}

/// A number as short as it can be written: 12, not 12.000000000000001 or 12.0.
std::string shortest(double number) {
  std::array<char, 64> buffer{};
  const double rounded = std::round(number * 1e9) / 1e9;
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(),
                                          std::abs(number) < 1e6 ? rounded : number,
                                          std::chars_format::fixed);
  return error == std::errc() ? std::string(buffer.data(), end) : std::string();
}

std::string value_of(pugi::xml_node cell, const Workbook& workbook) {
  const auto type = attribute(cell, "t");
  std::string text = child(cell, "v").text().get();
  if (type == "inlineStr") return text_of(child(cell, "is"));
  if (type == "s") {
    const auto index = number_of(text).value_or(-1);
    const bool known = index >= 0 && static_cast<std::size_t>(index) < workbook.strings.size();
    return known ? workbook.strings[static_cast<std::size_t>(index)] : std::string();
  }
  if (type == "b") return text == "1" ? "true" : "false";
  if (!type.empty() && type != "n") return text;  // a formula's text, a date in ISO form, an error

  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return text;
  const auto style = number_of(attribute(cell, "s")).value_or(0);
  const bool styled = style >= 0 && static_cast<std::size_t>(style) < workbook.dates.size();
  if (styled && workbook.dates[static_cast<std::size_t>(style)]) {
    if (auto date = date_of(number, workbook.from_1904)) return *date;
  }
  return shortest(number);
}

std::string trimmed(const std::string& text) {
  constexpr std::string_view spaces = " \t\r\n";
  const auto begin = text.find_first_not_of(spaces);
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find_last_not_of(spaces) - begin + 1);
}

/// More columns and rows than any list of institutions has; a single far cell must not cost memory.
constexpr std::size_t most_columns = 1000;
constexpr std::size_t most_rows = 100'000;

/// Nothing where a cell that holds something lies past these.
std::optional<Sheet> read_rows(pugi::xml_node data, const Workbook& workbook,
                               const std::string& where) {
  Sheet sheet;
  bool all = true;
  for_each(data, "row", [&](pugi::xml_node row) {
    const auto next = static_cast<int>(sheet.rows.size()) + 1;
    const auto number = number_of(attribute(row, "r")).value_or(next);
    const auto at = static_cast<std::size_t>(std::max(number, 1)) - 1;
    std::vector<Cell> cells;
    if (at < sheet.rows.size()) cells = std::move(sheet.rows[at]);  // a row in two parts
    for_each(row, "c", [&](pugi::xml_node cell) {
      const auto named = column_of(attribute(cell, "r"));
      const auto column = named > 0 ? named - 1 : cells.size();
      auto text = trimmed(value_of(cell, workbook));
      if (column >= most_columns || at >= most_rows) {
        all = all && text.empty();
        return;
      }
      if (cells.size() <= column) cells.resize(column + 1);
      cells[column].text = std::move(text);
    });
    if (at >= most_rows) return;
    if (sheet.rows.size() <= at) sheet.rows.resize(at + 1);
    sheet.rows[at] = std::move(cells);
  });
  if (!all) return std::nullopt;
  for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
    for (std::size_t column = 0; column < sheet.rows[row].size(); ++column) {
      sheet.rows[row][column].place.file = where + name_of_column(column) + std::to_string(row + 1);
    }
  }
  return sheet;
}

std::nullopt_t refuse(std::string_view id, const std::string& path, std::vector<Argument> arguments,
                      Diagnostics& diagnostics) {
  Place place;
  place.file = path;
  diagnostics.add(id, place, std::move(arguments));
  return std::nullopt;
}

}  // namespace

std::optional<Sheet> read_xlsx(const std::string& path, const std::string& sheet,
                               const ReadLimits& limits, Diagnostics& diagnostics) {
  const Archive archive(path);
  Workbook workbook;
  WorkbookReader reader(archive, limits.bytes);
  if (!archive.ok() || !reader.read(workbook)) {
    return refuse("table-no-workbook", path, {}, diagnostics);
  }
  const auto& sheets = workbook.sheets;
  const auto named = [&](const auto& one) { return sheet.empty() || one.first == sheet; };
  const auto chosen = std::find_if(sheets.begin(), sheets.end(), named);
  if (chosen == sheets.end()) {
    Localized names;
    for (const auto& [name, entry] : sheets) {
      names.zh += (names.zh.empty() ? "" : "、") + name;
      names.en += (names.en.empty() ? "" : ", ") + name;
    }
    return refuse("table-no-sheet", path, {{"sheet", same(sheet)}, {"sheets", names}}, diagnostics);
  }
  pugi::xml_document document;
  if (!reader.load(chosen->second, document)) {
    return refuse("table-no-workbook", path, {}, diagnostics);
  }
  auto rows = read_rows(child(document.document_element(), "sheetData"), workbook,
                        path + " " + chosen->first + "!");
  if (!rows) {
    return refuse("table-too-large", path,
                  {{"rows", same(std::to_string(most_rows))},
                   {"columns", same(std::to_string(most_columns))}},
                  diagnostics);
  }
  return rows;
}

}  // namespace guiju
