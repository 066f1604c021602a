// Any files of a pack are read or refused, with a place and words for every mistake, and linted in
// bounded time. The input is a pack.yaml; a line `#file NAME` begins another file of the pack,
// which takes the place of ours.
#include <algorithm>
#include <map>

#include "../unit/audit/world.h"
#include "audit/lint.h"
#include "promise.h"
#include "target.h"

namespace guiju {
namespace {

constexpr std::string_view mark = "#file ";

/// The files of the input by name.
std::map<std::string, std::string> files_in(std::string_view input) {
  std::map<std::string, std::string> files;
  std::string name = "pack.yaml";
  while (!input.empty()) {
    const std::string_view line = input.substr(0, input.find('\n') + 1);
    const std::string_view whole = line.empty() ? input : line;
    if (line.starts_with(mark))
      name = line.substr(mark.size(), line.size() - mark.size() - 1);
    else
      files[name] += whole;
    input.remove_prefix(whole.size());
  }
  return files;
}

std::vector<RulesFile> rules(std::string_view input) {
  auto given = files_in(input);
  given.try_emplace("kinds.yaml", world_kinds);
  given.try_emplace("types.yaml", world_types);
  given.try_emplace("places.yaml", world_table);
  std::vector<RulesFile> files;
  for (const char* const name : {"places.yaml", "types.yaml"}) {
    const std::string path = std::string("reference/") + name;
    files.push_back({path, given[name], path});
  }
  for (const char* const name : {"cases.yaml", "kinds.yaml", "pack.yaml"}) {
    const auto found = given.find(name);
    const std::string path = std::string("trial/") + name;
    if (found != given.end()) files.push_back({path, found->second, path});
  }
  return files;
}

void check_rule(const Rule& rule, const Pack& pack) {
  require(rule.pack == &pack && rule.clause != nullptr && rule.select.kind != nullptr,
          "a rule has its pack, its clause and its kind");
  require(pack.find_rule(rule.id) == &rule && pack.find_rule(rule.address) == &rule,
          "a rule is found by its id");
  require(pack.rules[rule.order] == &rule, "rules are in their order");
  require(rule.place.known(), "a rule has a place");
}

void read(std::string_view input) {
  const auto files = rules(input);
  Diagnostics diagnostics;
  const Packs packs = load_packs(files, diagnostics);
  check_words(diagnostics);
  const bool given = std::any_of(files.begin(), files.end(),
                                 [](const auto& file) { return file.path == "trial/pack.yaml"; });
  require(!given || !packs.all().empty() || diagnostics.has_errors(),
          "a pack that is refused is told why");
  for (const auto& pack : packs.all()) {
    for (const Rule* rule : pack->rules) check_rule(*rule, *pack);
    require(digest_of(*pack).size() == 64, "a pack has a digest");
  }
  for (const auto& diagnostic : lint_packs(files, {"trial"})) {
    check_words(diagnostic);
    check_place(diagnostic);
  }
}

}  // namespace
}  // namespace guiju

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  guiju::read({reinterpret_cast<const char*>(data), size});
  return 0;
}
