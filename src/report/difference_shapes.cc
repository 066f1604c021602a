// The shapes of dossiers and the tables, as things that may be compared.

#include <algorithm>
#include <set>

#include "report/difference_things.h"
#include "report/phrase.h"

namespace guiju {

namespace {

using Base = FieldType::Base;

Thing thing_of(Subject subject, std::string id, Localized says, Place place = {}) {
  return {subject, std::move(id), std::move(says), std::move(place), {}, {}};
}

void add(Thing& thing, std::string name, Localized label, Localized words) {
  if (words.empty()) return;
  thing.parts.push_back({std::move(name), std::move(label), std::move(words), {}, nullptr});
}

void add_spellings(Thing& thing, const Localized& label, const std::vector<std::string>& also) {
  add(thing, "label", {"名称", "label"}, label);
  if (also.empty()) return;
  add(thing, "also", {"也可写作", "also written"},
      localized([&](Language language) { return join(also, language); }));
}

/// The records that a field's type holds, and its enumeration: null where it has none.
const FieldType& innermost(const FieldType& type) {
  return type.base == Base::list ? innermost(*type.element) : type;
}

Localized narrowed(const FieldShape& field) {
  std::vector<std::string> conditions;
  for (const auto& [column, value] : field.where) {
    conditions.push_back(fmt::format("{} = {}", field.type->table->row.fields[column].name, value));
  }
  return localized([&](Language language) { return join(conditions, language); });
}

Thing thing_of(const RecordShape& record, const FieldShape& field) {
  auto thing = thing_of(Subject::field, record.name + "." + field.name, field.label);
  add(thing, "type", {"类型", "type"}, same(field.type->spelling));
  if (field.required) add(thing, "required", {"必填", "required"}, {"是", "yes"});
  add_spellings(thing, field.label, field.also);
  if (innermost(*field.type).base == Base::reference) {
    add(thing, "where", {"限于", "only where"}, narrowed(field));
  }
  if (field.within >= 0) {
    add(thing, "within", {"属于", "within"},
        same(record.fields[static_cast<std::size_t>(field.within)].name));
  }
  add(thing, "says", {"填写说明", "help"}, field.says);
  return thing;
}

Localized title_of(const RecordShape& shape) {
  std::string path;
  const auto* at = &shape;
  for (const auto index : shape.title) {
    const auto& field = at->fields[index];
    path += (path.empty() ? "" : ".") + field.name;
    at = field.type->base == Base::reference ? &field.type->table->row : field.type->record;
    if (at == nullptr) break;
  }
  return same(path);
}

Thing thing_of(Subject subject, const RecordShape& shape, Place place) {
  auto thing = thing_of(subject, shape.name, shape.label, std::move(place));
  add(thing, "label", {"名称", "label"}, shape.label);
  add(thing, "title", {"以此项称呼", "called by"}, title_of(shape));
  for (const auto& field : shape.fields) thing.within.push_back(thing_of(shape, field));
  return thing;
}

Thing thing_of(const EnumShape& shape) {
  auto thing = thing_of(Subject::enumeration, shape.name, shape.label);
  add(thing, "label", {"名称", "label"}, shape.label);
  for (const auto& value : shape.values) {
    auto& entry = thing.within.emplace_back(
        thing_of(Subject::value, shape.name + "." + value.name, value.label));
    add_spellings(entry, value.label, value.also);
  }
  return thing;
}

/// Everything that kinds lead to, each once, in the order in which it is met.
class Reached {
 public:
  void enter(const RecordShape& shape) {
    for (const auto& field : shape.fields) enter(innermost(*field.type));
  }
  std::vector<Thing> take() { return std::move(things_); }

 private:
  void enter(const FieldType& type) {
    if (type.base == Base::enumeration && seen_.insert(type.enumeration).second) {
      things_.push_back(thing_of(*type.enumeration));
    }
    if (type.base != Base::record || type.record->builtin != RecordShape::Builtin::none) return;
    if (!seen_.insert(type.record).second) return;
    things_.push_back(thing_of(Subject::type, *type.record, {}));
    enter(*type.record);
  }

  std::set<const void*> seen_;
  std::vector<Thing> things_;
};

// ---- tables ----

/// What a row is called, and every column of it.
Thing thing_of(const Table& table, std::uint32_t row) {
  const auto name =
      table.names.empty() ? std::string() : std::string(table.text(row, table.names.front()));
  auto thing = thing_of(Subject::row, table.name + "." + std::string(table.text(row, table.key)),
                        same(name));
  const auto values = table.rows[row].record->fields();
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i].is(cel::Kind::absent)) continue;
    const auto& column = table.row.fields[i];
    const auto label = column.label.empty() ? same(column.name) : column.label;
    add(thing, column.name, label, same(cel::to_string(values[i])));
  }
  return thing;
}

/// Versions are told apart by their first day; that the last day moved is a change of its own.
Localized start_of(const Table::Version& version) {
  if (!version.from) return {"最初", "at first"};
  const auto from = cel::format_date(*version.from);
  return {from + "起", "from " + from};
}

/// `330127 淳安县`
Localized called(const Table& table, const std::string& key) {
  const auto row = table.by_key.find(key);
  if (row == table.by_key.end() || table.names.empty()) return same(key);
  return same(fmt::format("{} {}", key, table.text(row->second, table.names.front())));
}

Thing thing_of(const Table& table, const Table::DatedList& list) {
  auto thing = thing_of(Subject::list, "lists." + list.name, list.label);
  add(thing, "label", {"名称", "label"}, list.label);
  for (const auto& version : list.versions) {
    const auto start = start_of(version);
    Part part{start.en, start, {}, {}, nullptr};
    for (const auto& key : version.keys) part.elements.push_back(called(table, key));
    part.words = localized([&](Language language) {
      std::vector<std::string> rows;
      for (const auto& row : part.elements) rows.push_back(row.in(language));
      return join(rows, language);
    });
    thing.parts.push_back(std::move(part));
    if (!version.until) continue;
    add(thing, start.en + " until", {start.zh + "的截止日", "last day of that " + start.en},
        same(cel::format_date(*version.until)));
  }
  return thing;
}

}  // namespace

std::vector<Thing> shapes_of(const Pack& pack) {
  std::vector<Thing> things;
  Reached reached;
  for (const auto& kind : pack.kinds) {
    auto& thing = things.emplace_back(thing_of(Subject::kind, kind->shape, kind->place));
    if (kind->date_field >= 0) {
      const auto& field = kind->shape.fields[static_cast<std::size_t>(kind->date_field)];
      add(thing, "date", {"材料日期", "date"}, same(field.name));
    }
    reached.enter(kind->shape);
  }
  for (auto& thing : reached.take()) things.push_back(std::move(thing));
  return things;
}

std::vector<Thing> tables_of(const Packs& packs) {
  std::vector<Thing> things;
  for (const auto& table : packs.tables()) {
    auto& thing = things.emplace_back(thing_of(Subject::table, table->name, table->label));
    add(thing, "label", {"名称", "label"}, table->label);
    add(thing, "suffixes", {"可省略的后缀", "suffixes that may be left out"},
        localized([&](Language language) { return join(table->suffixes, language); }));
    for (const auto& list : table->lists) thing.within.push_back(thing_of(*table, list));
    for (std::uint32_t row = 0; row < table->rows.size(); ++row) {
      thing.within.push_back(thing_of(*table, row));
    }
  }
  return things;
}

}  // namespace guiju
