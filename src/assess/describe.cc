#include "assess/describe.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace guiju {
namespace {

using Base = FieldType::Base;

constexpr std::size_t listed_elements = 5;  // of a list in a sentence; the rest is counted

/// A document is called by the first of these that it has.
constexpr std::array document_names{"title", "number", "file", "date"};

bool is_collection(const Document& document, NodeId node) {
  return document.kind(node) == NodeKind::mapping || document.kind(node) == NodeKind::sequence;
}

bool covers(const Document& document, NodeId outer, NodeId inner) {
  return outer <= inner && inner < document.next(outer);
}

Localized enum_words(const EnumShape& shape, std::string_view name) {
  for (const auto& value : shape.values) {
    if (value.name == name) return value.label;
  }
  return same(std::string(name));
}

/// The value a record's title leads to, and the type of the field it stands in.
std::pair<const cel::Value*, const FieldType*> follow_title(const RecordShape& shape,
                                                            const cel::Record& record) {
  const cel::Record* at = &record;
  const RecordShape* at_shape = &shape;
  for (std::size_t i = 0; i < shape.title.size(); ++i) {
    const std::uint32_t index = shape.title[i];
    const cel::Value& value = at->field(index);
    const FieldType* type = at_shape->fields[index].type;
    if (i + 1 == shape.title.size()) return {&value, type};
    if (!value.is(cel::Kind::record)) return {nullptr, nullptr};
    at = value.record;
    at_shape = type->base == Base::reference ? &type->table->row : type->record;
  }
  return {nullptr, nullptr};
}

Localized record_words(const Packs& packs, const cel::Value& value) {
  const RecordShape* shape = packs.shape_of(value.record->type());
  if (shape == nullptr) return same(cel::to_string(value));
  for (const auto& table : packs.tables()) {
    if (&table->row != shape || table->names.empty()) continue;
    const cel::Value& name = value.record->field(table->names.front());
    if (name.is(cel::Kind::string)) return same(std::string(name.text()));
  }
  if (shape->builtin == RecordShape::Builtin::document) {
    for (const char* name : document_names) {
      const cel::Value& field =
          value.record->field(static_cast<std::size_t>(shape->find(name)));
      if (!field.is(cel::Kind::absent)) return words_of(packs, field, nullptr);
    }
  }
  const auto [title, type] = follow_title(*shape, *value.record);
  if (title != nullptr && !title->is(cel::Kind::absent)) return words_of(packs, *title, type);
  return shape->label;
}

Localized list_words(const Packs& packs, const cel::Value& value, const FieldType* type) {
  // A value held against a list of its like: the value's type is that of the elements.
  const FieldType* element = type != nullptr && type->base == Base::list ? type->element : type;
  const auto& elements = value.list->elements;
  if (elements.empty()) return {"空", "nothing"};
  Localized words;
  for (std::size_t i = 0; i < std::min(elements.size(), listed_elements); ++i) {
    const Localized one = words_of(packs, elements[i], element);
    words.zh += (i == 0 ? "" : "、") + one.zh;
    words.en += (i == 0 ? "" : ", ") + one.en;
  }
  if (elements.size() > listed_elements) {
    const std::string count = std::to_string(elements.size());
    words.zh += "等" + count + "项";
    words.en += ", … (" + count + " in all)";
  }
  return words;
}

const FieldShape* field_of(const Packs& packs, const cel::RecordType* type, int index) {
  if (type == nullptr || index < 0) return nullptr;
  const RecordShape* shape = packs.shape_of(type);
  return shape == nullptr ? nullptr : &shape->fields[static_cast<std::size_t>(index)];
}

/// The operation with its sides exchanged.
struct Mirrored {
  std::string_view operation, mirrored;
};
constexpr std::array mirrored_operations{Mirrored{"<", ">"}, Mirrored{"<=", ">="},
                                         Mirrored{">", "<"}, Mirrored{">=", "<="},
                                         Mirrored{"in", "contains"}};

std::string mirrored(const std::string& operation) {
  for (const auto& row : mirrored_operations) {
    if (row.operation == operation) return std::string(row.mirrored);
  }
  return operation;
}

bool stands_somewhere(const cel::Value& value) { return value.origin != cel::no_origin; }

/// One step from a record towards `node`: the field that covers it.
struct Step {
  std::size_t field = 0;
  const cel::Value* value = nullptr;
};

std::optional<Step> step_towards(const Document& document, const cel::Record& record, NodeId node) {
  for (std::size_t i = 0; i < record.fields().size(); ++i) {
    const cel::Value& value = record.field(i);
    if (stands_somewhere(value) && covers(document, value.origin, node)) return Step{i, &value};
  }
  return std::nullopt;
}

/// A value in the dossier's own words: names as they are written, not as they compare.
Localized written(const Packs& packs, const Dossier& dossier, const cel::Value& value,
                  const FieldType* type) {
  const bool name = type != nullptr && type->base == Base::name && stands_somewhere(value) &&
                    value.is(cel::Kind::string);
  return name ? same(std::string(dossier.document->text(value.origin)))
              : words_of(packs, value, type);
}

/// The key of a row of a table; empty of any other record.
std::string key_of_row(const Packs& packs, const cel::Value& value) {
  if (!value.is(cel::Kind::record)) return {};
  const RecordShape* shape = packs.shape_of(value.record->type());
  for (const auto& table : packs.tables()) {
    if (&table->row == shape) return std::string(value.record->field(table->key).text());
  }
  return {};
}

/// Gathers the values that a path leads to, each once.
class GroupsBy {
 public:
  GroupsBy(const Packs& packs, const Dossier& dossier, const Grouping& grouping)
      : packs_(packs), dossier_(dossier), grouping_(grouping) {}

