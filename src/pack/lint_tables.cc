// Tables and their dated lists, and fields that refer to rows.

#include <algorithm>

#include "pack/hint.h"
#include "pack/lint_impl.h"

namespace guiju {
namespace {

std::string words_for(const std::optional<std::int64_t>& day) {
  return day ? cel::format_date(*day) : std::string("…");
}

/// Versions of a list must follow each other, so that one is in force on each day.
void look_at_list(const Table& table, const Table::DatedList& list, Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < list.versions.size(); ++i) {
    const auto& version = list.versions[i];
    const Place place = table.document->place(version.node);
    if (version.from && version.until && *version.from > *version.until) {
      diagnostics.add("lint-version-reversed", place,
                      {{"list", same(list.name)},
                       {"from", same(words_for(version.from))},
                       {"until", same(words_for(version.until))}});
      continue;
    }
    if (i == 0) continue;
    const auto& before = list.versions[i - 1];
    const bool apart = before.until && version.from && *before.until < *version.from;
    if (apart) continue;
    diagnostics.add("lint-versions-overlap", place,
                    {{"list", same(list.name)},
                     {"until", same(words_for(before.until))},
                     {"from", same(words_for(version.from))}});
  }
}

/// Rows whose parent is no row.
void look_at_parents(const Table& table, Diagnostics& diagnostics) {
  if (table.parent < 0) return;
  const Document& document = *table.document;
  const auto parent = static_cast<std::uint32_t>(table.parent);
  const NodeId rows = document.find(document.root(), "rows");
  std::uint32_t row = 0;
  for (const NodeId node : elements_of(document, rows)) {
    const std::string key(table.text(row++, parent));
    if (key.empty() || table.by_key.contains(key)) continue;
    const NodeId cell = document.find(node, table.row.fields[parent].name);
    diagnostics.add("lint-unknown-parent", document.place(cell), {{"key", same(key)}});
  }
}

/// References that no row can answer.
void look_at_references(const RecordShape& shape, Diagnostics& diagnostics) {
  for (const auto& field : shape.fields) {
    if (field.where.empty() || field.node == no_node) continue;
    const auto count = static_cast<std::uint32_t>(field.type->table->rows.size());
    bool any = false;
    for (std::uint32_t row = 0; row < count && !any; ++row) any = field.admits(row);
    if (any) continue;
    const Document& document = *shape.document;
    const NodeId where = document.find(document.next(field.node), "where");
    diagnostics.add(
        "lint-no-such-row", document.place(where),
        {{"field", same(shape.name + "." + field.name)}, {"table", same(field.type->table->name)}});
  }
}

}  // namespace

void lint_tables(const Packs& packs, Diagnostics& diagnostics) {
  for (const auto& table : packs.tables()) {
    for (const auto& list : table->lists) look_at_list(*table, list, diagnostics);
    look_at_parents(*table, diagnostics);
  }
  for (const auto& shape : packs.impl().records) look_at_references(shape, diagnostics);
  for (const auto& [name, folder] : packs.impl().folders) {
    if (folder.pack == nullptr) continue;
    for (const auto& kind : folder.pack->kinds) look_at_references(kind->shape, diagnostics);
  }
}

}  // namespace guiju
