#include <algorithm>
#include <array>
#include <cstdint>
#include <deque>
#include <span>

#include "assess/describe.h"
#include "assess/dossier.h"
#include "assess/misfit.h"
#include "assess/names.h"
#include "document/slips.h"
#include "pack/hint.h"
#include "pack/value.h"

namespace guiju {
namespace {

using Base = FieldType::Base;

/// The keys of the last record of a shape, in order, with the fields that they spell. The records
/// of a list repeat their keys in much the same order: to compare a key with the next of these costs
/// less than to look it up.
class Layout {
 public:
  explicit Layout(const RecordShape& shape) : shape_(&shape) {
    for (std::size_t i = 0; i < shape.fields.size(); ++i) {
      if (shape.fields[i].required) required_.push_back(i);
    }
  }

  bool is_of(const RecordShape& shape) const { return shape_ == &shape; }
  /// The fields that the shape requires, by index.
  const std::vector<std::size_t>& required() const { return required_; }
  /// The next keys asked for are those of a new record, from its first on.
  void begin() { next_ = 0; }
  /// The index of the field that a record's next key spells, or -1. `key` must outlive this.
  int find_next(std::string_view key) {
    const std::size_t end = std::min(keys_.size(), next_ + most_left_out);
    for (std::size_t i = next_; i < end; ++i) {
      if (keys_[i].text != key) continue;
      next_ = i + 1;
      return keys_[i].field;
    }
    const int field = look_up(key);
    if (keys_.size() < most_keys) {
      keys_.insert(keys_.begin() + static_cast<std::ptrdiff_t>(next_), {key, field});
      ++next_;
    }
    return field;
  }

 private:
  /// Most who write a field write the next of the form after it.
  int look_up(std::string_view key) {
    const auto& fields = shape_->fields;
    const std::size_t end = std::min(fields.size(), after_ + most_left_out);
    for (std::size_t i = after_; i < end; ++i) {
      if (fields[i].name != key) continue;
      after_ = i + 1;
      return static_cast<int>(i);
    }
    const int field = shape_->find(key);
    if (field >= 0) after_ = static_cast<std::size_t>(field) + 1;
    return field;
  }

  static constexpr std::size_t most_left_out = 8;  // keys in a row that a record may lack
  static constexpr std::size_t most_keys = 64;
  struct Key {
    std::string_view text;
    int field;
  };
  const RecordShape* shape_;
  std::vector<std::size_t> required_;
  std::vector<Key> keys_;
  std::size_t next_ = 0;
  std::size_t after_ = 0;  // the field that was looked up last
};

/// What the last text of a field came to: the members of a list often say the same.
struct LastRead {
  const FieldShape* field = nullptr;
  const FieldType* type = nullptr;
  std::string_view text;
  std::optional<std::string_view> parent_key;
  cel::Value value;

  bool is(const FieldShape& other, const FieldType& other_type, std::string_view other_text,
          std::optional<std::string_view> other_parent) const {
    return field == &other && type == &other_type && text == other_text &&
           parent_key == other_parent;
  }
};

class Shaper {
 public:
  /// Where `diagnostics` is null, mistakes and what is missing are not noted.
  Shaper(Dossier& dossier, Diagnostics* diagnostics)
      : dossier_(dossier), document_(*dossier.document), diagnostics_(diagnostics) {}

  cel::Value read_record(const RecordShape& shape, NodeId node);
  /// Only these fields, by index, and those that they are looked up within.
  cel::Value read_fields(const RecordShape& shape, NodeId node,
                         const std::vector<std::uint32_t>& wanted);

 private:
  cel::Value read(const FieldShape& field, const FieldType& type, NodeId node,
                  std::optional<std::string_view> parent_key);
  cel::Value read_scalar(const FieldShape& field, const FieldType& type, NodeId node);
  cel::Value read_list(const FieldShape& field, const FieldType& type, NodeId node,
                       std::optional<std::string_view> parent_key);
  cel::Value read_reference(const FieldShape& field, NodeId node,
                            std::optional<std::string_view> parent_key);
  cel::Value read_nested(const FieldShape& field, const RecordShape& shape, NodeId node);
  /// The fields of the record at hand: the last of `places_` and `values_`, by index. Those of the
  /// records around it come before.
  class Fields;
  void place_fields(const RecordShape& shape, NodeId node, Fields& fields);
  void report_twice(const RecordShape& shape, int field, NodeId first, NodeId key);
  Layout& layout_of(const RecordShape& shape);
  LastRead& last_read(const FieldShape& field) {
    return last_reads_[reinterpret_cast<std::uintptr_t>(&field) / sizeof(FieldShape) %
                       last_reads_.size()];
  }
  void read_placed(const RecordShape& shape, Fields& fields);
  void report_unknown_field(const RecordShape& shape, NodeId key);
  void report_wrong_type(const FieldShape& field, const FieldType& type, NodeId node);
  void note_required(const RecordShape& shape, const cel::Record& record, NodeId node,
                     const Fields& fields);
  cel::Value finish_record(const RecordShape& shape, const Fields& fields, NodeId node);

