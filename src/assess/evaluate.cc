#include "assess/evaluate.h"

#include <algorithm>

#include "assess/describe.h"

namespace guiju {
namespace {

/// A large dossier may cost more: what rules do is walk it.
constexpr std::uint64_t steps_a_node = 100;

/// Missing fields that are few enough to look through.
constexpr std::size_t few_missing = 16;

thread_local std::uint64_t taken_on_this_thread = 0;

std::string identity_of(const MissingInformation& missing) {
  const Span& span = missing.place.span;
  return missing.path + '\n' + missing.place.file + '\n' + std::to_string(span.begin) + ' ' +
         std::to_string(span.end);
}

}  // namespace

std::uint64_t steps_taken() { return taken_on_this_thread; }
void take_steps(std::uint64_t steps) { taken_on_this_thread += steps; }

Truth both(Truth left, Truth right) {
  if (left == Truth::no || right == Truth::no) return Truth::no;
  if (left == Truth::unknown || right == Truth::unknown) return Truth::unknown;
  return Truth::yes;
}

bool MissingSet::is_known(const MissingInformation& missing) {
  if (all_.size() < few_missing) {
    return std::any_of(all_.begin(), all_.end(), [&](const MissingInformation& other) {
      return other.path == missing.path && other.place.file == missing.place.file &&
             other.place.span == missing.place.span;
    });
  }
  if (known_ == nullptr) {
    known_ = std::make_unique<std::unordered_set<std::string>>();
    for (const auto& one : all_) known_->insert(identity_of(one));
  }
  return !known_->insert(identity_of(missing)).second;
}

void MissingSet::add(MissingInformation missing) {
  if (!is_known(missing)) all_.push_back(std::move(missing));
}

cel::Value lists_on(const Packs& packs, const Pack& pack, std::int64_t day, cel::Arena& arena) {
  std::vector<cel::Value> values;
  for (const auto& table : packs.tables()) {
    for (const auto& list : table->lists) {
      cel::Value& value = values.emplace_back(cel::Value::absent());
      for (const auto& version : list.versions) {
        const bool begun = !version.from || *version.from <= day;
        if (begun && (!version.until || day <= *version.until)) value = version.value;
      }
    }
  }
  return cel::Value::of(cel::make_record(arena, pack.lists_record, values));
}

Evaluator::Evaluator(const Packs& packs, const Dossier& dossier, std::int64_t as_of,
                     cel::Arena& arena, Diagnostics& diagnostics)
    : packs_(packs), dossier_(dossier), arena_(arena), diagnostics_(diagnostics) {
  if (dossier.document != nullptr) budget_.steps += steps_a_node * dossier.document->size();
  given_ = budget_.steps;
  variables_.resize(Slots::tables + packs.tables().size());
  variables_[Slots::dossier] = dossier.root;
  variables_[Slots::parameters] = parameters_on(*dossier.pack, as_of, arena_);
  variables_[Slots::lists] =
      lists_on(packs, *dossier.pack, dossier.own_date.value_or(as_of), arena_);
  variables_[Slots::as_of] = cel::Value::of_date(as_of);
  for (std::size_t i = 0; i < packs.tables().size(); ++i) {
    const auto& rows = packs.tables()[i]->rows;
    auto* list = arena_.make<cel::List>();
    list->elements = {rows.data(), rows.size()};
    variables_[Slots::tables + i] = cel::Value::of(list);
  }
}

Evaluator::~Evaluator() { take_steps(given_ - budget_.steps); }

Evaluated Evaluator::evaluate(const Expression& expression, const std::string& owner) {
  Evaluated result;
  result.value = expression.program->evaluate(variables_, arena_, budget_);
  if (!result.known()) explain_error(expression, owner, result);
  return result;
}

/// What was missing; where nothing was, the failure becomes a diagnostic.
void Evaluator::explain_error(const Expression& expression, const std::string& owner,
                              Evaluated& result) {
  for (const auto* missing = result.value.error->missing; missing != nullptr;
       missing = missing->next) {
    if (missing->type == nullptr) {
      result.unknown_further.push_back(missing->field);
      continue;
    }
    result.missing.push_back(describe_missing(packs_, dossier_, missing->type, missing->field,
                                              missing->holder, missing->path));
  }
  if (!result.missing.empty() || !result.unknown_further.empty()) return;
  const auto& known = diagnostics_.all();
  const bool said = std::any_of(known.begin(), known.end(), [&](const Diagnostic& diagnostic) {
    return diagnostic.id == "rule-evaluation-failed" &&
           diagnostic.arguments.front().value.en == owner;
  });
  if (!said) {
    diagnostics_.add("rule-evaluation-failed", expression.place,
                     {{"rule", same(owner)},
                      {"reason", same(std::string(result.value.error->message))}});
  }
}

Truth Evaluator::decide(const Expression& expression, const std::string& owner,
                        MissingSet& missing, std::vector<std::uint32_t>* unknown_further) {
  if (!expression) return Truth::yes;
  const cel::Value value = expression.program->evaluate(variables_, arena_, budget_);
  if (value.is(cel::Kind::boolean)) return value.boolean ? Truth::yes : Truth::no;
  Evaluated result;
  result.value = value;
  if (!result.known()) explain_error(expression, owner, result);
  missing.add(result.missing);
  if (unknown_further != nullptr) *unknown_further = std::move(result.unknown_further);
  return Truth::unknown;
}

bool Evaluator::holds(const Expression& expression) {
  if (!expression) return true;
  const cel::Value value = expression.program->evaluate(variables_, arena_, budget_);
  return value.is(cel::Kind::boolean) && value.boolean;
}

void Evaluator::set_further(const std::vector<cel::Value>& values) {
  variables_.resize(Slots::tables + packs_.tables().size());
  for (std::uint32_t i = 0; i < values.size(); ++i) {
    variables_.push_back(values[i].is(cel::Kind::error) ? unknown_further(i) : values[i]);
  }
}

/// What it lacks is another dossier's: a missing field of no record stands for it.
cel::Value Evaluator::unknown_further(std::uint32_t index) {
  auto* missing = arena_.make<cel::MissingField>();
  *missing = {nullptr, index, cel::no_origin, {}, nullptr};
  auto* error = arena_.make<cel::Error>();
  *error = {cel::ErrorCode::missing_field, "no such field", missing};
  cel::Value value;
  value.kind = cel::Kind::error;
  value.error = error;
  return value;
}

cel::Explanation Evaluator::explain(const Expression& expression) {
  return expression.program->explain(variables_, arena_, budget_);
}

}  // namespace guiju