  std::vector<DossierGroup> take() && {
    follow(0, dossier_.kind->shape, *dossier_.root.record);
    if (groups_.empty()) groups_.push_back({grouping_.by, {}, {}});
    return std::move(groups_);
  }

 private:
  void follow(std::size_t step, const RecordShape& shape, const cel::Record& record) {
    const std::uint32_t index = grouping_.path[step];
    follow(step, record.field(index), *shape.fields[index].type);
  }

  void follow(std::size_t step, const cel::Value& value, const FieldType& type) {
    if (value.is(cel::Kind::list)) {
      for (const auto& element : value.list->elements) follow(step, element, *type.element);
    } else if (step + 1 == grouping_.path.size()) {
      if (!value.is(cel::Kind::absent)) add(value, type);
    } else if (value.is(cel::Kind::record)) {
      follow(step + 1, type.base == Base::reference ? type.table->row : *type.record,
             *value.record);
    }
  }

  void add(const cel::Value& value, const FieldType& type) {
    DossierGroup group{grouping_.by, written(packs_, dossier_, value, &type), {}};
    group.key = value.is(cel::Kind::string) ? std::string(value.text())
                                            : key_of_row(packs_, value);
    if (group.key.empty()) group.key = group.value.in(Language::en);
    const auto known = [&](const DossierGroup& other) { return other.key == group.key; };
    if (group.given() && std::none_of(groups_.begin(), groups_.end(), known)) {
      groups_.push_back(std::move(group));
    }
  }

  const Packs& packs_;
  const Dossier& dossier_;
  const Grouping& grouping_;
  std::vector<DossierGroup> groups_;
};

}  // namespace

std::vector<DossierGroup> groups_of(const Packs& packs, const Dossier& dossier) {
  std::vector<DossierGroup> groups;
  for (const auto& grouping : dossier.kind->statistics) {
    auto found = GroupsBy(packs, dossier, grouping).take();
    std::move(found.begin(), found.end(), std::back_inserter(groups));
  }
  return groups;
}

