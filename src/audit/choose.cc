#include "audit/choose.h"

#include <algorithm>

#include "assess/dossier.h"
#include "assess/evaluate.h"
#include "pack/hint.h"

namespace guiju {
namespace {

std::string join(const std::vector<std::string>& words, const char* separator) {
  std::string all;
  for (const auto& word : words) (all += all.empty() ? "" : separator) += word;
  return all;
}

void report_kind(const Packs& packs, const Document& document, const Claim& claim, Diagnostics& diagnostics) {
  std::vector<std::string> zh;
  std::vector<std::string> en;
  std::vector<std::string_view> known;
  for (const Kind* kind : packs.kinds()) {
    if (std::find(en.begin(), en.end(), kind->shape.name) != en.end()) continue;
    zh.push_back(kind->shape.label.in(Language::zh));
    en.push_back(kind->shape.name);
    known.push_back(kind->shape.label.zh);
    known.push_back(kind->shape.name);
  }
  const Localized kinds{join(zh, "、"), join(en, ", ")};
  if (document.kind(document.root()) != NodeKind::mapping) {
    diagnostics.add("dossier-not-a-mapping", document.place(document.root()));
  } else if (claim.kind == no_node) {
    const NodeId at = document.count(document.root()) > 0 ? document.first(document.root())
                                                          : document.root();
    diagnostics.add("dossier-no-kind", document.place(at), {{"kinds", kinds}});
  } else {
    const auto written = document.text(claim.kind);
    diagnostics.add("dossier-unknown-kind", document.place(claim.kind),
                    {{"found", same(std::string(written))},
                     {"hint", near_hint(written, known)},
                     {"kinds", kinds}});
  }
}

bool check_policies(const Packs& packs, const Document& document, const Claim& claim,
                    Diagnostics& diagnostics) {
  bool known = true;
  for (const NodeId policy : claim.policies) {
    const auto written = document.text(policy);
    if (packs.find(written) != nullptr) continue;
    std::vector<std::string> ids;
    for (const auto& pack : packs.all()) ids.push_back(pack->id);
    const std::vector<std::string_view> views(ids.begin(), ids.end());
    diagnostics.add("dossier-unknown-policy", document.place(policy),
                    {{"found", same(std::string(written))},
                     {"hint", near_hint(written, views)},
                     {"policies", {join(ids, "、"), join(ids, ", ")}}});
    known = false;
  }
  return known;
}

bool may_judge(const AuditOptions& options, const Pack& pack, const Document& document,
               const Claim& claim) {
  const auto& among = options.among;
  if (!among.empty() && std::find(among.begin(), among.end(), pack.id) == among.end()) return false;
  if (!options.packs.empty()) {
    return std::find(options.packs.begin(), options.packs.end(), pack.id) !=
           options.packs.end();
  }
  if (claim.policies.empty()) return true;
  return std::any_of(claim.policies.begin(), claim.policies.end(),
                     [&](NodeId policy) { return document.text(policy) == pack.id; });
}

bool applies(const Packs& packs, const AuditOptions& options, const Pack& pack, const Kind& kind,
              const Document& document) {
  const auto condition = pack.applies.find(kind.shape.name);
  if (condition == pack.applies.end()) return true;
  Diagnostics unheard;  // what is wrong is reported when the pack is chosen
  const Dossier dossier = shape_for(condition->second, pack, kind, document);
  const std::int64_t day = options.as_of.value_or(dossier.own_date.value_or(options.today));
  return Evaluator(packs, dossier, day, *dossier.arena, unheard).holds(condition->second);
}

}  // namespace

ChosenPacks choose_packs(const Packs& packs, const AuditOptions& options, const Document& document,
                    Diagnostics& diagnostics) {
  const Claim claim = read_claim(document);
  std::vector<std::pair<const Pack*, const Kind*>> able;
  if (claim.kind != no_node) {
    const auto written = document.text(claim.kind);
    for (const Pack* pack : packs.with_kind(written)) {
      able.emplace_back(pack, pack->find_kind(written));
    }
  }
  ChosenPacks choice;
  if (able.empty()) {
    report_kind(packs, document, claim, diagnostics);
    return choice;
  }
  choice.kind = able.front().second;
  if (!check_policies(packs, document, claim, diagnostics)) return choice;
  const bool named = !options.packs.empty() || !claim.policies.empty();
  std::vector<std::string> ids;
  for (const auto& [pack, kind] : able) {
    ids.push_back(pack->id);
    if (!may_judge(options, *pack, document, claim)) continue;
    if (named || applies(packs, options, *pack, *kind, document)) {
      choice.judges.emplace_back(pack, kind);
    }
  }
  if (choice.judges.empty()) {
    diagnostics.add("dossier-no-policy", document.place(claim.kind),
                    {{"kind", choice.kind->shape.label},
                     {"policies", {join(ids, "、"), join(ids, ", ")}}});
  }
  return choice;
}

}  // namespace guiju