  Dossier& dossier_;
  const Document& document_;
  Diagnostics* diagnostics_;
  std::vector<NodeId> places_;
  std::vector<cel::Value> values_;
  bool parent_misread_ = false;  ///< of the reference at hand: where it lies could not be read
  std::size_t names_without_row_ = 0;
  std::deque<Layout> layouts_;
  std::array<Layout*, 16> last_layouts_{};  // by shape
  std::array<LastRead, 64> last_reads_;  // by field
};

class Shaper::Fields {
 public:
  Fields(Shaper& shaper, const RecordShape& shape)
      : shaper_(shaper), begin_(shaper.places_.size()), size_(shape.fields.size()) {
    shaper_.places_.resize(begin_ + size_, no_node);
    shaper_.values_.resize(begin_ + size_, cel::Value::absent());
  }
  ~Fields() {
    shaper_.places_.resize(begin_);
    shaper_.values_.resize(begin_);
  }
  Fields(const Fields&) = delete;
  Fields& operator=(const Fields&) = delete;

  std::size_t size() const { return size_; }
  /// The node of its value; no_node where it is not written.
  NodeId& place(std::size_t field) { return shaper_.places_[begin_ + field]; }
  NodeId place(std::size_t field) const { return shaper_.places_[begin_ + field]; }
  const cel::Value& value(std::size_t field) const { return shaper_.values_[begin_ + field]; }
  void set(std::size_t field, const cel::Value& value) { shaper_.values_[begin_ + field] = value; }
  std::span<const cel::Value> values() const { return std::span(shaper_.values_).subspan(begin_); }

