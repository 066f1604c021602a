#include "audit/lint.h"

#include <algorithm>
#include <set>

#include "audit/cases.h"
#include "pack/impl.h"
#include "pack/lint.h"
#include "text/unicode.h"

namespace guiju {
namespace {

/// The ids of rules that the cases name; where one is misspelt, the rule that was probably meant.
std::set<std::string> named_by(const CaseFile& cases, const Pack& pack) {
  std::vector<std::string_view> ids;
  for (const auto& clause : pack.clauses) {
    for (const auto& rule : clause->rules) ids.push_back(rule->id);
  }
  std::set<std::string> named;
  for (const auto& one : cases.cases) {
    for (const auto& expected : one.expected) {
      if (const auto near = nearest(expected.rule, ids.data(), ids.size())) named.emplace(*near);
    }
  }
  return named;
}

/// Mistakes in the cases, and rules that none of them names.
void lint_cases(const Pack& pack, const RulesFile* file, Diagnostics& diagnostics) {
  if (file == nullptr) {
    diagnostics.add("pack-without-cases", pack.place, {{"pack", same(pack.id)}});
    return;
  }
  const auto cases = read_cases(pack, *file, diagnostics);
  if (cases.cases.empty()) return;  // there are none, or the file could not be read
  const auto named = named_by(cases, pack);
  for (const auto& clause : pack.clauses) {
    for (const auto& rule : clause->rules) {
      if (named.contains(rule->id)) continue;
      diagnostics.add("lint-rule-untouched", rule->place, {{"rule", same(rule->id)}});
    }
  }
}

/// Names of the files of other packs, whose mistakes are not asked for.
std::set<std::string> foreign_files(const std::vector<RulesFile>& files,
                                    const std::vector<std::string>& folders) {
  std::set<std::string> names;
  for (const auto& file : files) {
    const auto folder = file.path.substr(0, file.path.find('/'));
    const bool own =
        folder == "reference" || std::find(folders.begin(), folders.end(), folder) != folders.end();
    if (!own) names.insert(file.name);
  }
  return names;
}

bool stands_before(const Diagnostic& left, const Diagnostic& right) {
  if (left.place.file != right.place.file) return left.place.file < right.place.file;
  return left.place.span.begin < right.place.span.begin;
}

}  // namespace

std::vector<Diagnostic> lint_packs(const std::vector<RulesFile>& files,
                                   const std::vector<std::string>& folders) {
  Diagnostics diagnostics;
  const Packs packs = load_packs(files, diagnostics);
  lint(packs, folders, diagnostics);
  for (const auto& name : folders) {
    const auto folder = packs.impl().folders.find(name);
    if (folder == packs.impl().folders.end() || folder->second.pack == nullptr) continue;
    lint_cases(*folder->second.pack, find_cases(files, name), diagnostics);
  }
  const auto foreign = foreign_files(files, folders);
  auto found = diagnostics.take();
  std::erase_if(found, [&](const Diagnostic& one) { return foreign.contains(one.place.file); });
  std::stable_sort(found.begin(), found.end(), stands_before);
  return found;
}

}  // namespace guiju
