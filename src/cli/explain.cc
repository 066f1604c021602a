#include "cli/explain.h"

#include <algorithm>
#include <functional>

#include "cli/choices.h"
#include "cli/commands.h"
#include "cli/rules.h"
#include "pack/hint.h"
#include "report/phrase.h"
#include "text/unicode.h"

namespace guiju {

namespace {

/// Fields that are explained at once; more, and the caller is asked which is meant.
constexpr std::size_t most_fields = 3;

/// Everything that has a name, with its names. `PACK/ID` and `ID` both name it.
struct Nameable {
  std::vector<std::string> names;
  std::function<Explanation(const Surroundings&)> explain;
};

void add_pack(const Pack& pack, std::vector<Nameable>& all) {
  for (const auto& entry : pack.clauses) {
    const auto* clause = entry.get();
    all.push_back({{clause->id, pack.id + "/" + clause->id, clause->section},
                   [clause](const auto& around) { return explain_clause(*clause, around); }});
    for (const auto& rule : clause->rules) {
      all.push_back({{rule->id, rule->address}, [rule = rule.get()](const auto& around) {
                       return explain_rule(*rule, around);
                     }});
    }
    for (const auto& review : clause->reviews) {
      all.push_back({{review->id, review->address}, [review = review.get()](const auto& around) {
                       return explain_review(*review, around);
                     }});
    }
  }
}

std::vector<Nameable> everything(const Packs& packs) {
  std::vector<Nameable> all;
  for (const auto& pack : packs.all()) add_pack(*pack, all);
  for (const auto* entry : catalog()) {
    all.push_back({{std::string(entry->id)},
                   [entry](const auto& around) { return explain_entry(*entry, around.language); }});
  }
  return all;
}

/// Names compare as written on a form: full-width and half-width brackets are one.
bool is_named(const Nameable& nameable, const std::string& normalized) {
  return std::any_of(nameable.names.begin(), nameable.names.end(),
                     [&](const std::string& name) { return normalized_name(name) == normalized; });
}

void report_unknown(const std::string& name, const std::vector<Nameable>& all,
                    Diagnostics& diagnostics) {
  std::vector<std::string> names;
  for (const auto& nameable : all) {
    names.insert(names.end(), nameable.names.begin(), nameable.names.end());
  }
  diagnostics.add("usage-unknown-name", {},
                  {{"name", same(name)}, {"hint", near_hint(name, names)}});
}

/// Words that mean each field alone.
std::vector<std::string> names_of(const std::vector<FieldName>& fields) {
  std::vector<std::string> names;
  names.reserve(fields.size());
  for (const auto& field : fields) names.push_back(address_of(field.ways.front()));
  return names;
}

void explain_fields(const std::string& name, const Surroundings& around,
                    std::vector<Explanation>& explanations, Diagnostics& diagnostics) {
  const auto fields = find_fields(around.packs, name);
  if (fields.size() > most_fields) {
    const auto names = names_of(fields);
    diagnostics.add(
        "explain-several-fields", {},
        {{"name", same(name)},
         {"fields", localized([&](Language language) { return join(names, language); })}});
    return;
  }
  for (const auto& field : fields) explanations.push_back(explain_field(field, around));
}

}  // namespace

ExitCode explain(const Call& call) {
  Diagnostics diagnostics;
  const auto* format = choose_named(explanation_formats(), call, diagnostics);
  if (diagnostics.has_errors()) return refuse(call, diagnostics);
  const auto files = rules_files(call, diagnostics);
  const auto packs = load_packs(files, diagnostics);
  if (diagnostics.has_errors()) return refuse(call, diagnostics);

  CaseShelf cases(files, diagnostics);
  const Surroundings around{packs, cases, call.out_style.language};
  const auto& name = call.arguments.positional.front();
  const auto all = everything(packs);
  std::vector<Explanation> explanations;
  for (const auto& nameable : all) {
    if (is_named(nameable, normalized_name(name))) {
      explanations.push_back(nameable.explain(around));
    }
  }
  if (explanations.empty()) explain_fields(name, around, explanations, diagnostics);
  if (explanations.empty() && !diagnostics.has_errors()) report_unknown(name, all, diagnostics);
  format->render(explanations, call.out_style, call.out);
  show(call, diagnostics.all());
  return diagnostics.has_errors() ? ExitCode::untrustworthy : ExitCode::nothing_found;
}

}  // namespace guiju