 private:
  Shaper& shaper_;
  std::size_t begin_;
  std::size_t size_;
};

Layout& Shaper::layout_of(const RecordShape& shape) {
  Layout*& last =
      last_layouts_[reinterpret_cast<std::uintptr_t>(&shape) / sizeof shape % last_layouts_.size()];
  if (last != nullptr && last->is_of(shape)) return *last;
  for (Layout& layout : layouts_) {
    if (layout.is_of(shape)) return *(last = &layout);
  }
  return *(last = &layouts_.emplace_back(shape));
}

cel::Value Shaper::finish_record(const RecordShape& shape, const Fields& fields, NodeId node) {
  return cel::Value::of(cel::make_record(*dossier_.arena, shape.record, fields.values())).at(node);
}

/// Finds the value node of each field; reports keys that spell none, or one twice.
void Shaper::place_fields(const RecordShape& shape, NodeId node, Fields& fields) {
  Layout& layout = layout_of(shape);
  layout.begin();
  for_each_entry(document_, node, [&](NodeId key, NodeId value) {
    const int index = layout.find_next(document_.text(key));
    if (index < 0) return report_unknown_field(shape, key);
    NodeId& place = fields.place(static_cast<std::size_t>(index));
    if (place == no_node) place = value;
    else report_twice(shape, index, place, key);
  });
}

/// `first` is the value that the field has already.
void Shaper::report_twice(const RecordShape& shape, int field, NodeId first, NodeId key) {
  if (diagnostics_ == nullptr) return;
  diagnostics_
      ->add("dossier-field-twice", document_.place(key),
            {{"field", shape.fields[static_cast<std::size_t>(field)].label},
             {"key", same(std::string(document_.text(key)))}})
      .related.push_back({{"先写在这里", "first written here"},
                          document_.place(document_.key_of(first))});
}

cel::Value Shaper::read_record(const RecordShape& shape, NodeId node) {
  // The record's place in `named` is taken before its fields', to keep document order.
  const std::size_t slot = dossier_.named.size();
  if (shape.identity) dossier_.named.push_back(nullptr);
  Fields fields(*this, shape);
  place_fields(shape, node, fields);
  read_placed(shape, fields);
  const cel::Value value = finish_record(shape, fields, node);
  if (shape.identity) dossier_.named[slot] = value.record;
  note_required(shape, *value.record, node, fields);
  return value;
}

cel::Value Shaper::read_fields(const RecordShape& shape, NodeId node,
                               const std::vector<std::uint32_t>& wanted) {
  std::vector<bool> kept(shape.fields.size(), false);
  for (const std::uint32_t field : wanted) {
    kept[field] = true;
    for (int parent = shape.fields[field].within; parent >= 0;) {
      kept[static_cast<std::size_t>(parent)] = true;
      parent = shape.fields[static_cast<std::size_t>(parent)].within;
    }
  }
  Fields fields(*this, shape);
  place_fields(shape, node, fields);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (!kept[i]) fields.place(i) = no_node;
  }
  read_placed(shape, fields);
  return finish_record(shape, fields, node);
}

/// The values of fields from where they stand.
void Shaper::read_placed(const RecordShape& shape, Fields& fields) {
  const auto read_one = [&](std::size_t i, std::optional<std::string_view> parent_key) {
    const NodeId node = fields.place(i);
    if (document_.kind(node) == NodeKind::empty) return;
    fields.set(i, read(shape.fields[i], *shape.fields[i].type, node, parent_key));
  };
  bool any_within = false;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields.place(i) == no_node) continue;
    if (shape.fields[i].within < 0) read_one(i, std::nullopt);
    else any_within = true;
  }
  for (std::size_t i = 0; any_within && i < fields.size(); ++i) {
    if (fields.place(i) == no_node || shape.fields[i].within < 0) continue;
    const auto within = static_cast<std::size_t>(shape.fields[i].within);
    const cel::Value& parent = fields.value(within);
    const Table& table = *shape.fields[i].type->table;
    std::optional<std::string_view> key;
    if (parent.is(cel::Kind::record) && parent.record->type() == table.row.record) {
      key = parent.record->field(table.key).text();
    }
    const NodeId stated = fields.place(within);
    parent_misread_ = !key && stated != no_node && document_.kind(stated) != NodeKind::empty;
    read_one(i, key);
    parent_misread_ = false;
  }
}

cel::Value Shaper::read(const FieldShape& field, const FieldType& type, NodeId node,
                        std::optional<std::string_view> parent_key) {
  switch (type.base) {
    case Base::record: return read_nested(field, *type.record, node);
    case Base::list: return read_list(field, type, node, parent_key);
    case Base::reference: return read_reference(field, node, parent_key);
    default: return read_scalar(field, type, node);
  }
}

cel::Value Shaper::read_scalar(const FieldShape& field, const FieldType& type, NodeId node) {
  if (document_.kind(node) != NodeKind::scalar) {
    report_wrong_type(field, type, node);
    return cel::Value::absent();
  }
  const std::string_view text = document_.text(node);
  LastRead& last = last_read(field);
  if (last.is(field, type, text, std::nullopt)) return last.value.at(node);
  const auto value = parse_scalar(type, text, *dossier_.arena);
  if (!value) {
    report_wrong_type(field, type, node);
    return cel::Value::absent();
  }
  last = {&field, &type, text, std::nullopt, *value};
  return value->at(node);
}

/// `from/to` for a period, a number for a document: the short forms of the built-in records.
cel::Value Shaper::read_nested(const FieldShape& field, const RecordShape& shape, NodeId node) {
  if (document_.kind(node) == NodeKind::mapping) return read_record(shape, node);
  const bool scalar = document_.kind(node) == NodeKind::scalar;
  if (scalar && shape.builtin == RecordShape::Builtin::document) {
    Fields fields(*this, shape);
    fields.set(static_cast<std::size_t>(shape.find("number")),
               cel::Value::of_string(document_.text(node)).at(node));
    return finish_record(shape, fields, node);
  }
  if (scalar && shape.builtin == RecordShape::Builtin::period) {
    const std::string_view text = document_.text(node);
    const auto slash = text.find('/');
    const auto from = parse_written_date(text.substr(0, slash));
    const auto to = slash == std::string_view::npos ? std::nullopt
                                                    : parse_written_date(text.substr(slash + 1));
    if (from && to) {
      Fields fields(*this, shape);
      fields.set(static_cast<std::size_t>(shape.find("from")), cel::Value::of_date(*from).at(node));
      fields.set(static_cast<std::size_t>(shape.find("to")), cel::Value::of_date(*to).at(node));
      return finish_record(shape, fields, node);
    }
  }
  FieldType wanted;
  wanted.base = Base::record;
  wanted.record = &shape;
  report_wrong_type(field, wanted, node);
  return cel::Value::absent();
}

