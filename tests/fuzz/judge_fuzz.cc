// Dossiers of any content are judged by rules of any form, and the report keeps what its headers
// promise, however it comes about. The input is choices, see scenario.h.
#include "report_check.h"
#include "scenario.h"
#include "target.h"

namespace guiju {
namespace {

void judge(Choices choices) {
  const Scenario scenario = make_scenario(choices, false);
  const Staged staged(scenario);
  if (!staged.sound() || staged.sources.empty()) return;
  check_judging(staged.world.packs, staged.sources, scenario.options, "trial/pack.yaml");
}

}  // namespace
}  // namespace guiju

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  guiju::judge(guiju::Choices({reinterpret_cast<const char*>(data), size}));
  return 0;
}
