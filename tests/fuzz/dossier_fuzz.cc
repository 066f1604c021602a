// Files of any bytes are judged by the built-in packs, those of all five policies at once, and the
// report keeps what its headers promise. A NUL ends a file.
#include <algorithm>
#include <string>

#include "promise.h"
#include "report_check.h"
#include "target.h"

namespace guiju {
namespace {

const Packs& built_in() {
  static const Packs packs = [] {
    Diagnostics diagnostics;
    Packs loaded = load_packs(builtin_rules(), diagnostics);
    loaded.read_all();
    require(diagnostics.empty(), "the built-in packs are sound");
    return loaded;
  }();
  return packs;
}

AuditOptions options_of(std::size_t files) {
  AuditOptions options;
  options.today = 20'000;  // days
  if (files % 2 == 0) options.as_of = 19'999;
  return options;
}

void judge(std::string_view input) {
  constexpr std::size_t most_files = 4;
  std::vector<std::unique_ptr<SourceFile>> sources;
  while (!input.empty() && sources.size() < most_files) {
    const std::string_view bytes = input.substr(0, input.find('\0'));
    input.remove_prefix(std::min(input.size(), bytes.size() + 1));
    Diagnostics diagnostics;
    auto source = check_source("file" + std::to_string(sources.size() + 1) + ".yaml",
                               std::string(bytes), {}, diagnostics);
    if (source != nullptr) sources.push_back(std::move(source));
  }
  if (!sources.empty()) check_judging(built_in(), sources, options_of(sources.size()));
}

}  // namespace
}  // namespace guiju

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  guiju::judge({reinterpret_cast<const char*>(data), size});
  return 0;
}