Localized words_of(const Packs& packs, const cel::Value& value, const FieldType* type) {
  switch (value.kind) {
    case cel::Kind::string:
      if (type != nullptr && type->base == Base::enumeration) {
        return enum_words(*type->enumeration, value.text());
      }
      return same(std::string(value.text()));
    case cel::Kind::boolean:
      return value.boolean ? Localized{"是", "yes"} : Localized{"否", "no"};
    case cel::Kind::integer: return same(std::to_string(value.integer));
    case cel::Kind::real: {
      // `1.0` is CEL's way to tell a double from an int; a reader wants 1.
      std::string text = cel::to_string(value);
      if (text.ends_with(".0")) text.resize(text.size() - 2);
      return same(std::move(text));
    }
    case cel::Kind::date: return same(cel::format_date(value.days));
    case cel::Kind::list: return list_words(packs, value, type);
    case cel::Kind::record: return record_words(packs, value);
    default: return same(cel::to_string(value));
  }
}

Localized title_of(const Packs& packs, const Dossier& dossier, const cel::Value& record) {
  const RecordShape* shape = packs.shape_of(record.record->type());
  if (shape == nullptr) return {};
  const auto [title, type] = follow_title(*shape, *record.record);
  if (title == nullptr || title->is(cel::Kind::absent)) return {};
  return written(packs, dossier, *title, type);
}

Localized subject_of(const Packs& packs, const Dossier& dossier, const Selection& selection,
                     const cel::Value& element, std::size_t index) {
  if (element.is(cel::Kind::record)) {
    Localized title = title_of(packs, dossier, element);
    if (!title.empty()) return title;
    const RecordShape* shape = packs.shape_of(element.record->type());
    const Localized label = shape == nullptr ? Localized{} : shape->label;
    const std::string number = std::to_string(index + 1);
    return {label.zh + "第" + number + "项", label.en + " no. " + number};
  }
  if (selection.element_enum != nullptr && element.is(cel::Kind::string)) {
    return enum_words(*selection.element_enum, element.text());
  }
  return words_of(packs, element, nullptr);
}

Located locate(const Packs& packs, const Dossier& dossier, NodeId node) {
  const Document& document = *dossier.document;
  Located located;
  located.in_mapping = node != document.root();
  cel::Value at = dossier.root;
  while (at.is(cel::Kind::record) && at.origin != node) {
    const auto step = step_towards(document, *at.record, node);
    const RecordShape* shape = packs.shape_of(at.record->type());
    if (!step || shape == nullptr) break;
    const FieldShape& field = shape->fields[step->field];
    located.path += (located.path.empty() ? "" : ".") + field.name;
    located.nearest_label = field.label;
    located.in_mapping = true;
    at = *step->value;
    if (!at.is(cel::Kind::list) || at.origin == node) continue;
    const auto& elements = at.list->elements;
    const auto element = std::find_if(elements.begin(), elements.end(), [&](const auto& candidate) {
      return stands_somewhere(candidate) && covers(document, candidate.origin, node);
    });
    if (element == elements.end()) break;
    const std::string index = std::to_string(element - elements.begin());
    located.path += "[" + index + "]";
    located.in_mapping = element->origin == at.origin;
    at = *element;
    if (!at.is(cel::Kind::record)) continue;
    const Localized title = title_of(packs, dossier, at);
    const std::string number = std::to_string(element - elements.begin() + 1);
    located.nearest_title =
        !title.empty() ? title
                       : Localized{field.label.zh + "第" + number + "项",
                                   field.label.en + " no. " + number};
  }
  if (at.is(cel::Kind::record) && at.origin != dossier.root.origin) {
    const Localized title = title_of(packs, dossier, at);
    if (!title.empty()) located.nearest_title = title;
  }
  return located;
}

Place pointing_place(const Packs& packs, const Dossier& dossier, NodeId node) {
  // Of anything else it does not matter where it lies.
  const bool inside = is_collection(*dossier.document, node) && node != dossier.document->root();
  return pointing_place(dossier, node, inside ? locate(packs, dossier, node) : Located{});
}