cel::Value Shaper::read_list(const FieldShape& field, const FieldType& type, NodeId node,
                             std::optional<std::string_view> parent_key) {
  const bool one = document_.kind(node) != NodeKind::sequence;
  auto* values = dossier_.arena->make<cel::Value>(one ? 1 : document_.count(node));
  std::size_t count = 0;
  const auto add = [&](NodeId element) {
    if (document_.kind(element) == NodeKind::empty) {
      return report_wrong_type(field, *type.element, element);
    }
    const cel::Value value = read(field, *type.element, element, parent_key);
    if (!value.is(cel::Kind::absent)) {
      values[count++] = value;
    } else if (type.element->base == Base::record) {
      // An element that cannot be read still counts as one whose fields are not known.
      const RecordShape& shape = *type.element->record;
      values[count++] = finish_record(shape, Fields(*this, shape), element);
    }
  };
  if (one) add(node);
  else for_each_element(document_, node, add);
  auto* list = dossier_.arena->make<cel::List>();
  list->elements = {values, count};
  return cel::Value::of(list).at(node);
}

cel::Value Shaper::read_reference(const FieldShape& field, NodeId node,
                                  std::optional<std::string_view> parent_key) {
  if (document_.kind(node) != NodeKind::scalar) {
    report_wrong_type(field, *field.type, node);
    return cel::Value::absent();
  }
  const std::string_view text = document_.text(node);
  LastRead& last = last_read(field);
  if (last.is(field, *field.type, text, parent_key)) return last.value.at(node);
  const FieldShape* wanted = &field;
  FieldShape element;  // a list of references: the element's type, with the field's conditions
  if (field.type->base == Base::list) {
    element = field;
    element.type = field.type->element;
    wanted = &element;
  }
  // Of a dossier in which so many names are wrong, something else is.
  constexpr std::size_t most_suggestions = 100;
  const bool suggesting = diagnostics_ != nullptr && names_without_row_ < most_suggestions;
  const NameLookup found = look_up(*wanted, text, parent_key, suggesting);
  if (found.row) {
    last = {&field, field.type, text, parent_key, wanted->type->table->rows[*found.row]};
    return last.value.at(node);
  }
  ++names_without_row_;
  // What would tell several of one name apart is itself a mistake, which was told.
  const bool told = parent_misread_ && !found.candidates.empty();
  if (diagnostics_ != nullptr && !told) {
    report_no_row(*wanted, text, found, document_.place(node), *diagnostics_);
  }
  return cel::Value::absent();
}

void Shaper::report_unknown_field(const RecordShape& shape, NodeId key) {
  if (diagnostics_ == nullptr) return;
  const std::string name(document_.text(key));
  std::vector<std::string_view> known;
  for (const auto& field : shape.fields) {
    known.push_back(field.name);
    known.push_back(field.label.zh);
    for (const auto& other : field.also) known.push_back(other);
  }
  diagnostics_->add("dossier-unknown-field", document_.place(key),
                   {{"field", same(name)},
                    {"record", shape.label},
                    {"hint", near_hint(name, known)}});
}

void Shaper::report_wrong_type(const FieldShape& field, const FieldType& type, NodeId node) {
  if (diagnostics_ == nullptr) return;
  // A slip of the keyboard (a full-width colon, say) often turns keys and values into text.
  const bool collection = type.base == Base::record || type.base == Base::list;
  if (collection && report_slip_in(document_, node, *diagnostics_)) return;
  Localized found;
  switch (document_.kind(node)) {
    case NodeKind::scalar:
      return report_misfit(field, type, document_.text(node), document_.place(node), *diagnostics_);
    case NodeKind::sequence: found = {"列表", "a list"}; break;
    case NodeKind::mapping: found = {"键值表", "a mapping"}; break;
    case NodeKind::empty: found = {"空", "nothing"}; break;
  }
  diagnostics_->add("dossier-wrong-type", document_.place(node),
                   {{"field", field.label}, {"found", found}, {"required", expected_for(type)}});
}

