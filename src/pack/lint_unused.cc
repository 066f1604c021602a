// What is declared and nothing reads.

#include <algorithm>

#include "pack/lint_impl.h"

namespace guiju {
namespace {

using cel::Node;
using cel::TypeKind;

/// Everything that the expressions of a pack read.
class Reads {
 public:
  explicit Reads(Linter& linter) : linter_(linter) {
    for_each_expression(linter.pack, [&](const Expression& expression, Role role) {
      if (const auto* formula = linter_.formulas.of(expression))
        take(*formula, role);
      else
        take_words(expression.text);
    });
  }

  bool holds(const cel::RecordType* record, std::uint32_t field) const {
    return fields_.contains({record, field}) || words_.contains(record->fields()[field].name);
  }
  void add(const RecordShape& shape, std::uint32_t field) { fields_.emplace(shape.record, field); }
  /// A value that is read as a whole: everything in it.
  void add_whole(const cel::Type* type);

 private:
  void take(const Formula& formula, Role role);
  void take_whole_arguments(const Formula& formula, const Node& node);
  void take_words(std::string_view text);

  Linter& linter_;
  std::set<std::pair<const cel::RecordType*, std::uint32_t>> fields_;
  std::set<std::string, std::less<>> words_;  ///< of expressions that did not compile
};

void Reads::take(const Formula& formula, Role role) {
  for_each_node(*formula.root, [&](const Node& node) {
    const auto* info = formula.info(node);
    if (info == nullptr) return;
    if (info->meaning == cel::Meaning::field) fields_.emplace(info->record, info->field);
    take_whole_arguments(formula, node);
  });
  const bool whole = role != Role::each && role != Role::universe && role != Role::at;
  if (whole) add_whole(formula.checked.type);
}

/// Functions and comparisons look into the records they are given.
void Reads::take_whole_arguments(const Formula& formula, const Node& node) {
  const auto* own = formula.info(node);
  const bool call = node.kind == cel::NodeKind::call && own->macro == cel::Macro::none;
  const bool comparison = node.kind == cel::NodeKind::binary && node.op != cel::Operator::add;
  if (!call && !comparison) return;
  for (std::size_t i = call && node.member ? 1 : 0; i < node.children.size(); ++i) {
    if (const auto* info = formula.info(*node.children[i])) add_whole(info->type);
  }
}

void Reads::add_whole(const cel::Type* type) {
  while ((type->kind == TypeKind::list || type->kind == TypeKind::optional) &&
         !type->parameters.empty()) {
    type = type->parameters.front();
  }
  if (type->kind != TypeKind::record || type->record == linter_.pack.parameter_record) return;
  for (std::uint32_t i = 0; i < type->record->fields().size(); ++i) {
    if (fields_.emplace(type->record, i).second) add_whole(type->record->fields()[i].type);
  }
}

void Reads::take_words(std::string_view text) {
  std::string word;
  for (const char c : std::string(text) + " ") {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_') {
      word += c;
    } else if (!word.empty()) {
      words_.insert(std::move(word));
      word.clear();
    }
  }
}

/// What messages, dates and references need of a record, beside the rules.
void read_shape(const RecordShape& shape, Reads& reads) {
  const RecordShape* at = &shape;
  for (const std::uint32_t step : shape.title) {
    if (at == nullptr) break;
    reads.add(*at, step);
    const FieldType* type = at->fields[step].type;
    at = type->base == FieldType::Base::reference ? &type->table->row : type->record;
  }
  for (std::uint32_t i = 0; i < shape.fields.size(); ++i) {
    if (shape.fields[i].required) reads.add(shape, i);
    if (shape.fields[i].within >= 0) {
      reads.add(shape, static_cast<std::uint32_t>(shape.fields[i].within));
    }
  }
}

std::vector<const RecordShape*> own_shapes(const Linter& linter) {
  std::vector<const RecordShape*> shapes;
  for (const auto& [name, shape] : linter.folder.scope->records) shapes.push_back(shape);
  for (const auto& kind : linter.pack.kinds) shapes.push_back(&kind->shape);
  return shapes;
}

// ---- declarations that nothing uses ----

/// The types and enumerations that a dossier of the pack, or a figure, can hold.
class Reachable {
 public:
  explicit Reachable(const Pack& pack) {
    for (const auto& kind : pack.kinds) add(kind->shape);
    for (const auto& parameter : pack.parameters) add(*parameter.type);
  }
  bool holds(const void* shape) const { return shapes_.contains(shape); }

 private:
  void add(const RecordShape& shape) {
    if (!shapes_.insert(&shape).second) return;
    for (const auto& field : shape.fields) add(*field.type);
  }
  void add(const FieldType& type) {
    if (type.element != nullptr) add(*type.element);
    if (type.record != nullptr) add(*type.record);
    if (type.enumeration != nullptr) shapes_.insert(type.enumeration);
  }

