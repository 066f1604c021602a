#include "pack/read_pack.h"

#include <algorithm>

#include "pack/compile.h"
#include "pack/value.h"

namespace guiju {
namespace {

/// A parameter's type where the pack does not state it: what the text looks like.
std::string_view guess_type(std::string_view text, bool quoted) {
  if (quoted) return "string";
  if (text == "true" || text == "false") return "bool";
  if (cel::parse_date(text)) return "date";
  const bool digits = !text.empty() && text.find_first_not_of("-0123456789.") == std::string::npos;
  if (!digits) return "string";
  return text.find('.') == std::string_view::npos ? "int" : "number";
}

}  // namespace

std::unique_ptr<cel::Environment> make_environment(Packs::Impl& impl, const Pack& pack,
                                                   const Kind* kind,
                                                   const std::string& element_name,
                                                   const cel::Type* element_type) {
  auto made = std::make_unique<cel::Environment>(impl.types);
  made->share(impl.patterns);
  const cel::Type* dyn = cel::Types::simple(cel::TypeKind::dyn);
  made->declare("dossier", kind == nullptr ? dyn : kind->shape.type);
  made->declare("params", impl.types.record(pack.parameter_record));
  made->declare("lists", impl.types.record(impl.lists_record));
  made->declare("as_of", cel::Types::simple(cel::TypeKind::date));
  // The slot is always there, so that slots are the same in every environment; a name with a
  // space cannot be written in an expression.
  made->declare(element_name.empty() ? "no element" : element_name,
                element_type == nullptr ? dyn : element_type);
  for (const auto& table : impl.tables) {
    made->declare(table->name, impl.types.list_of(table->row.type));
  }
  return made;
}

Expression compile_for(Packs& packs, const Pack& pack, const Kind& kind, const SourceFile& source,
                       Diagnostics& diagnostics) {
  Packs::Impl& impl = packs.impl();
  impl.environments.push_back(make_environment(impl, pack, &kind, "", nullptr));
  Expression expression;
  expression.text = std::string(source.bytes());
  expression.place = place_of(source, {0, static_cast<std::uint32_t>(source.bytes().size())});
  expression.environment = impl.environments.back().get();
  expression.program =
      cel::compile(expression.text, *impl.environments.back(), nullptr,
                   [&source](Span span) { return place_of(source, span); }, diagnostics);
  return expression;
}

std::optional<Expression> compile_instead(const Expression& expression, std::string text) {
  Diagnostics unheard;  // whoever asks tries texts that may be unsound
  Expression made;
  made.program = cel::compile(text, *expression.environment, expression.expected,
                              [&expression](Span) { return expression.place; }, unheard);
  if (!made.program) return std::nullopt;
  made.text = std::move(text);
  made.place = expression.place;
  made.environment = expression.environment;
  made.expected = expression.expected;
  return made;
}

std::unique_ptr<Pack> read_pack(Packs::Impl& impl, const Scope& scope,
                                std::vector<std::unique_ptr<Kind>> kinds, const Document& document,
                                Diagnostics& diagnostics) {
  auto pack = std::make_unique<Pack>();
  pack->kinds = std::move(kinds);
  pack->document = &document;
  PackReader(impl, scope, *pack, document, diagnostics).read();
  return pack;
}

void PackReader::read() {
  Fields fields(document_, document_.root(), diagnostics_);
  pack_.place = fields.place();
  pack_.lists_record = impl_.lists_record;
  pack_.id = fields.require_text("pack").value_or("");
  pack_.version = fields.require_text("version").value_or("");
  pack_.title = fields.require_localized("title");
  if (const NodeId policy = fields.require("policy"); policy != no_node) read_policy(policy);
  read_sections(fields.find("sections"));
  read_parameters(fields.find("params"));
  read_applies(fields.find("applies"));
  for (const NodeId clause : elements_of(document_, fields.require("clauses"))) read_clause(clause);
  link_also();
  check_dispositions();
  check_parameter_clauses();
  fields.finish();
}

void PackReader::read_policy(NodeId node) {
  Fields fields(document_, node, diagnostics_);
  pack_.issuer = fields.require_localized("issuer");
  pack_.number = fields.text("number").value_or("");
  pack_.issued = fields.date("issued");
  if (const NodeId period = fields.require("in_force"); period != no_node) {
    pack_.in_force = document_.place(period);
    Fields in_force(document_, period, diagnostics_);
    pack_.from = in_force.date("from");
    pack_.until = in_force.date("until");
    in_force.finish();
  }
  fields.finish();
}

void PackReader::read_sections(NodeId node) {
  for (const auto& [key, value] : entries_of(document_, node, diagnostics_)) {
    pack_.sections[std::string(document_.text(key))] =
        read_localized(document_, value, diagnostics_);
  }
}

void PackReader::read_applies(NodeId node) {
  for (const auto& [key, value] : entries_of(document_, node, diagnostics_)) {
    const Kind* kind = pack_.find_kind(document_.text(key));
    if (kind == nullptr) {
      std::vector<std::string> names;
      for (const auto& known : pack_.kinds) names.push_back(known->shape.name);
      report_unknown_name(document_, key, {"材料类型", "kind"}, names, diagnostics_);
      continue;
    }
    const auto& scope = environment(kind, "", nullptr);
    pack_.applies[kind->shape.name] = compile(value, scope, simple(cel::TypeKind::boolean));
  }
}

// ---- parameters ----

void PackReader::read_parameters(NodeId node) {
  cel::RecordType* record = impl_.types.new_record("params");
  for (const auto& [key, value] : entries_of(document_, node, diagnostics_)) {
    read_parameter(key, value);
  }
  for (const auto& parameter : pack_.parameters) record->add(parameter.name, parameter.type->type);
  pack_.parameter_record = record;
}

const FieldType* PackReader::infer_type(NodeId node) {
  const bool list = document_.kind(node) == NodeKind::sequence;
  const NodeId sample = list && document_.count(node) > 0 ? document_.first(node) : node;
  const bool quoted = document_.style(sample) != ScalarStyle::plain;
  const std::string element(guess_type(document_.text(sample), quoted));
  return make_type(impl_, scope_, list ? "list(" + element + ")" : element);
}

std::optional<cel::Value> PackReader::read_value(const FieldType& type, NodeId node) {
  if (type.base == FieldType::Base::list) {
    std::vector<cel::Value> values;
    for (const NodeId element : elements_of(document_, node)) {
      if (auto value = read_value(*type.element, element)) values.push_back(*value);
    }
    auto* kept = impl_.arena.make<cel::Value>(values.size());
    std::copy(values.begin(), values.end(), kept);
    return cel::Value::of(cel::make_list(impl_.arena, {kept, values.size()}));
  }
  const auto value = document_.kind(node) == NodeKind::scalar
                         ? parse_scalar(type, document_.text(node), impl_.arena)
                         : std::nullopt;
  if (!value) {
    diagnostics_.add("pack-wrong-type", document_.place(node),
                     {{"found", same(std::string(document_.text(node)))},
                      {"required", expected_for(type)}});
  }
  return value;
}

void PackReader::read_parameter(NodeId key, NodeId node) {
  Fields fields(document_, node, diagnostics_);
  Parameter parameter;
  parameter.name = std::string(document_.text(key));
  parameter.place = document_.place(key);
  parameter.clause = fields.require_text("clause").value_or("");
  parameter_clauses_.emplace_back(parameter.clause, fields.find("clause"));
  const NodeId value = fields.find("value");
  const NodeId dated = fields.find("dated");
  const NodeId type = fields.find("type");
  fields.finish();
  if ((value == no_node) == (dated == no_node)) {
    diagnostics_.add("pack-parameter-value", parameter.place, {{"name", same(parameter.name)}});
  }
  std::vector<std::pair<std::optional<std::int64_t>, NodeId>> versions;
  if (value != no_node) versions.emplace_back(std::nullopt, value);
  for (const NodeId version : elements_of(document_, dated)) {
    Fields entry(document_, version, diagnostics_);
    const auto from = entry.date("from");
    if (const NodeId held = entry.require("value"); held != no_node) versions.emplace_back(from, held);
    entry.finish();
  }
  if (type != no_node) {
    parameter.type = read_type(impl_, scope_, document_, type, diagnostics_);
  } else {
    parameter.type = versions.empty() ? any_type(impl_) : infer_type(versions.front().second);
  }
  for (const auto& [from, held] : versions) {
    if (is_any(*parameter.type)) break;
    if (auto read = read_value(*parameter.type, held)) {
      parameter.versions.push_back({from, *read, document_.place(held)});
    }
  }
  pack_.parameters.push_back(std::move(parameter));
}

void PackReader::check_parameter_clauses() {
  for (const auto& [clause, node] : parameter_clauses_) {
    if (node == no_node || pack_.find_clause(clause) != nullptr) continue;
    report_unknown_clause(node);
  }
}

// ---- expressions ----

const cel::Environment& PackReader::environment(const Kind* kind, const std::string& element_name,
                                                const cel::Type* element_type) {
  auto& known = environments_[{kind, element_name, element_type}];
  if (known != nullptr) return *known;
  auto made = make_environment(impl_, pack_, kind, element_name, element_type);
  known = made.get();
  impl_.environments.push_back(std::move(made));
  return *known;
}

Expression PackReader::compile(NodeId node, const cel::Environment& environment,
                               const cel::Type* expected) {
  Expression expression;
  expression.place = document_.place(node);
  if (document_.kind(node) != NodeKind::scalar) {
    diagnostics_.add("pack-expression-not-text", expression.place);
    return expression;
  }
  expression.text = std::string(document_.text(node));
  expression.environment = &environment;
  expression.expected = expected;
  expression.document = &document_;
  expression.node = node;
  const Document* document = &document_;
  const auto placing = [document, node](Span span) {
    return place_of(document->source(), document->span_within(node, span.begin, span.end));
  };
  expression.program =
      cel::compile(expression.text, environment, expected, placing, diagnostics_);
  return expression;
}

Expression PackReader::compile_field(Fields& fields, std::string_view key,
                                     const cel::Environment& environment,
                                     const cel::Type* expected) {
  const NodeId node = fields.find(key);
  return node == no_node ? Expression{} : compile(node, environment, expected);
}

std::vector<Expression> PackReader::compile_list(NodeId node, const cel::Environment& environment) {
  std::vector<Expression> all;
  for (const NodeId element : elements_of(document_, node)) {
    all.push_back(compile(element, environment, nullptr));
  }
  return all;
}

}  // namespace guiju