void Shaper::note_required(const RecordShape& shape, const cel::Record& record, NodeId node,
                           const Fields& fields) {
  if (diagnostics_ == nullptr) return;
  for (const std::size_t i : layout_of(shape).required()) {
    // A field that is there and could not be read has its diagnostic already.
    const bool written =
        fields.place(i) != no_node && document_.kind(fields.place(i)) != NodeKind::empty;
    if (written) continue;
    MissingInformation missing;
    missing.field = shape.fields[i].label;
    missing.path = shape.fields[i].name;
    missing.place = document_.place(node);
    // Its path and holder are completed once the whole dossier is read.
    dossier_.required.push_back({missing, &record, static_cast<std::uint32_t>(i), node});
  }
}

Dossier begin(const Pack& pack, const Kind& kind, const Document& document) {
  Dossier dossier;
  dossier.document = &document;
  dossier.pack = &pack;
  dossier.kind = &kind;
  return dossier;
}

std::optional<std::int64_t> own_date(const Dossier& dossier) {
  if (dossier.kind->date_field < 0) return std::nullopt;
  const auto field = static_cast<std::size_t>(dossier.kind->date_field);
  const cel::Value& date = dossier.root.record->field(field);
  return date.is(cel::Kind::date) ? std::optional(date.days) : std::nullopt;
}

std::string text_of(const cel::Value& value) {
  return value.is(cel::Kind::string) ? std::string(value.text()) : std::string();
}

void read_justifications(Dossier& dossier) {
  const int index = dossier.kind->shape.find("justifications");
  const cel::Value& list = dossier.root.record->field(static_cast<std::size_t>(index));
  if (!list.is(cel::Kind::list)) return;
  for (const cel::Value& value : list.list->elements) {
    const auto field = [&](std::size_t i) -> const cel::Value& { return value.record->field(i); };
    Justification read;
    read.rule = text_of(field(0));
    read.subject = text_of(field(1));
    read.reason = text_of(field(2));
    read.approved_by = text_of(field(3));
    read.number = text_of(field(4));
    if (field(5).is(cel::Kind::date)) read.date = cel::format_date(field(5).days);
    read.place = dossier.document->place(value.origin);
    dossier.justifications.all.push_back(std::move(read));
  }
  dossier.justifications.used.assign(dossier.justifications.all.size(), false);
}

}  // namespace

Dossier shape_for(const Expression& condition, const Pack& pack, const Kind& kind,
                  const Document& document) {
  Dossier dossier = begin(pack, kind, document);
  Shaper shaper(dossier, nullptr);
  if (auto wanted = condition.program->fields_of(Slots::dossier)) {
    if (kind.date_field >= 0) wanted->push_back(static_cast<std::uint32_t>(kind.date_field));
    dossier.root = shaper.read_fields(kind.shape, document.root(), *wanted);
  } else {
    dossier.root = shaper.read_record(kind.shape, document.root());
  }
  dossier.own_date = own_date(dossier);
  return dossier;
}

Claim read_claim(const Document& document) {
  Claim claim;
  if (document.kind(document.root()) != NodeKind::mapping) return claim;
  for (const auto key : kind_keys) {
    const NodeId value = document.find(document.root(), key);
    if (value == no_node || document.kind(value) != NodeKind::scalar) continue;
    claim.kind = value;
    break;
  }
  for (const auto key : policy_keys) {
    const NodeId value = document.find(document.root(), key);
    if (value == no_node) continue;
    if (document.kind(value) == NodeKind::scalar) claim.policies.push_back(value);
    if (document.kind(value) != NodeKind::sequence) continue;
    for_each_element(document, value, [&](NodeId element) {
      if (document.kind(element) == NodeKind::scalar) claim.policies.push_back(element);
    });
  }
  return claim;
}

Dossier shape(const Packs& packs, const Pack& pack, const Kind& kind, const Document& document,
              Diagnostics& diagnostics) {
  Dossier dossier = begin(pack, kind, document);
  dossier.root = Shaper(dossier, &diagnostics).read_record(kind.shape, document.root());
  dossier.own_date = own_date(dossier);
  dossier.title = title_of(packs, dossier, dossier.root);
  for (auto& required : dossier.required) {
    required.missing = describe_missing(packs, dossier, required.record->type(), required.field,
                                        required.holder, required.missing.path);
  }
  read_justifications(dossier);
  return dossier;
}

}  // namespace guiju
