#include <algorithm>

#include "pack/impl.h"
#include "pack/value.h"
#include "text/unicode.h"

namespace guiju {
namespace {

/// Reads `fields: {code: string, …}` into the shape of a row.
void read_columns(Packs::Impl& impl, Table& table, const Document& document, NodeId node,
                  Diagnostics& diagnostics) {
  table.row.name = table.name;
  table.row.label = table.label;
  table.row.record = impl.types.new_record(table.name);
  table.row.type = impl.types.record(table.row.record);
  impl.shapes[table.row.record] = &table.row;
  for (const auto& [key, value] : entries_of(document, node, diagnostics)) {
    FieldShape column;
    column.name = std::string(document.text(key));
    column.label = same(column.name);
    column.type = read_type(impl, impl.shared, document, value, diagnostics);
    table.row.spellings.emplace(column.name, static_cast<std::uint32_t>(table.row.fields.size()));
    table.row.record->add(column.name, column.type->type);
    table.row.fields.push_back(std::move(column));
  }
}

/// Index of the column that `node` names, or -1 and a diagnostic.
int read_column(const Table& table, const Document& document, NodeId node,
                Diagnostics& diagnostics) {
  const int column = table.row.find(document.text(node));
  if (column < 0) {
    report_unknown_name(document, node, {"列", "column"}, names_of_fields(table.row), diagnostics);
  }
  return column;
}

cel::Value read_row(Packs::Impl& impl, const Table& table, const Document& document, NodeId node,
                    Diagnostics& diagnostics) {
  std::vector<cel::Value> cells(table.row.fields.size(), cel::Value::absent());
  for (const auto& [key, value] : entries_of(document, node, diagnostics)) {
    const int column = read_column(table, document, key, diagnostics);
    if (column < 0) continue;
    const FieldType& type = *table.row.fields[static_cast<std::size_t>(column)].type;
    const auto cell = parse_scalar(type, document.text(value), impl.arena);
    if (!cell) {
      diagnostics.add("pack-wrong-type", document.place(value),
                      {{"found", same(std::string(document.text(value)))},
                       {"required", expected_for(type)}});
      continue;
    }
    cells[static_cast<std::size_t>(column)] = *cell;
  }
  return cel::Value::of(cel::make_record(impl.arena, table.row.record, cells));
}

/// `杭州市` without the suffix `市`; empty where nothing would be left.
std::string_view stem_of(const Table& table, std::string_view name) {
  for (const auto& suffix : table.suffixes) {
    if (name.size() > suffix.size() && name.ends_with(suffix)) {
      return name.substr(0, name.size() - suffix.size());
    }
  }
  return {};
}

void index_row(Table& table, std::uint32_t row, const Document& document, NodeId node,
               Diagnostics& diagnostics) {
  const std::string key(table.text(row, table.key));
  if (!table.by_key.emplace(key, row).second) {
    diagnostics.add("pack-duplicate-name", document.place(node), {{"name", same(key)}});
  }
  for (const std::uint32_t column : table.names) {
    const std::string name = normalized_name(table.text(row, column));
    if (name.empty()) continue;
    table.by_name[name].push_back(row);
    // One character alone (县 of 和县) is too short to stand for a name.
    if (const auto stem = stem_of(table, name); count_characters(stem) >= 2) {
      table.by_stem[std::string(stem)].push_back(row);
    }
  }
}

cel::Value list_of(Packs::Impl& impl, const std::vector<std::string>& keys) {
  auto* values = impl.arena.make<cel::Value>(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    values[i] = cel::Value::of_string(impl.arena.copy(keys[i]));
  }
  return cel::Value::of(cel::make_list(impl.arena, {values, keys.size()}));
}

void read_versions(Packs::Impl& impl, const Table& table, Table::DatedList& list,
                   const Document& document, NodeId node, Diagnostics& diagnostics) {
  for (const NodeId element : elements_of(document, node)) {
    Fields fields(document, element, diagnostics);
    Table::Version version;
    version.node = element;
    version.from = fields.date("from");
    version.until = fields.date("until");
    version.keys = fields.texts("keys");
    for (const NodeId key : elements_of(document, fields.require("keys"))) {
      if (table.by_key.contains(std::string(document.text(key)))) continue;
      report_unknown_name(document, key, {"表中的键", "key of the table"}, {}, diagnostics);
    }
    fields.finish();
    version.value = list_of(impl, version.keys);
    list.versions.push_back(std::move(version));
  }
}

void read_lists(Packs::Impl& impl, Table& table, const Document& document, NodeId node, Diagnostics& diagnostics) {
  for (const auto& [key, value] : entries_of(document, node, diagnostics)) {
    Fields fields(document, value, diagnostics);
    Table::DatedList list;
    list.name = std::string(document.text(key));
    list.label = fields.require_localized("label");
    read_versions(impl, table, list, document, fields.require("versions"), diagnostics);
    fields.finish();
    table.lists.push_back(std::move(list));
  }
}

}  // namespace

std::string_view Table::text(std::uint32_t row_index, std::uint32_t column) const {
  const cel::Value& cell = rows[row_index].record->field(column);
  return cell.is(cel::Kind::string) ? cell.text() : std::string_view();
}

bool FieldShape::admits(std::uint32_t row) const {
  return std::all_of(where.begin(), where.end(), [&](const auto& condition) {
    return type->table->text(row, condition.first) == condition.second;
  });
}

const Table* Packs::Impl::find_table(std::string_view name) const {
  for (const auto& table : tables) {
    if (table->name == name) return table.get();
  }
  return nullptr;
}

void read_table(Packs::Impl& impl, const Document& document, NodeId root,
                Diagnostics& diagnostics) {
  auto owned = std::make_unique<Table>();
  Table& table = *owned;
  table.document = &document;
  Fields fields(document, root, diagnostics);
  table.name = fields.require_text("table").value_or("");
  table.label = fields.require_localized("label");
  read_columns(impl, table, document, fields.require("fields"), diagnostics);
  const NodeId key = fields.require("key");
  const int key_column = key == no_node ? -1 : read_column(table, document, key, diagnostics);
  if (const NodeId parent = fields.find("parent"); parent != no_node) {
    table.parent = read_column(table, document, parent, diagnostics);
  }
  for (const NodeId name : elements_of(document, fields.find("names"))) {
    const int column = read_column(table, document, name, diagnostics);
    if (column >= 0) table.names.push_back(static_cast<std::uint32_t>(column));
  }
  table.suffixes = fields.texts("suffixes");
  const NodeId rows = fields.require("rows");
  const NodeId lists = fields.find("lists");
  fields.finish();
  if (key_column < 0) return;
  table.key = static_cast<std::uint32_t>(key_column);
  for (const NodeId row : elements_of(document, rows)) {
    table.rows.push_back(read_row(impl, table, document, row, diagnostics));
    index_row(table, static_cast<std::uint32_t>(table.rows.size() - 1), document, row, diagnostics);
  }
  read_lists(impl, table, document, lists, diagnostics);
  impl.tables.push_back(std::move(owned));
}

void declare_lists(Packs::Impl& impl) {
  cel::RecordType* record = impl.types.new_record("lists");
  const auto* keys = impl.types.list_of(cel::Types::simple(cel::TypeKind::string));
  for (const auto& table : impl.tables) {
    for (const auto& list : table->lists) record->add(list.name, keys);
  }
  impl.lists_record = record;
}

}  // namespace guiju
