#include <algorithm>
#include <array>

#include "pack/hint.h"
#include "pack/read_pack.h"

namespace guiju {
namespace {

struct FormField {
  std::string_view key;
  Form form;
};
// `group` comes before `count`, which it takes for the bounds of each group.
constexpr std::array form_fields{FormField{"group", Form::group},     FormField{"count", Form::count},
                                 FormField{"require", Form::require}, FormField{"unique", Form::unique},
                                 FormField{"match", Form::match},     FormField{"needs", Form::evidence}};

bool holds(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// The scalars of `{zh: …, en: …}`, or the one that stands for both.
std::vector<NodeId> texts_of(const Document& document, NodeId node) {
  if (document.kind(node) == NodeKind::scalar) return {node};
  std::vector<NodeId> texts;
  if (document.kind(node) != NodeKind::mapping) return texts;
  for_each_entry(document, node, [&](NodeId, NodeId value) {
    if (document.kind(value) == NodeKind::scalar) texts.push_back(value);
  });
  return texts;
}

}  // namespace

void PackReader::read_clause(NodeId node) {
  Fields fields(document_, node, diagnostics_);
  auto clause = std::make_unique<Clause>();
  clause->pack = &pack_;
  clause->place = fields.place();
  clause->node = node;
  clause->id = fields.require_text("id").value_or("");
  clause->section = clause->id.substr(0, clause->id.find('.'));
  if (const NodeId id = fields.find("id"); id != no_node) clause->place = document_.place(id);
  if (!clause->id.empty() && pack_.find_clause(clause->id) != nullptr) {
    diagnostics_.add("pack-duplicate-name", clause->place, {{"name", same(clause->id)}});
  }
  clause->strength = read_strength(fields, Strength::must);
  clause->says = fields.require_localized("says");
  clause->reading = fields.localized("reading");
  clause->info = fields.localized("info");
  Clause& kept = *clause;
  clause->order = static_cast<std::uint32_t>(pack_.clauses.size());
  pack_.clauses.push_back(std::move(clause));
  read_rules(kept, fields.find("rules"), Disposition::rules);
  read_rules(kept, fields.find("evidence"), Disposition::evidence);
  read_reviews(kept, fields.find("review"));
  if (!kept.info.empty()) kept.dispositions.push_back(Disposition::info);
  read_rules(kept, fields.find("programme"), Disposition::programme);
  fields.finish();
}

Strength PackReader::read_strength(Fields& fields, Strength otherwise) {
  const auto written = fields.text("strength");
  if (!written || *written == "info") return otherwise;
  const auto parsed = parse_strength(*written);
  if (!parsed) {
    diagnostics_.add(
        "pack-wrong-type", document_.place(fields.find("strength")),
        {{"found", same(*written)}, {"required", same("must · in-principle · encouraged")}});
  }
  return parsed.value_or(otherwise);
}

void PackReader::read_rules(Clause& clause, NodeId node, Disposition disposition) {
  const auto rules = elements_of(document_, node);
  if (rules.empty()) return;
  clause.dispositions.push_back(disposition);
  for (const NodeId rule : rules) read_rule(clause, rule, disposition);
}

const Kind* PackReader::read_kind(Fields& fields) {
  const auto name = fields.require_text("kind");
  if (!name) return nullptr;
  if (const Kind* kind = pack_.find_kind(*name)) return kind;
  std::vector<std::string> names;
  for (const auto& kind : pack_.kinds) names.push_back(kind->shape.name);
  diagnostics_.add("pack-unknown-kind", document_.place(fields.find("kind")),
                   {{"name", same(*name)}, {"hint", near_hint(*name, names)}});
  return nullptr;
}

const cel::Environment& PackReader::read_selection(Selection& selection, Fields& fields,
                                                   const Kind* kind) {
  selection.kind = kind;
  const NodeId each = fields.find("each");
  const auto as = fields.text("as");
  if (each == no_node) {
    const auto& scope = environment(kind, "", nullptr);
    selection.where = compile_field(fields, "where", scope, simple(cel::TypeKind::boolean));
    return scope;
  }
  const auto* any_list = impl_.types.list_of(simple(cel::TypeKind::dyn));
  selection.each = compile(each, environment(kind, "", nullptr), any_list);
  selection.as = as.value_or("element");
  const cel::Type* element = nullptr;
  if (selection.each && selection.each.program->type()->kind == cel::TypeKind::list) {
    element = selection.each.program->type()->parameters.front();
    if (element->kind == cel::TypeKind::record) {
      if (const auto found = impl_.shapes.find(element->record); found != impl_.shapes.end()) {
        selection.element_record = found->second;
      }
    }
    if (const auto found = impl_.enum_shapes.find(element); found != impl_.enum_shapes.end()) {
      selection.element_enum = found->second;
    }
  }
  selection.type = element;
  const auto& scope = environment(kind, selection.as, element);
  selection.where = compile_field(fields, "where", scope, simple(cel::TypeKind::boolean));
  return scope;
}

void PackReader::read_rule(Clause& clause, NodeId node, Disposition disposition) {
  Fields fields(document_, node, diagnostics_);
  auto rule = std::make_unique<Rule>();
  rule->pack = &pack_;
  rule->clause = &clause;
  rule->disposition = disposition;
  rule->place = fields.place();
  rule->node = node;
  rule->id = fields.require_text("id").value_or("");
  rule->address = pack_.id + "/" + rule->id;
  if (const NodeId id = fields.find("id"); id != no_node) {
    rule->place = document_.place(id);
    if (!ids_.emplace(rule->id, rule->place).second) {
      diagnostics_.add("pack-duplicate-name", rule->place, {{"name", same(rule->id)}});
    }
  }
  rule->strength = read_strength(fields, clause.strength);
  const auto across = fields.text("across");
  rule->across = across.has_value() || disposition == Disposition::programme;
  if (across && *across != "audit") {
    diagnostics_.add("pack-wrong-type", document_.place(fields.find("across")),
                     {{"found", same(*across)}, {"required", same("audit")}});
  }
  if (const NodeId also = fields.find("also"); also != no_node) also_.emplace_back(rule.get(), also);
  rule->due = fields.date("due");
  const Kind* kind = read_kind(fields);
  const auto& scope = read_selection(rule->select, fields, kind);
  const auto& whole = environment(kind, "", nullptr);
  rule->when = compile_field(fields, "when", whole, simple(cel::TypeKind::boolean));
  rule->distinct = compile_field(fields, "distinct", scope, nullptr);
  read_form(*rule, fields, scope);
  // A count is about the dossier as a whole, so its words see no element.
  read_words(*rule, fields, rule->form == Form::count ? whole : scope);
  fields.finish();
  check_placeholders(*rule, node);
  rule->order = static_cast<std::uint32_t>(pack_.rules.size());
  pack_.rules.push_back(rule.get());
  clause.rules.push_back(std::move(rule));
}

void PackReader::read_form(Rule& rule, Fields& fields, const cel::Environment& environment) {
  std::vector<std::string> given;
  for (const auto& row : form_fields) {
    if (!fields.has(row.key)) continue;
    if (row.form == Form::count && rule.form == Form::group) continue;
    rule.form = row.form;
    given.emplace_back(row.key);
  }
  if (given.size() != 1) {
    diagnostics_.add(given.empty() ? "pack-no-form" : "pack-two-forms", rule.place,
                     {{"rule", same(rule.id)}});
  }
  const auto* boolean = simple(cel::TypeKind::boolean);
  if (const NodeId count = fields.find("count"); count != no_node) {
    // Bounds are the same for all elements, so they see the dossier only.
    read_count(rule, count, this->environment(rule.select.kind, "", nullptr));
  }
  rule.require = compile_field(fields, "require", environment, boolean);
  if (const NodeId unique = fields.find("unique"); unique != no_node) {
    rule.key = compile_list(unique, environment);
  }
  if (const NodeId needs = fields.find("needs"); needs != no_node) {
    rule.needs = compile_list(needs, environment);
  }
  const NodeId key = rule.form == Form::match ? fields.require("key") : no_node;
  if (key != no_node) rule.key = compile_list(key, environment);
  if (const NodeId match = fields.find("match"); match != no_node) read_match(rule, match);
  if (const NodeId group = fields.find("group"); group != no_node) {
    read_group(rule, group, environment);
    fields.require("count");
  }
}

void PackReader::read_count(Rule& rule, NodeId node, const cel::Environment& environment) {
  Fields fields(document_, node, diagnostics_);
  const auto* integer = simple(cel::TypeKind::integer);
  rule.bounds.min = compile_field(fields, "min", environment, integer);
  rule.bounds.max = compile_field(fields, "max", environment, integer);
  rule.bounds.exactly = compile_field(fields, "exactly", environment, integer);
  rule.bounds.unit = fields.localized("unit");
  const bool ranged = fields.has("min") || fields.has("max");
  if (ranged == fields.has("exactly")) {
    diagnostics_.add("pack-count-bounds", document_.place(node), {{"rule", same(rule.id)}});
  }
  fields.finish();
}

void PackReader::read_match(Rule& rule, NodeId node) {
  Fields fields(document_, node, diagnostics_);
  MatchForm& match = rule.match;
  const bool other_kind = fields.has("kind");
  const Kind* kind = other_kind ? read_kind(fields) : rule.select.kind;
  match.same_dossier = !other_kind;
  const auto& scope = read_selection(match.partner, fields, kind);
  if (const NodeId key = fields.require("key"); key != no_node) match.key = compile_list(key, scope);
  read_condition(rule, fields, scope);
  const auto expect = fields.text("expect");
  if (expect && *expect != "some" && *expect != "none") {
    diagnostics_.add("pack-wrong-type", document_.place(fields.find("expect")),
                     {{"found", same(*expect)}, {"required", same("some · none")}});
  }
  match.none = expect == "none";
  match.other_dossiers = fields.flag("other_dossiers");
  fields.finish();
  if (match.key.size() != rule.key.size()) {
    diagnostics_.add("pack-key-sizes", document_.place(node),
                     {{"left", same(std::to_string(rule.key.size()))},
                      {"right", same(std::to_string(match.key.size()))}});
  }
}

/// `values` are the partner's; `if` sees them beside everything the rule itself sees. Their slots
/// come after those of the tables, in the order in which they are written.
void PackReader::read_condition(Rule& rule, Fields& fields, const cel::Environment& partner) {
  MatchForm& match = rule.match;
  for (const auto& [name, value] : entries_of(document_, fields.find("values"), diagnostics_)) {
    match.values.emplace_back(document_.text(name), compile(value, partner, nullptr));
  }
  const NodeId condition = fields.find("if");
  if (condition == no_node) return;
  auto own = make_environment(impl_, pack_, rule.select.kind, rule.select.as, rule.select.type);
  for (const auto& [name, value] : match.values) {
    own->declare(name, value ? value.program->type() : simple(cel::TypeKind::dyn));
  }
  match.condition = compile(condition, *own, simple(cel::TypeKind::boolean));
  impl_.environments.push_back(std::move(own));
}

void PackReader::read_group(Rule& rule, NodeId node, const cel::Environment& environment) {
  Fields fields(document_, node, diagnostics_);
  for (const auto& [name, key] : entries_of(document_, fields.require("by"), diagnostics_)) {
    GroupKey& group = rule.group.emplace_back();
    group.name = std::string(document_.text(name));
    group.key = compile(key, environment, nullptr);
  }
  const NodeId universe = fields.find("universe");
  fields.finish();
  for (const auto& [name, values] : entries_of(document_, universe, diagnostics_)) {
    const std::string_view word = document_.text(name);
    const auto key = std::find_if(rule.group.begin(), rule.group.end(),
                                  [&](const GroupKey& group) { return group.name == word; });
    if (key == rule.group.end()) {
      std::vector<std::string> names;
      for (const auto& group : rule.group) names.push_back(group.name);
      report_unknown_name(document_, name, {"分组键", "group key"}, names, diagnostics_);
      continue;
    }
    read_universe(*key, values, environment);
  }
}

void PackReader::read_universe(GroupKey& key, NodeId node, const cel::Environment& environment) {
  const auto* any_list = impl_.types.list_of(simple(cel::TypeKind::dyn));
  if (document_.kind(node) != NodeKind::mapping) {
    key.universe = compile(node, environment, any_list);
    return;
  }
  Fields fields(document_, node, diagnostics_);
  key.universe_kind = read_kind(fields);
  const NodeId each = fields.require("each");
  if (each != no_node) {
    key.universe = compile(each, this->environment(key.universe_kind, "", nullptr), any_list);
  }
  fields.finish();
}

void PackReader::read_words(Rule& rule, Fields& fields, const cel::Environment& environment) {
  rule.message = fields.localized("message");
  rule.fix = fields.localized("fix");
  rule.reading = fields.localized("reading");
  rule.at = compile_field(fields, "at", environment, nullptr);
  rule.subject = compile_field(fields, "subject", environment, simple(cel::TypeKind::string));
  for (const auto& [name, value] : entries_of(document_, fields.find("show"), diagnostics_)) {
    rule.show.emplace_back(document_.text(name), compile(value, environment, nullptr));
  }
}

void PackReader::check_placeholders(const Rule& rule, NodeId node) {
  std::vector<std::string> known{"subject"};
  if (rule.form == Form::count || rule.form == Form::group) {
    known.insert(known.end(), {"found", "required", "gap", "unit"});
  }
  for (const auto& [name, expression] : rule.show) known.push_back(name);
  for (const auto& key : rule.group) known.push_back(key.name);
  for (const char* field : {"message", "fix"}) {
    std::vector<std::string> reported;  // once a sentence, whatever its languages
    const NodeId words = document_.find(node, field);
    if (words == no_node) continue;
    for (const NodeId text : texts_of(document_, words)) {
      for (const auto& [name, where] : placeholders_of(document_.text(text))) {
        if (holds(known, name) || holds(reported, name)) continue;
        reported.push_back(name);
        const Span span = document_.span_within(text, where.begin, where.end);
        diagnostics_.add("pack-unknown-placeholder", place_of(document_.source(), span),
                         {{"name", same(name)}, {"hint", near_hint(name, known)}});
      }
    }
  }
}

void PackReader::read_reviews(Clause& clause, NodeId node) {
  const auto questions = elements_of(document_, node);
  if (questions.empty()) return;
  clause.dispositions.push_back(Disposition::review);
  for (const NodeId element : questions) {
    Fields fields(document_, element, diagnostics_);
    auto review = std::make_unique<Review>();
    review->pack = &pack_;
    review->clause = &clause;
    review->place = fields.place();
    review->id = fields.require_text("id").value_or("");
    review->address = pack_.id + "/" + review->id;
    if (fields.has("id") && !ids_.emplace(review->id, review->place).second) {
      diagnostics_.add("pack-duplicate-name", review->place, {{"name", same(review->id)}});
    }
    review->kind = read_kind(fields);
    const auto& scope = environment(review->kind, "", nullptr);
    review->when = compile_field(fields, "when", scope, simple(cel::TypeKind::boolean));
    review->ask = fields.require_localized("ask");
    review->look_at = compile_list(fields.find("look_at"), scope);
    fields.finish();
    review->order = static_cast<std::uint32_t>(pack_.reviews.size());
    pack_.reviews.push_back(review.get());
    clause.reviews.push_back(std::move(review));
  }
}

/// A clause that a rule names in `also` is judged by that rule.
void PackReader::carry(const Rule& rule, Clause& clause) {
  clause.carried.push_back(&rule);
  auto& known = clause.dispositions;
  if (std::find(known.begin(), known.end(), rule.disposition) == known.end()) {
    known.push_back(rule.disposition);
  }
}

void PackReader::link_also() {
  for (const auto& [rule, node] : also_) {
    for (const NodeId element : elements_of(document_, node)) {
      const std::string id(document_.text(element));
      const auto named = std::find_if(pack_.clauses.begin(), pack_.clauses.end(),
                                      [&id](const auto& clause) { return clause->id == id; });
      if (named != pack_.clauses.end()) {
        rule->also.push_back(named->get());
        carry(*rule, **named);
        continue;
      }
      report_unknown_clause(element);
    }
  }
}

void PackReader::report_unknown_clause(NodeId node) {
  std::vector<std::string> ids;
  for (const auto& clause : pack_.clauses) ids.push_back(clause->id);
  report_unknown_name(document_, node, {"条款", "clause"}, ids, diagnostics_);
}

void PackReader::check_dispositions() {
  for (const auto& clause : pack_.clauses) {
    if (!clause->dispositions.empty()) continue;
    diagnostics_.add("pack-no-disposition", clause->place, {{"clause", same(clause->id)}});
  }
}

}  // namespace guiju
