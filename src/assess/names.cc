#include "assess/names.h"

#include <algorithm>

#include "text/unicode.h"

namespace guiju {
namespace {

using Index = TextMap<std::vector<std::uint32_t>>;

std::vector<std::uint32_t> rows_named(const FieldShape& field, const Index& index,
                                      std::string_view name) {
  std::vector<std::uint32_t> rows;
  if (const auto found = index.find(name); found != index.end()) rows = found->second;
  std::erase_if(rows, [&](std::uint32_t row) { return !field.admits(row); });
  return rows;
}

/// The row of that name where there is but one: the usual case, without a list of one.
std::optional<std::uint32_t> only_row_named(const FieldShape& field, const Index& index,
                                            std::string_view name) {
  const auto found = index.find(name);
  const bool one = found != index.end() && found->second.size() == 1;
  if (!one || !field.admits(found->second.front())) return std::nullopt;
  return found->second.front();
}

void prefer_parent(const Table& table, std::string_view parent_key,
                   std::vector<std::uint32_t>& rows) {
  if (rows.size() < 2 || table.parent < 0) return;
  std::vector<std::uint32_t> inside;
  for (const std::uint32_t row : rows) {
    if (table.text(row, static_cast<std::uint32_t>(table.parent)) == parent_key) {
      inside.push_back(row);
    }
  }
  if (!inside.empty()) rows = std::move(inside);
}

std::vector<std::string> suggest(const FieldShape& field, std::string_view name) {
  std::vector<std::string_view> names;
  const Table& table = *field.type->table;
  for (std::uint32_t row = 0; row < table.rows.size(); ++row) {
    if (!field.admits(row)) continue;
    for (const std::uint32_t column : table.names) names.push_back(table.text(row, column));
  }
  const auto near = nearest(name, names.data(), names.size());
  return near ? std::vector<std::string>{std::string(*near)} : std::vector<std::string>{};
}

}  // namespace

NameLookup look_up(const FieldShape& field, std::string_view text,
                   std::optional<std::string_view> parent_key, bool suggesting) {
  const Table& table = *field.type->table;
  const std::string normalized = is_normalized_name(text) ? std::string() : normalized_name(text);
  const std::string_view name = normalized.empty() ? text : std::string_view(normalized);
  NameLookup result;
  if (const auto key = table.by_key.find(name); key != table.by_key.end()) {
    if (field.admits(key->second)) result.row = key->second;
    return result;
  }
  if (const auto only = only_row_named(field, table.by_name, name)) {
    result.row = only;
    return result;
  }
  auto rows = rows_named(field, table.by_name, name);
  if (rows.empty()) rows = rows_named(field, table.by_stem, name);
  if (parent_key) prefer_parent(table, *parent_key, rows);
  if (rows.size() == 1) {
    result.row = rows.front();
  } else if (rows.empty() && suggesting) {
    result.suggestions = suggest(field, name);
  } else if (!rows.empty()) {
    result.candidates = std::move(rows);
  }
  return result;
}

}  // namespace guiju
