// The findings as comma-separated values (RFC 4180), for spreadsheets: UTF-8 with a byte order
// mark, without which they would take it for another encoding.

#include "report/escape.h"
#include "report/phrase.h"
#include "report/renderers.h"
#include "report/tables.h"

namespace guiju {

namespace {

std::string field_of(const ReportTable::Cell& cell) {
  return cell.number ? fmt::to_string(*cell.number) : csv_field(cell.words);
}

void put_row(const std::vector<std::string>& fields, std::ostream& out) {
  out << fmt::format("{}\r\n", fmt::join(fields, ","));
}

}  // namespace

void render_csv(const ReportParts& report, const Digest& digest, const RenderOptions& options,
                std::ostream& out) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  const auto table = finding_table(report, digest, options);
  out << byte_order_mark;
  std::vector<std::string> fields;
  for (const auto& column : table.columns) fields.push_back(csv_field(column.heading));
  put_row(fields, out);
  table.each([&](const ReportTable::Row& row) {
    fields.clear();
    for (const auto& cell : row) fields.push_back(field_of(cell));
    put_row(fields, out);
  });
}

}  // namespace guiju
