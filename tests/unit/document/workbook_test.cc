#include <stdlib.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "document/sheet.h"
#include "report/zip.h"

// Workbooks as spreadsheet programs save them: texts apart from their cells, dates as numbers of
// days.

namespace guiju {
namespace {

namespace fs = std::filesystem;

/// A workbook of one sheet, 名单, in a file that goes with it.
class Workbook {
 public:
  struct Parts {
    std::string cells = {};    ///< the rows
    std::string strings = {};  ///< of xl/sharedStrings.xml; empty: no such file
    std::string styles = {};   ///< of xl/styles.xml; empty: no such file
    std::string properties = {};
  };

  explicit Workbook(const Parts& parts) {
    std::string pattern = (fs::temp_directory_path() / "guiju-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    std::ofstream out(path(), std::ios::binary);
    ZipWriter zip(out);
    const auto put = [&zip](const std::string& name, const std::string& xml) {
      zip.begin_file(name);
      zip.write(xml);
    };
    put("xl/workbook.xml",
        "<workbook>" + parts.properties +
            "<sheets><sheet name='名单' sheetId='1' r:id='rId1'/></sheets></workbook>");
    put("xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id='rId1' Target='worksheets/sheet1.xml'/></Relationships>");
    put("xl/worksheets/sheet1.xml",
        "<worksheet><sheetData>" + parts.cells + "</sheetData></worksheet>");
    if (!parts.strings.empty()) put("xl/sharedStrings.xml", "<sst>" + parts.strings + "</sst>");
    if (!parts.styles.empty()) {
      put("xl/styles.xml", "<styleSheet>" + parts.styles + "</styleSheet>");
    }
    zip.finish();
  }
  ~Workbook() { fs::remove_all(folder_); }
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;

  /// What is wrong with it; empty if nothing is.
  std::string problem() const {
    Diagnostics diagnostics;
    const bool read = read_xlsx(path(), "", {}, diagnostics).has_value();
    CHECK(read == diagnostics.empty());
    return read ? "" : std::string(diagnostics.all().at(0).id);
  }

  std::vector<std::string> first_row() const {
    Diagnostics diagnostics;
    const auto sheet = read_xlsx(path(), "", {}, diagnostics);
    CHECK(diagnostics.empty());
    std::vector<std::string> texts;
    for (const auto& cell : sheet.value().rows.at(0)) texts.push_back(cell.text);
    return texts;
  }

 private:
  std::string path() const { return (folder_ / "名单.xlsx").string(); }

  fs::path folder_;
};

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("texts that a workbook keeps apart come to their cells") {
  const Workbook book(
      {.cells = "<row r='1'><c r='A1' t='s'><v>1</v></c><c r='B1' t='s'><v>0</v></c>"
                "<c r='C1' t='s'><v>2</v></c><c r='D1' t='s'><v>7</v></c></row>",
       .strings = "<si><t>县级</t></si><si><r><t>磐安县</t></r><r><t>示例中医院</t></r></si>"
                  "<si><t xml:space='preserve'> 县 </t></si>"});
  // What a cell refers to and is not there is empty, as in a spreadsheet.
  CHECK(book.first_row() == Texts{"磐安县示例中医院", "县级", "县", ""});
}

TEST_CASE("numbers that a workbook shows as dates are dates, and others numbers") {
  const std::string cells =
      "<row r='1'><c r='A1' s='1'><v>45596</v></c><c r='B1' s='2'><v>45596</v></c>"
      "<c r='C1' s='3'><v>45596</v></c><c r='D1'><v>45596</v></c><c r='E1' "
      "t='b'><v>1</v></c></row>";
  // Letters in quotes and brackets of a format are no parts of a date.
  const std::string styles =
      "<numFmts><numFmt numFmtId='164' formatCode='yyyy\"年\"m\"月\"d\"日\"'/>"
      "<numFmt numFmtId='165' formatCode='0\"day\"[Red]'/></numFmts>"
      "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/><xf "
      "numFmtId='165'/></cellXfs>";
  const Workbook since_1900({.cells = cells, .styles = styles});
  CHECK(since_1900.first_row() == Texts{"2024-10-31", "2024-10-31", "45596", "45596", "true"});
  const Workbook since_1904(
      {.cells = cells, .styles = styles, .properties = "<workbookPr date1904='1'/>"});
  CHECK(since_1904.first_row() == Texts{"2028-11-01", "2028-11-01", "45596", "45596", "true"});
}

TEST_CASE("a cell that lies too far off is told, unless it is empty") {
  const auto of = [](const std::string& row, const std::string& cell) {
    return Workbook({.cells = "<row r='" + row + "'><c r='" + cell + "'><v>1</v></c></row>"})
        .problem();
  };
  CHECK(of("100000", "A100000").empty());
  CHECK(of("100001", "A100001") == "table-too-large");
  CHECK(of("1", "ALL1").empty());
  CHECK(of("1", "ALM1") == "table-too-large");
  CHECK(Workbook({.cells = "<row r='1048576'><c r='XFD1048576' s='1'/></row>"}).problem().empty());
}

}  // namespace guiju