  std::set<const void*> shapes_;
};

void look_at_declarations(Linter& linter, std::set<const RecordShape*>& unused) {
  const Reachable reachable(linter.pack);
  const auto report = [&](const auto& shape) {
    linter.diagnostics.add("lint-unused-type", shape.document->place(shape.node),
                           {{"name", same(shape.name)}});
  };
  for (const auto& [name, shape] : linter.folder.scope->enums) {
    if (!reachable.holds(shape)) report(*shape);
  }
  for (const auto& [name, shape] : linter.folder.scope->records) {
    if (reachable.holds(shape)) continue;
    report(*shape);
    unused.insert(shape);
  }
}

std::set<const Kind*> judged_kinds(const Pack& pack) {
  std::set<const Kind*> kinds;
  for_each_rule(pack, [&](const Rule& rule) {
    kinds.insert(rule.select.kind);
    if (rule.match.partner.kind != nullptr) kinds.insert(rule.match.partner.kind);
    for (const auto& group : rule.group) {
      if (group.universe_kind != nullptr) kinds.insert(group.universe_kind);
    }
  });
  for (const auto& clause : pack.clauses) {
    for (const auto& review : clause->reviews) kinds.insert(review->kind);
  }
  return kinds;
}

void look_at_kinds(Linter& linter, std::set<const RecordShape*>& unused) {
  const auto judged = judged_kinds(linter.pack);
  // A rule whose kind is misspelt may have meant this one.
  if (judged.contains(nullptr)) return;
  for (const auto& kind : linter.pack.kinds) {
    if (judged.contains(kind.get())) continue;
    linter.diagnostics.add("lint-unused-kind", kind->place, {{"name", same(kind->shape.name)}});
    unused.insert(&kind->shape);
  }
}

void look_at_fields(Linter& linter, Reads& reads, const std::set<const RecordShape*>& unused) {
  for (const auto* shape : own_shapes(linter)) read_shape(*shape, reads);
  for (const auto& kind : linter.pack.kinds) {
    if (kind->date_field >= 0) {
      reads.add(kind->shape, static_cast<std::uint32_t>(kind->date_field));
    }
  }
  for (const auto* shape : own_shapes(linter)) {
    if (unused.contains(shape)) continue;
    for (std::uint32_t i = 0; i < shape->fields.size(); ++i) {
      const FieldShape& field = shape->fields[i];
      if (field.node == no_node || reads.holds(shape->record, i)) continue;
      linter.diagnostics.add("lint-unread-field", shape->document->place(field.node),
                             {{"field", same(shape->name + "." + field.name)}});
    }
  }
}

// ---- of the pack itself ----

void look_at_parameters(Linter& linter, const Reads& reads) {
  const auto* record = linter.pack.parameter_record;
  for (std::uint32_t i = 0; i < linter.pack.parameters.size(); ++i) {
    const Parameter& parameter = linter.pack.parameters[i];
    if (reads.holds(record, i)) continue;
    linter.diagnostics.add("lint-unused-parameter", parameter.place,
                           {{"name", same(parameter.name)}});
  }
}

void look_at_sections(Linter& linter) {
  const Pack& pack = linter.pack;
  const Document& document = *pack.document;
  if (pack.sections.empty()) return;
  for (const auto& clause : pack.clauses) {
    if (clause->id.empty() || pack.sections.contains(clause->section)) continue;
    linter.diagnostics.add("lint-unknown-section", clause->place,
                           {{"section", same(clause->section)}});
  }
  for_each_entry(document, document.find(document.root(), "sections"), [&](NodeId key, NodeId) {
    const auto name = document.text(key);
    // A heading stands over its sections too.
    const auto below = [&](const auto& clause) { return clause->section.starts_with(name); };
    if (std::any_of(pack.clauses.begin(), pack.clauses.end(), below)) return;
    linter.diagnostics.add("lint-unused-section", document.place(key),
                           {{"section", same(std::string(name))}});
  });
}

bool mentions(const Localized& words, const std::string& name) {
  const auto place = "{" + name + "}";
  return words.zh.find(place) != std::string::npos || words.en.find(place) != std::string::npos;
}

/// Values to show that no text uses. What several rules share by an anchor is written once, and one
/// rule that uses it is enough.
void look_at_shown(Linter& linter) {
  struct Shown {
    std::string name;
    NodeId node = no_node;
    bool used = false;
  };
  std::map<std::uint32_t, Shown> by_place;
  for_each_rule(linter.pack, [&](const Rule& rule) {
    for (const auto& [name, value] : rule.show) {
      if (value.node == no_node) continue;  // none could be read, which was told
      Shown& shown = by_place[value.place.span.begin];
      shown.name = name;
      shown.node = value.node;
      shown.used = shown.used || mentions(rule.message, name) || mentions(rule.fix, name);
    }
  });
  const Document& document = *linter.pack.document;
  for (const auto& [place, shown] : by_place) {
    if (shown.used) continue;
    linter.diagnostics.add("lint-unused-show", document.place(document.key_of(shown.node)),
                           {{"name", same(shown.name)}});
  }
}

}  // namespace

void lint_unused(Linter& linter) {
  Reads reads(linter);
  std::set<const RecordShape*> unused;
  look_at_parameters(linter, reads);
  look_at_sections(linter);
  look_at_shown(linter);
  look_at_declarations(linter, unused);
  look_at_kinds(linter, unused);
  look_at_fields(linter, reads, unused);
}

}  // namespace guiju
