#include "audit/eval.h"

#include <map>
#include <optional>

#include "assess/dossier.h"
#include "assess/evaluate.h"
#include "audit/choose.h"
#include "audit/find_files.h"
#include "audit/recognise.h"
#include "pack/compile.h"

namespace guiju {
namespace {

EvalResult evaluate_in(const Packs& packs, const Pack& pack, const Kind& kind,
                       const Document& document, const Expression& expression,
                       const AuditOptions& options, Diagnostics& diagnostics) {
  EvalResult result;
  result.file = document.source().name();
  result.ordinal = document.ordinal();
  result.pack = pack.id;
  result.type = expression.program->type()->to_string();
  const Dossier dossier = shape(packs, pack, kind, document, diagnostics);
  const std::int64_t day = options.as_of.value_or(dossier.own_date.value_or(options.today));
  Diagnostics unheard;  // a failure is the result here, not trouble with a pack
  const Evaluated evaluated =
      Evaluator(packs, dossier, day, *dossier.arena, unheard).evaluate(expression, result.pack);
  result.missing = evaluated.missing;
  if (evaluated.known())
    result.value = cel::to_string(evaluated.value);
  else if (result.missing.empty())
    result.error = std::string(evaluated.value.error->message);
  return result;
}

}  // namespace

std::vector<EvalResult> evaluate_expression(Packs& packs, std::string_view expression,
                                            const AuditOptions& options,
                                            std::istream& standard_input,
                                            Diagnostics& diagnostics) {
  std::vector<EvalResult> results;
  // What was typed on the command line, as a source of its own, so that mistakes have a place.
  const SourceFile typed("EXPR", std::string(expression));
  std::map<const Kind*, Expression> compiled;
  std::vector<std::string> others;
  bool any = false;  // is a dossier
  for (const auto& file : find_files(options.files, standard_input, diagnostics)) {
    const auto source =
        read_input(file, options.files, standard_input, options.limits, diagnostics);
    if (!source) continue;
    const auto documents = read_yaml(*source, options.limits, diagnostics);
    if (!file.named && !may_be_dossier(packs, documents)) {
      others.push_back(source->name());
      continue;
    }
    any = true;
    for (const Document& document : documents) {
      for (const auto& [pack, kind] : choose_packs(packs, options, document, diagnostics).judges) {
        auto [at, fresh] = compiled.try_emplace(kind);
        if (fresh) at->second = compile_for(packs, *pack, *kind, typed, diagnostics);
        if (!at->second) return results;
        results.push_back(
            evaluate_in(packs, *pack, *kind, document, at->second, options, diagnostics));
      }
    }
  }
  if (!others.empty()) diagnostics.add(passed_over(others, any));
  return results;
}

}  // namespace guiju
