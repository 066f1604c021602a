#include <algorithm>
#include <array>

#include "pack/hint.h"
#include "pack/impl.h"
#include "pack/limits.h"
#include "text/unicode.h"

namespace guiju {
namespace {

void report_duplicate(Diagnostics& diagnostics, Place place, const std::string& name) {
  diagnostics.add("pack-duplicate-name", std::move(place), {{"name", same(name)}});
}

/// Every way to spell one thing: its name, its labels, its `also`.
std::vector<std::string> spellings_of(const std::string& name, const Localized& label,
                                      const std::vector<std::string>& also) {
  std::vector<std::string> all{name, label.zh, label.en};
  all.insert(all.end(), also.begin(), also.end());
  for (auto& spelling : all) spelling = normalized_name(spelling);
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  std::erase(all, std::string());
  return all;
}

/// Adds what spells `item`, number `index` of its kind. Answers a spelling that was taken, and by
/// which number; nothing where all were free.
using Clash = std::pair<std::string, std::uint32_t>;

template <typename Item>
std::optional<Clash> add_spellings(TextMap<std::uint32_t>& spellings,
                                   const Item& item, std::size_t index) {
  std::optional<Clash> clash;
  for (const auto& spelling : spellings_of(item.name, item.label, item.also)) {
    const auto [known, fresh] = spellings.emplace(spelling, static_cast<std::uint32_t>(index));
    if (!fresh && !clash) clash = Clash{spelling, known->second};
  }
  return clash;
}

/// What can be spelled in several ways.
struct Named {
  std::string name;
  Localized label;
  std::vector<std::string> also;
};

void report_two_meanings(Diagnostics& diagnostics, Place place, const std::string& spelling,
                         const std::string& other, const std::string& name) {
  diagnostics.add("pack-two-meanings", std::move(place),
                  {{"spelling", same(spelling)}, {"other", same(other)}, {"name", same(name)}});
}

int find_spelling(const TextMap<std::uint32_t>& spellings, std::string_view text) {
  auto found = spellings.find(text);
  if (found == spellings.end() && !is_normalized_name(text)) {
    found = spellings.find(normalized_name(text));
  }
  return found == spellings.end() ? -1 : static_cast<int>(found->second);
}

struct SimpleType {
  std::string_view name;
  FieldType::Base base;
  cel::TypeKind kind;
};
constexpr std::array simple_types{
    SimpleType{"string", FieldType::Base::string, cel::TypeKind::string},
    SimpleType{"name", FieldType::Base::name, cel::TypeKind::string},
    SimpleType{"int", FieldType::Base::integer, cel::TypeKind::integer},
    SimpleType{"number", FieldType::Base::number, cel::TypeKind::real},
    SimpleType{"bool", FieldType::Base::boolean, cel::TypeKind::boolean},
    SimpleType{"date", FieldType::Base::date, cel::TypeKind::date},
};

/// `list(Unit)` with `list` asked for is `Unit`.
std::optional<std::string_view> argument_of(std::string_view spelling, std::string_view outer) {
  if (!spelling.starts_with(outer) || !spelling.ends_with(')')) return std::nullopt;
  spelling.remove_prefix(outer.size());
  if (!spelling.starts_with('(')) return std::nullopt;
  return spelling.substr(1, spelling.size() - 2);
}

bool fill_type(Packs::Impl& impl, const Scope& scope, std::string_view spelling, FieldType& type) {
  for (const auto& simple : simple_types) {
    if (simple.name != spelling) continue;
    type.base = simple.base;
    type.type = cel::Types::simple(simple.kind);
    return true;
  }
  if (const auto element = argument_of(spelling, "list")) {
    type.base = FieldType::Base::list;
    type.element = make_type(impl, scope, *element);
    if (type.element == nullptr) return false;
    type.type = impl.types.list_of(type.element->type);
    return true;
  }
  if (const auto table = argument_of(spelling, "ref")) {
    type.base = FieldType::Base::reference;
    type.table = impl.find_table(*table);
    if (type.table == nullptr) return false;
    type.type = type.table->row.type;
    return true;
  }
  if (const auto* shape = scope.find_enum(std::string(spelling))) {
    type.base = FieldType::Base::enumeration;
    type.enumeration = shape;
    type.type = shape->type;
    return true;
  }
  if (const auto* shape = scope.find_record(std::string(spelling))) {
    type.base = FieldType::Base::record;
    type.record = shape;
    type.type = shape->type;
    return true;
  }
  return false;
}

RecordShape& new_record(Packs::Impl& impl, std::string name, Localized label) {
  RecordShape& shape = impl.records.emplace_back();
  shape.name = std::move(name);
  shape.label = std::move(label);
  shape.record = impl.types.new_record(shape.name);
  shape.type = impl.types.record(shape.record);
  impl.shapes[shape.record] = &shape;
  return shape;
}

/// Adds a field; answers a spelling of it that is taken.
std::optional<Clash> add_field(RecordShape& shape, FieldShape field) {
  auto clash = add_spellings(shape.spellings, field, shape.fields.size());
  shape.record->add(field.name, field.type->type);
  shape.fields.push_back(std::move(field));
  return clash;
}

struct BuiltinField {
  const char* name;
  const char* type;
  const char* zh;
  const char* en;
};

void add_builtin_fields(Packs::Impl& impl, RecordShape& shape,
                        std::initializer_list<BuiltinField> fields) {
  for (const auto& field : fields) {
    FieldShape added;
    added.name = field.name;
    added.label = {field.zh, field.en};
    added.type = make_type(impl, impl.shared, field.type);
    add_field(shape, std::move(added));
  }
}

/// What every kind of dossier has beside its own fields.
void add_common_fields(Packs::Impl& impl, RecordShape& shape) {
  add_builtin_fields(impl, shape,
                     {{"kind", "string", "类型", "kind"},
                      {"policy", "list(string)", "政策", "policy"},
                      {"id", "string", "编号", "id"},
                      {"justifications", "list(Justification)", "情况说明", "justifications"}});
}

/// Reads the options of one field. One whose type is unknown is kept, so that no expression which
/// reads it is said to be wrong.
FieldShape read_field(Packs::Impl& impl, const Scope& scope, const Document& document,
                                     NodeId key, NodeId node, Diagnostics& diagnostics) {
  Fields fields(document, node, diagnostics);
  FieldShape field;
  field.node = key;
  field.name = std::string(document.text(key));
  field.label = fields.require_localized("label");
  field.also = fields.texts("also");
  field.required = fields.flag("required");
  field.says = fields.localized("says");
  const NodeId type = fields.require("type");
  field.type =
      type == no_node ? any_type(impl) : read_type(impl, scope, document, type, diagnostics);
  // Read by `link_references`, once all fields of the record are known.
  fields.find("where");
  fields.find("within");
  fields.finish();
  return field;
}

void link_where(FieldShape& field, const Document& document, NodeId node,
                Diagnostics& diagnostics) {
  for (const auto& [key, value] : entries_of(document, node, diagnostics)) {
    const int column = field.type->table->row.find(document.text(key));
    if (column < 0) {
      report_unknown_name(document, key, {"列", "column"},
                          names_of_fields(field.type->table->row), diagnostics);
      continue;
    }
    field.where.emplace_back(static_cast<std::uint32_t>(column), document.text(value));
  }
}

void link_within(RecordShape& shape, FieldShape& field, const Document& document, NodeId node,
                 Diagnostics& diagnostics) {
  if (field.type->table->parent < 0) {
    diagnostics.add("pack-within-without-parent", document.place(node),
                    {{"table", same(field.type->table->name)}});
    return;
  }
  field.within = shape.find(document.text(node));
  if (field.within < 0) {
    report_unknown_name(document, node, {"字段", "field"}, names_of_fields(shape), diagnostics);
  }
}

/// Second pass over the fields of a record: `where` and `within` name columns and other fields.
void link_references(RecordShape& shape, const Document& document, NodeId node,
                     Diagnostics& diagnostics) {
  for (const auto& [key, value] : entries_of(document, node, diagnostics)) {
    const int index = shape.find(document.text(key));
    if (index < 0 || document.kind(value) != NodeKind::mapping) continue;
    FieldShape& field = shape.fields[static_cast<std::size_t>(index)];
    const NodeId where = document.find(value, "where");
    const NodeId within = document.find(value, "within");
    if (is_any(*field.type)) continue;
    if (field.type->base != FieldType::Base::reference) {
      for (const NodeId misplaced : {where, within}) {
        if (misplaced == no_node) continue;
        diagnostics.add("pack-only-for-references", document.place(misplaced));
      }
      continue;
    }
    if (where != no_node) link_where(field, document, where, diagnostics);
    if (within != no_node) link_within(shape, field, document, within, diagnostics);
  }
}

void read_record_fields(Packs::Impl& impl, const Scope& scope, RecordShape& shape,
                        const Document& document, NodeId node, Diagnostics& diagnostics) {
  for (const auto& [key, value] : entries_of(document, node, diagnostics)) {
    auto field = read_field(impl, scope, document, key, value, diagnostics);
    const std::string name = field.name;
    if (const auto clash = add_field(shape, std::move(field))) {
      report_two_meanings(diagnostics, document.place(key), clash->first,
                          shape.fields[clash->second].name, name);
    }
  }
  if (node != no_node) link_references(shape, document, node, diagnostics);
}

/// What fields of `type` lead on to: the record, or the row; of a list, that of its elements where
/// `each`. Null where it ends.
const RecordShape* led_to(const FieldType& type, bool each) {
  if (type.base == FieldType::Base::reference) return &type.table->row;
  if (type.base == FieldType::Base::list && each) return led_to(*type.element, each);
  return type.record;
}

/// Resolves a path such as `unit.name` to field indexes. `each`: it may lead through lists. Empty
/// where it is wrong, which is reported.
std::vector<std::uint32_t> read_path(const RecordShape& shape, const Document& document,
                                     NodeId node, bool each, Diagnostics& diagnostics) {
  std::vector<std::uint32_t> path;
  const RecordShape* at = &shape;
  std::string_view rest = document.text(node);
  do {
    const auto dot = rest.find('.');
    const auto name = rest.substr(0, dot);
    const int index = at == nullptr ? -1 : at->find(name);
    if (index < 0) {
      diagnostics.add(
          "pack-unknown-name", document.place(node),
          {{"what", {"字段", "field"}},
           {"name", same(std::string(name))},
           {"hint", at == nullptr ? Localized{} : near_hint(name, names_of_fields(*at))}});
      return {};
    }
    const FieldType& type = *at->fields[static_cast<std::size_t>(index)].type;
    if (is_any(type)) return {};  // said where the field is declared
    path.push_back(static_cast<std::uint32_t>(index));
    at = led_to(type, each);
    rest = dot == std::string_view::npos ? std::string_view() : rest.substr(dot + 1);
  } while (!rest.empty());
  return path;
}

void read_title(RecordShape& shape, const Document& document, NodeId node,
                Diagnostics& diagnostics) {
  if (node != no_node) shape.title = read_path(shape, document, node, false, diagnostics);
}

/// The label of the field that a path ends at.
Localized label_of(const RecordShape& shape, const std::vector<std::uint32_t>& path) {
  const RecordShape* at = &shape;
  const FieldShape* field = nullptr;
  for (const auto index : path) {
    field = &at->fields[index];
    at = led_to(*field->type, true);
  }
  return field == nullptr ? Localized{} : field->label;
}

/// `specialty`, or `{by: {zh: 市, en: city}, of: lead.city}`.
Grouping read_grouping(const RecordShape& shape, const Document& document, NodeId node,
                       Diagnostics& diagnostics) {
  Grouping grouping;
  if (document.kind(node) == NodeKind::scalar) {
    grouping.path = read_path(shape, document, node, true, diagnostics);
    grouping.by = label_of(shape, grouping.path);
    return grouping;
  }
  Fields fields(document, node, diagnostics);
  grouping.by = fields.require_localized("by");
  if (fields.require_text("of")) {
    grouping.path = read_path(shape, document, fields.find("of"), true, diagnostics);
  }
  fields.finish();
  return grouping;
}

void read_statistics(Kind& kind, const Document& document, NodeId node,
                     Diagnostics& diagnostics) {
  if (node == no_node) return;
  const auto read = [&](NodeId entry) {
    auto grouping = read_grouping(kind.shape, document, entry, diagnostics);
    if (grouping.path.empty()) return;
    const auto same_table = [&](const Grouping& other) { return other.by == grouping.by; };
    if (std::any_of(kind.statistics.begin(), kind.statistics.end(), same_table)) {
      report_duplicate(diagnostics, document.place(entry), grouping.by.zh);
      return;
    }
    kind.statistics.push_back(std::move(grouping));
  };
  if (document.kind(node) == NodeKind::sequence) {
    for_each_element(document, node, read);
  } else {
    read(node);
  }
}

/// Resolves `identity: {name: name, within: [city], apart: 一二}`.
void read_identity(RecordShape& shape, const Document& document, NodeId node,
                   Diagnostics& diagnostics) {
  if (node == no_node) return;
  Fields fields(document, node, diagnostics);
  RecordShape::Identity identity;
  bool known = true;
  const auto index_of = [&](NodeId name) {
    const int index = shape.find(document.text(name));
    known &= index >= 0;
    if (index < 0) {
      report_unknown_name(document, name, {"字段", "field"}, names_of_fields(shape), diagnostics);
    }
    return static_cast<std::uint32_t>(std::max(index, 0));
  };
  const NodeId name = fields.require("name");
  if (name != no_node) identity.name = index_of(name);
  for (const NodeId element : elements_of(document, fields.find("within"))) {
    identity.within.push_back(index_of(element));
  }
  identity.apart = fields.text("apart").value_or("");
  fields.finish();
  if (known && name != no_node) shape.identity = std::move(identity);
}

EnumShape::Value read_enum_value(const Document& document, NodeId key, NodeId node,
                                 Diagnostics& diagnostics) {
  EnumShape::Value value;
  value.name = std::string(document.text(key));
  Fields fields(document, node, diagnostics);
  value.label = {fields.require_text("zh").value_or(""), fields.require_text("en").value_or("")};
  value.also = fields.texts("also");
  fields.finish();
  return value;
}

void read_enum(Packs::Impl& impl, Scope& scope, const Document& document, NodeId key, NodeId node,
               Diagnostics& diagnostics) {
  EnumShape& shape = impl.enums.emplace_back();
  shape.document = &document;
  shape.node = key;
  shape.name = std::string(document.text(key));
  Fields fields(document, node, diagnostics);
  shape.label = fields.require_localized("label");
  std::vector<std::string> names;
  for (const auto& [name, value] : entries_of(document, fields.require("values"), diagnostics)) {
    auto read = read_enum_value(document, name, value, diagnostics);
    if (const auto clash = add_spellings(shape.spellings, read, shape.values.size())) {
      report_two_meanings(diagnostics, document.place(name), clash->first,
                          shape.values[clash->second].name, read.name);
    }
    names.push_back(read.name);
    shape.values.push_back(std::move(read));
  }
  fields.finish();
  // Without values it was reported; what is compared with it need not be.
  shape.type = names.empty() ? cel::Types::simple(cel::TypeKind::string)
                             : impl.types.enumeration(shape.name, std::move(names));
  impl.enum_shapes[shape.type] = &shape;
  if (!scope.enums.emplace(shape.name, &shape).second) {
    report_duplicate(diagnostics, document.place(key), shape.name);
  }
}

std::unique_ptr<Kind> read_kind(Packs::Impl& impl, const Scope& scope, const Document& document,
                                NodeId key, NodeId node, Diagnostics& diagnostics) {
  auto kind = std::make_unique<Kind>();
  kind->place = document.place(key);
  Fields fields(document, node, diagnostics);
  RecordShape& shape = kind->shape;
  shape.document = &document;
  shape.node = key;
  shape.name = std::string(document.text(key));
  shape.label = fields.require_localized("label");
  shape.record = impl.types.new_record(shape.name);
  shape.type = impl.types.record(shape.record);
  impl.shapes[shape.record] = &shape;
  add_common_fields(impl, shape);
  read_record_fields(impl, scope, shape, document, fields.require("fields"), diagnostics);
  read_title(shape, document, fields.find("title"), diagnostics);
  read_statistics(*kind, document, fields.find("statistics"), diagnostics);
  if (const NodeId date = fields.find("date"); date != no_node) {
    kind->date_field = shape.find(document.text(date));
    if (kind->date_field < 0) {
      report_unknown_name(document, date, {"字段", "field"}, names_of_fields(shape), diagnostics);
    }
  }
  fields.finish();
  return kind;
}

}  // namespace

int EnumShape::find(std::string_view text) const { return find_spelling(spellings, text); }
int RecordShape::find(std::string_view key) const { return find_spelling(spellings, key); }

const EnumShape* Scope::find_enum(const std::string& name) const {
  if (const auto found = enums.find(name); found != enums.end()) return found->second;
  return outer == nullptr ? nullptr : outer->find_enum(name);
}

const RecordShape* Scope::find_record(const std::string& name) const {
  if (const auto found = records.find(name); found != records.end()) return found->second;
  return outer == nullptr ? nullptr : outer->find_record(name);
}

std::vector<std::string> Scope::names() const {
  std::vector<std::string> all = outer == nullptr ? std::vector<std::string>{} : outer->names();
  for (const auto& [name, shape] : enums) all.push_back(name);
  for (const auto& [name, shape] : records) all.push_back(name);
  return all;
}

const FieldType* make_type(Packs::Impl& impl, const Scope& scope, std::string_view spelling) {
  FieldType type;
  type.spelling = std::string(spelling);
  if (!fill_type(impl, scope, spelling, type)) return nullptr;
  return &impl.field_types.emplace_back(std::move(type));
}

/// How many lists are one inside the other in a type, by how it is spelled.
std::size_t lists_in(std::string_view spelling) {
  constexpr std::string_view list = "list(";
  std::size_t count = 0;
  for (; spelling.starts_with(list); spelling.remove_prefix(list.size())) ++count;
  return count;
}

const FieldType* read_type(Packs::Impl& impl, const Scope& scope, const Document& document,
                           NodeId node, Diagnostics& diagnostics) {
  const std::string spelling(document.text(node));
  if (lists_in(spelling) > most_lists_in_a_type) {
    diagnostics.add("pack-type-too-deep", document.place(node),
                    {{"limit", same(std::to_string(most_lists_in_a_type))}});
    return any_type(impl);
  }
  if (const auto* type = make_type(impl, scope, spelling)) return type;
  std::vector<std::string> names = scope.names();
  for (const auto& simple : simple_types) names.emplace_back(simple.name);
  for (const auto& table : impl.tables) names.push_back("ref(" + table->name + ")");
  diagnostics.add("pack-unknown-type", document.place(node),
                  {{"name", same(spelling)}, {"hint", near_hint(spelling, names)}});
  return any_type(impl);
}

const FieldType* any_type(Packs::Impl& impl) {
  FieldType type;
  type.type = cel::Types::simple(cel::TypeKind::dyn);
  return &impl.field_types.emplace_back(std::move(type));
}

bool is_any(const FieldType& type) { return type.type->kind == cel::TypeKind::dyn; }

std::vector<std::string> names_of_fields(const RecordShape& shape) {
  std::vector<std::string> names;
  for (const auto& field : shape.fields) names.push_back(field.name);
  return names;
}

void declare_builtins(Packs::Impl& impl) {
  RecordShape& period = new_record(impl, "period", {"起止时间", "period"});
  period.builtin = RecordShape::Builtin::period;
  add_builtin_fields(impl, period, {{"from", "date", "起", "from"}, {"to", "date", "止", "to"}});
  impl.period = impl.shared.records["period"] = &period;

  RecordShape& document = new_record(impl, "document", {"材料", "document"});
  document.builtin = RecordShape::Builtin::document;
  add_builtin_fields(impl, document,
                     {{"title", "string", "标题", "title"},
                      {"number", "string", "文号", "number"},
                      {"date", "date", "日期", "date"},
                      {"file", "string", "文件", "file"}});
  impl.document = impl.shared.records["document"] = &document;

  RecordShape& justification = new_record(impl, "Justification", {"情况说明", "justification"});
  add_builtin_fields(impl, justification,
                     {{"rule", "string", "规则", "rule"},
                      {"subject", "name", "对象", "subject"},
                      {"reason", "string", "理由", "reason"},
                      {"approved_by", "string", "批准单位", "approved by"},
                      {"number", "string", "文号", "document number"},
                      {"date", "date", "日期", "date"}});
  impl.justification = impl.shared.records["Justification"] = &justification;
}

void read_enums(Packs::Impl& impl, Scope& scope, const Document& document, NodeId node,
                Diagnostics& diagnostics) {
  for (const auto& [key, value] : entries_of(document, node, diagnostics)) {
    read_enum(impl, scope, document, key, value, diagnostics);
  }
}

void read_types(Packs::Impl& impl, Scope& scope, const Document& document, NodeId node,
                Diagnostics& diagnostics) {
  const auto entries = entries_of(document, node, diagnostics);
  std::vector<RecordShape*> declared;
  for (const auto& [key, value] : entries) {
    Fields fields(document, value, diagnostics);
    RecordShape& shape = new_record(impl, std::string(document.text(key)),
                                    fields.require_localized("label"));
    shape.document = &document;
    shape.node = key;
    declared.push_back(&shape);
    if (!scope.records.emplace(shape.name, &shape).second) {
      report_duplicate(diagnostics, document.place(key), shape.name);
    }
  }
  for (std::size_t i = 0; i < entries.size(); ++i) {
    Fields fields(document, entries[i].second, diagnostics);
    fields.find("label");
    read_record_fields(impl, scope, *declared[i], document, fields.require("fields"), diagnostics);
    read_identity(*declared[i], document, fields.find("identity"), diagnostics);
    fields.find("title");
    fields.finish();
  }
  // Titles go through fields of other types, so they come when all types have their fields.
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (document.kind(entries[i].second) != NodeKind::mapping) continue;
    read_title(*declared[i], document, document.find(entries[i].second, "title"), diagnostics);
  }
}

std::vector<std::unique_ptr<Kind>> read_kinds(Packs::Impl& impl, const Scope& scope,
                                              const Document& document, NodeId node,
                                              Diagnostics& diagnostics) {
  std::vector<std::unique_ptr<Kind>> kinds;
  TextMap<std::uint32_t> spellings;
  for (const auto& [key, value] : entries_of(document, node, diagnostics)) {
    kinds.push_back(read_kind(impl, scope, document, key, value, diagnostics));
    const Named named{kinds.back()->shape.name, kinds.back()->shape.label, {}};
    for (const auto* label : {&named.label.zh, &named.label.en}) {
      if (!label->empty()) kinds.back()->called.push_back(normalized_name(*label));
    }
    if (const auto clash = add_spellings(spellings, named, kinds.size() - 1)) {
      report_two_meanings(diagnostics, kinds.back()->place, clash->first,
                          kinds[clash->second]->shape.name, named.name);
    }
  }
  return kinds;
}

}  // namespace guiju
