#include "cli/kinds.h"

#include <algorithm>

#include "cli/rules.h"
#include "pack/hint.h"
#include "report/phrase.h"

namespace guiju {

namespace {

/// The packs to look in: the one of `--pack`, else all.
std::vector<const Pack*> packs_to_ask(const Call& call, const Packs& packs,
                                      Diagnostics& diagnostics) {
  std::vector<const Pack*> asked;
  if (call.arguments.has("--pack")) {
    const auto id = call.arguments.last("--pack", "");
    const auto* pack = packs.find(id);
    if (pack == nullptr) report_unknown_pack(id, packs, diagnostics);
    else asked.push_back(pack);
    return asked;
  }
  for (const auto& pack : packs.all()) asked.push_back(pack.get());
  return asked;
}

/// Each kind once: `专科联盟 SpecialtyAlliance（zhejiang-2024、yinchuan-2022）`.
Localized kinds_of(const std::vector<const Pack*>& packs) {
  std::vector<std::string> names;
  std::vector<Localized> labels;
  std::vector<std::vector<std::string>> ids;
  for (const auto* pack : packs) {
    for (const auto& kind : pack->kinds) {
      const auto& shape = kind->shape;
      const auto found = std::find(names.begin(), names.end(), shape.name);
      const auto at = static_cast<std::size_t>(found - names.begin());
      if (found == names.end()) {
        names.push_back(shape.name);
        labels.push_back(shape.label);
        ids.emplace_back();
      }
      ids[at].push_back(pack->id);
    }
  }
  return localized([&](Language language) {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < names.size(); ++i) {
      all.push_back(say(language, "{} {}（{}）", "{} {} ({})", labels[i].in(language), names[i],
                        join(ids[i], language)));
    }
    return join(all, language);
  });
}

void report_unknown_kind(const std::string& name, const std::vector<const Pack*>& packs,
                         Diagnostics& diagnostics) {
  std::vector<std::string_view> known;
  for (const auto* pack : packs) {
    for (const auto& kind : pack->kinds) {
      const auto& shape = kind->shape;
      known.insert(known.end(), {shape.label.zh, shape.name, shape.label.en});
    }
  }
  diagnostics.add(
      "usage-unknown-kind", {},
      {{"kind", same(name)}, {"hint", near_hint(name, known)}, {"kinds", kinds_of(packs)}});
}

}  // namespace

ChosenKind choose_kind(const Call& call, const Packs& packs, Diagnostics& diagnostics) {
  const auto asked = packs_to_ask(call, packs, diagnostics);
  if (asked.empty()) return {};
  if (call.arguments.positional.empty()) {
    diagnostics.add("usage-no-kind", {}, {{"kinds", kinds_of(asked)}});
    return {};
  }
  const auto& name = call.arguments.positional.front();
  std::vector<ChosenKind> found;
  std::vector<std::string> ids;
  for (const auto* pack : asked) {
    const auto* kind = pack->find_kind(name);
    if (kind == nullptr) continue;
    found.push_back({pack, kind});
    ids.push_back(pack->id);
  }
  if (found.empty()) report_unknown_kind(name, asked, diagnostics);
  if (found.size() > 1) {
    diagnostics.add(
        "usage-kind-of-several-packs", {},
        {{"kind", same(name)},
         {"packs", localized([&](Language language) { return join(ids, language); })}});
  }
  return found.size() == 1 ? found.front() : ChosenKind{};
}

}  // namespace guiju
