#include "cli/choices.h"
#include "cli/commands.h"
#include "cli/rules.h"
#include "report/listing.h"

namespace guiju {

namespace {

enum class ListShape : std::uint8_t { text, json, names };
constexpr std::array list_shapes{Choice<ListShape>{"text", ListShape::text},
                                 Choice<ListShape>{"json", ListShape::json},
                                 Choice<ListShape>{"names", ListShape::names}};

/// The packs the call asks for: the one it names, else all.
std::vector<const Pack*> wanted(const Call& call, const Packs& packs, Diagnostics& diagnostics) {
  std::vector<const Pack*> chosen;
  for (const auto& id : call.arguments.positional) {
    const auto* pack = packs.find(id);
    if (pack == nullptr) {
      report_unknown_pack(id, packs, diagnostics);
    } else {
      chosen.push_back(pack);
    }
  }
  if (!call.arguments.positional.empty()) return chosen;
  for (const auto& pack : packs.all()) chosen.push_back(pack.get());
  return chosen;
}

}  // namespace

ExitCode list(const Call& call) {
  Diagnostics diagnostics;
  const auto shape =
      choose("--format", call.arguments.last("--format", "text"), list_shapes, diagnostics);
  if (diagnostics.has_errors()) return refuse(call, diagnostics);
  const auto packs = load_rules(call);
  if (!packs) return ExitCode::untrustworthy;
  const auto chosen = wanted(call, *packs, diagnostics);
  if (diagnostics.has_errors()) return refuse(call, diagnostics);

  if (shape == ListShape::json) {
    list_packs_json(chosen, call.out);
  } else if (shape == ListShape::names) {
    list_names(chosen, call.out);
  } else if (call.arguments.positional.empty()) {
    list_packs(chosen, call.out_style, call.out);
  } else {
    list_pack(*chosen.front(), call.out_style, call.out);
  }
  return ExitCode::nothing_found;
}

}  // namespace guiju
