#include <algorithm>

#include "audit/breach.h"
#include "cli/explain.h"
#include "report/phrase.h"

namespace guiju {

namespace {

/// Findings and edits that are told before the rest is counted.
constexpr std::size_t most_mendings = 5;

void add_value(std::vector<std::string>& lines, char mark, const Tree& value) {
  lines.push_back(fmt::format("{} {}", mark, write_tree(value)));
}

/// The change to the base as lines: the path, then what goes and what comes.
void add_edit(std::vector<std::string>& lines, const Edit& edit) {
  lines.push_back("  " + edit.path + ":");
  if (edit.before) add_value(lines, '-', *edit.before);
  for (const auto& value : edit.after) add_value(lines, '+', value);
}

std::vector<std::string> change_lines(const Case& one, Language language) {
  std::vector<std::string> lines;
  std::size_t left_out = 0;
  for (const auto& base : one.bases) {
    for (const auto& edit : base.edits) {
      if (lines.size() < 4 * most_mendings)
        add_edit(lines, edit);
      else
        ++left_out;
    }
  }
  if (left_out > 0) lines.push_back(say(language, "  另有{}处改动", "  and {} more", left_out));
  return lines;
}

/// What undoes an edit, in the words of the kind.
std::string mending(const Edit& edit, const Pack& pack, const Tree& base, Language language) {
  const auto label = label_of_path(pack, base, edit.path).in(language);
  const auto words = [&](const Tree& value) {
    return words_at_path(pack, base, edit.path, value).in(language);
  };
  if (edit.kind == Edit::Kind::append) {
    return say(language, "从{}中去掉加上的{}项", "take the {1} added out of {0}", label,
               edit.after.size());
  }
  if (!edit.before) return say(language, "删去{}", "delete {}", label);
  if (edit.after.empty())
    return say(language, "补上{}：{}", "add {}: {}", label, words(*edit.before));
  return say(language, "{}：{} → {}", "{}: {} → {}", label, words(edit.after.front()),
             words(*edit.before));
}

std::vector<std::string> mending_lines(const Breach& breach, const Pack& pack, Language language) {
  std::vector<std::string> lines;
  for (const auto& base : breach.one->bases) {
    const auto found = breach.file->bases.find(base.base);
    if (found == breach.file->bases.end()) continue;
    for (const auto& edit : base.edits) {
      if (lines.size() < most_mendings)
        lines.push_back(mending(edit, pack, found->second, language));
    }
  }
  return lines;
}

std::vector<std::string> finding_lines(const Breach& breach, Language language) {
  std::vector<std::string> lines;
  for (const auto& finding : breach.findings) {
    auto sentence = sentence_of(finding, language);
    const auto outcome = words_for(finding.outcome).in(language);
    if (lines.size() < most_mendings)
      lines.push_back(say(language, "{}：{}", "{}: {}", outcome, sentence));
  }
  const auto remedy = remedy_of(breach.findings.front(), language);
  if (!remedy.empty()) {
    lines.push_back(say(language, "怎么办：{}", "what to do: {}", remedy));
  }
  return lines;
}

std::string case_words(const Breach& breach, Language language) {
  const auto& one = *breach.one;
  std::vector<std::string> bases;
  for (const auto& base : one.bases) bases.push_back(base.base);
  const auto day = one.as_of ? say(language, "，按{}的情况审查", ", judged as of {}",
                                   cel::format_date(*one.as_of))
                             : std::string();
  return say(language, "用例{}：以{}为基准{}（{}:{}）", "case {}: from {}{} ({}:{})",
             in_quotes(one.name), join(bases, language), day, one.place.file, one.place.begin.line);
}

}  // namespace

void add_breach(Explanation& explanation, const Rule& rule, const Surroundings& around) {
  const auto language = around.language;
  const auto* cases = around.cases.of(*rule.pack);
  if (cases == nullptr) return;
  const auto breach = smallest_breach(around.packs, rule, *cases);
  if (!breach) {
    explanation.add(
        "违反的例子", "what breaks it",
        std::string(word(language, "没有用例违反这条规则", "no case breaks this rule")));
    return;
  }
  explanation.add("违反的例子", "what breaks it", case_words(*breach, language));
  explanation.add_changes("改动", "the change", change_lines(*breach->one, language));
  explanation.add("报告会说", "it reports", finding_lines(*breach, language));
  explanation.add("改回即可", "what mends it", mending_lines(*breach, *rule.pack, language));
}

const CaseFile* CaseShelf::of(const Pack& pack) {
  const auto* file = find_cases(files_, pack.id);
  if (file == nullptr) return nullptr;
  const auto known = read_.find(&pack);
  if (known != read_.end()) return &known->second;
  return &read_.emplace(&pack, read_cases(pack, *file, diagnostics_)).first->second;
}

}  // namespace guiju