Place pointing_place(const Dossier& dossier, NodeId node, const Located& located) {
  const Document& document = *dossier.document;
  if (!is_collection(document, node)) return document.place(node);
  if (node == document.root()) {
    return document.count(node) > 0 ? document.place(document.first(node)) : document.place(node);
  }
  if (located.in_mapping) return document.place(document.key_of(node));
  // An element of a list: its first line says enough.
  const bool keyed = document.kind(node) == NodeKind::mapping && document.count(node) > 0;
  if (!keyed) return document.place(node);
  const NodeId key = document.first(node);
  const NodeId value = document.next(key);
  if (document.kind(value) == NodeKind::scalar) {
    return place_of(document.source(), {document.span(key).begin, document.span(value).end});
  }
  return document.place(key);
}

namespace {

/// What should have a field, for a report: a record of the dossier, or the row of a table, which no
/// dossier can complete.
Localized holder_of(const Packs& packs, const Dossier& dossier, const RecordShape* shape,
                    NodeId node, const Located& located) {
  const auto is_shape = [&](const auto& table) { return &table->row == shape; };
  const auto table = std::ranges::find_if(packs.tables(), is_shape);
  if (table != packs.tables().end() && dossier.document->kind(node) == NodeKind::scalar) {
    const std::string name(dossier.document->text(node));
    const Localized& label = (*table)->label;
    return {"“" + label.in(Language::zh) + "”表中的“" + name + "”",
            "“" + name + "” in the table “" + label.in(Language::en) + "”"};
  }
  if (!located.nearest_title.empty()) return located.nearest_title;
  return located.nearest_label.empty() ? dossier.kind->shape.label : located.nearest_label;
}

}  // namespace

MissingInformation describe_missing(const Packs& packs, const Dossier& dossier,
                                    const cel::RecordType* type, std::uint32_t field,
                                    std::uint32_t holder, std::string_view path) {
  MissingInformation missing;
  const FieldShape* shape = field_of(packs, type, static_cast<int>(field));
  missing.field = shape != nullptr ? shape->label : same(std::string(path));
  missing.path = std::string(path);
  if (holder == cel::no_origin) return missing;
  const Located located = locate(packs, dossier, holder);
  const std::string name = shape != nullptr ? shape->name : std::string(path);
  missing.path = located.path.empty() ? name : located.path + "." + name;
  missing.holder = holder_of(packs, dossier, packs.shape_of(type), holder, located);
  missing.place = pointing_place(packs, dossier, holder);
  return missing;
}

Comparison describe_atom(const Packs& packs, const Dossier& dossier, const cel::Atom& atom) {
  const FieldShape* left = field_of(packs, atom.left_type, atom.left_field);
  const FieldShape* right = field_of(packs, atom.right_type, atom.right_field);
  // The side that is a field of the dossier is what was found; the other is what it had to be.
  const bool swapped = left == nullptr && (right != nullptr || (!stands_somewhere(atom.left) &&
                                                                stands_somewhere(atom.right)));
  const cel::Value& found = swapped ? atom.right : atom.left;
  const cel::Value& required = swapped ? atom.left : atom.right;
  const FieldShape* field = swapped ? right : left;
  const FieldType* type = field == nullptr ? nullptr : field->type;
  Comparison comparison;
  comparison.what = field != nullptr ? field->label : same(swapped ? atom.right_text : atom.left_text);
  comparison.operation = swapped ? mirrored(atom.operation) : atom.operation;
  comparison.negated = atom.negated;
  comparison.text = atom.text;
  const FieldType* element =
      type != nullptr && type->base == Base::list && comparison.operation != "==" ? type->element
                                                                                  : type;
  comparison.found = written(packs, dossier, found, type);
  // A bare condition has no second side: it should be true, or false where it is negated.
  comparison.required = atom.operation.empty()
                            ? words_of(packs, cel::Value::of(!atom.negated), nullptr)
                            : written(packs, dossier, required, element);
  for (const cel::Value* side : {&found, &required}) {
    if (!stands_somewhere(*side)) continue;
    comparison.place = dossier.document->place(side->origin);
    break;
  }
  return comparison;
}

}  // namespace guiju
