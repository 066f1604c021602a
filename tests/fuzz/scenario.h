#pragma once
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "../unit/audit/world.h"
#include "choices.h"

namespace guiju {

/// A pack and files of dossiers, made of a fuzzer's choices: rules of all forms over the kinds of
/// world.h, and dossiers with fields that are right, wrong or not there.
struct Scenario {
  std::string parameters;    ///< of the pack, indented
  std::string under_clause;  ///< what stands under its first clause, and further clauses
  std::vector<std::pair<std::string, std::string>> files;  ///< names and bytes
  AuditOptions options;
};

/// `hostile`: with names and words that mean something to terminals, browsers, spreadsheets.
Scenario make_scenario(Choices choices, bool hostile);

/// `text` as YAML between double quotes.
std::string quoted(std::string_view text);

/// A scenario read: its packs and those of its files that are text. Printed where the environment
/// has GUIJU_SHOW_SCENARIO, for whoever looks into an input.
class Staged {
 public:
  explicit Staged(const Scenario& scenario);

  /// Whether the pack was read without mistakes.
  bool sound() const { return !world.packs.all().empty(); }
  std::vector<const SourceFile*> files() const;

  World world;
  std::vector<std::unique_ptr<SourceFile>> sources;
};

}  // namespace guiju
