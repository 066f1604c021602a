#include "audit/run_cases.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <sstream>

#include "assess/evaluate.h"
#include "document/read_yaml.h"
#include "pack/limits.h"
#include "report/renderers.h"
#include "text/lines.h"

namespace guiju {
namespace {

constexpr std::array gravity{Outcome::violated, Outcome::undecided, Outcome::departed,
                             Outcome::satisfied, Outcome::not_applicable};

std::ptrdiff_t rank(Outcome outcome) {
  return std::find(gravity.begin(), gravity.end(), outcome) - gravity.begin();
}

std::string source_of(const std::vector<const Tree*>& dossiers) {
  std::string bytes;
  for (const Tree* dossier : dossiers) {
    if (dossiers.size() > 1) bytes += "---\n";
    bytes += write_block(*dossier);
  }
  return bytes;
}

/// Where a finding that points to `path` may stand: at the value, or, for a field, at its key. In a
/// case of several dossiers a path begins with `[i]`. Empty if it leads nowhere.
std::vector<Span> spans_at(const std::vector<Document>& documents, std::string_view path) {
  std::size_t index = 0;
  if (documents.size() > 1) {
    const auto close = std::min(path.find(']'), path.size());
    const auto digits = path.substr(std::min<std::size_t>(1, close), close - 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), index);
    if (!path.starts_with('[') || error != std::errc{} || index >= documents.size()) return {};
    path.remove_prefix(std::min(close + 1, path.size()));
  }
  if (index >= documents.size()) return {};
  const Document& document = documents[index];
  const NodeId node = find_node(document, path);
  if (node == no_node) return {};
  std::vector<Span> spans{document.span(node)};
  const bool is_field = !path.empty() && !path.ends_with(']');
  if (is_field) spans.push_back(document.span(document.key_of(node)));
  return spans;
}

/// Holds what a rule came to against what the case expects, difference by difference.
class Comparer {
 public:
  Comparer(CaseFailure& failure, const std::vector<Document>& documents)
      : failure_(failure), documents_(documents) {}

  void compare(const Rule& rule, const Expectation& expected, const Came& came) {
    outcome(rule, *expected.outcome, came.outcome);
    if (expected.strength && *expected.strength != rule.strength) {
      add(rule, words_for(*expected.strength), words_for(rule.strength), "力度", "strength");
    }
    numbers(rule, expected, came);
    texts(rule, expected, came);
    if (expected.at) place(rule, *expected.at, came);
  }

  void outcome(const Rule& rule, Outcome expected, Outcome came) {
    if (expected == came) return;
    add(rule, words_for(expected), words_for(came), "结果", "outcome");
  }

 private:
  void numbers(const Rule& rule, const Expectation& expected, const Came& came) {
    std::optional<std::int64_t> found;
    std::optional<std::int64_t> gap;
    if (came.quantity) found = came.quantity->found_least;
    if (came.quantity) gap = came.quantity->gap();
    number(rule, expected.found, found, "现有", "found");
    number(rule, expected.required, came.bound(), "要求", "required");
    number(rule, expected.gap, gap, "差额", "gap");
    number(rule, expected.findings, static_cast<std::int64_t>(came.findings.size()), "条数",
           "number of findings");
  }

  void texts(const Rule& rule, const Expectation& expected, const Came& came) {
    std::vector<std::string> subjects;
    std::vector<std::string> missing;
    for (const Finding* finding : came.findings) {
      subjects.insert(subjects.end(), {finding->subject.zh, finding->subject.en});
      for (const auto& field : finding->missing) {
        missing.push_back(field.path);
        missing.push_back(field.path.substr(field.path.rfind('.') + 1));
      }
    }
    if (expected.subject) text(rule, *expected.subject, subjects, "对象", "subject");
    for (const auto& field : expected.missing) {
      text(rule, field, missing, "缺少的内容", "missing field");
    }
  }

  void place(const Rule& rule, const std::string& path, const Came& came) {
    const auto spans = spans_at(documents_, path);
    std::string places;
    for (const Finding* finding : came.findings) {
      if (std::find(spans.begin(), spans.end(), finding->place.span) != spans.end()) return;
      places += places.empty() ? "" : ", ";
      places += std::to_string(finding->place.begin.line) + ":" +
                std::to_string(finding->place.begin.column);
    }
    add(rule, same(path), places.empty() ? Localized{"没有", "none"} : same(places), "位置",
        "place");
  }

  void number(const Rule& rule, const std::optional<std::int64_t>& expected,
              const std::optional<std::int64_t>& came, const char* zh, const char* en) {
    if (!expected || expected == came) return;
    add(rule, same(std::to_string(*expected)),
        came ? same(std::to_string(*came)) : Localized{"没有", "none"}, zh, en);
  }

  void text(const Rule& rule, const std::string& expected, const std::vector<std::string>& came,
            const char* zh, const char* en) {
    if (std::find(came.begin(), came.end(), expected) != came.end()) return;
    std::string all;
    for (const auto& one : came) all += (all.empty() ? "" : ", ") + one;
    add(rule, same(expected), all.empty() ? Localized{"没有", "none"} : same(all), zh, en);
  }

  void add(const Rule& rule, const Localized& expected, const Localized& came, const char* zh,
           const char* en) {
    failure_.differences.push_back(
        {rule.id + "：" + zh + "应为" + expected.zh + "，实为" + came.zh,
         rule.id + ": " + en + " must be " + expected.en + ", is " + came.en});
  }

  CaseFailure& failure_;
  const std::vector<Document>& documents_;
};

void compare_diagnostics(const Case& one, const Report& report, CaseFailure& failure) {
  std::set<std::string> came;
  for (const auto& diagnostic : report.diagnostics) {
    came.insert(std::string(diagnostic.diagnostic.id));
    if (one.diagnostics.contains(std::string(diagnostic.diagnostic.id))) continue;
    failure.differences.push_back(
        {"出现了未列出的问题 " + std::string(diagnostic.diagnostic.id) + "：" +
             message_of(diagnostic.diagnostic, Language::zh),
         "unexpected diagnostic " + std::string(diagnostic.diagnostic.id) + ": " +
             message_of(diagnostic.diagnostic, Language::en)});
  }
  for (const auto& id : one.diagnostics) {
    if (came.contains(id)) continue;
    failure.differences.push_back({"没有出现 " + id, "diagnostic " + id + " did not come"});
  }
}

/// A case whose dossiers no rule looked at shows nothing, whatever it expects.
void compare_reach(const Case& one, const Report& report, CaseFailure& failure) {
  const bool reached = std::any_of(report.results.begin(), report.results.end(),
                                   [](const RuleResult& result) {
                                     return result.outcome != Outcome::not_applicable ||
                                            result.note.empty();
                                   });
  if (reached || !one.diagnostics.empty() || !report.diagnostics.empty()) return;
  failure.differences.push_back(
      {"没有规则审查过这些材料", "no rule looked at these dossiers"});
}

/// The report as its file has it, line by line: the first line that differs.
void compare_report(const Packs& packs, const Pack& pack, const Case& one,
                    const std::vector<RulesFile>& files, CaseFailure& failure) {
  const std::string path = pack.id + "/" + one.report;
  const auto file = std::find_if(files.begin(), files.end(),
                                 [&path](const RulesFile& other) { return other.path == path; });
  if (file == files.end()) {
    failure.differences.push_back({"没有报告文件 " + one.report + "；用 --update 生成",
                                   "there is no report " + one.report + "; --update writes it"});
    return;
  }
  const auto expected = lines_of(file->bytes);
  const std::string report = case_report(packs, pack, one);
  const auto came = lines_of(report);
  const auto [wanted, found] =
      std::mismatch(expected.begin(), expected.end(), came.begin(), came.end());
  if (wanted == expected.end() && found == came.end()) return;
  const auto number = std::to_string(wanted - expected.begin() + 1);
  const std::string was(wanted == expected.end() ? std::string_view() : *wanted);
  const std::string is(found == came.end() ? std::string_view() : *found);
  failure.differences.push_back(
      {one.report + " 第" + number + "行应为“" + was + "”，实为“" + is + "”",
       one.report + ", line " + number + " must be `" + was + "`, is `" + is + "`"});
}

}  // namespace

std::optional<std::int64_t> Came::bound() const {
  if (!quantity) return std::nullopt;
  const bool over = quantity->max && quantity->found_most > *quantity->max;
  return quantity->min && !over ? quantity->min : quantity->max;
}

std::map<const Rule*, Came> outcomes_of(const Report& report) {
  std::map<const Rule*, Came> all;
  for (const auto& result : report.results) {
    Came& came = all[result.rule];
    if (rank(result.outcome) < rank(came.outcome)) came.outcome = result.outcome;
    if (result.quantity) came.quantity = result.quantity;
  }
  for (const auto& finding : report.findings) {
    Came& came = all[finding.rule];
    if (finding.quantity) came.quantity = finding.quantity;
    came.findings.push_back(&finding);
  }
  return all;
}

CaseDossiers::CaseDossiers(std::string name, const std::vector<const Tree*>& dossiers)
    : source_(std::make_unique<SourceFile>(std::move(name), source_of(dossiers))) {
  Diagnostics reading;
  documents_ = read_yaml(*source_, {}, reading);
  trouble_ = reading.take();
}

Report CaseDossiers::judge(const Packs& packs, const Pack& pack,
                           std::optional<std::int64_t> as_of) const {
  std::size_t rules = 0;
  for (const auto& clause : pack.clauses) rules += clause->rules.size();
  std::size_t nodes = 0;
  for (const auto& document : documents_) nodes += document.size();
  constexpr std::uint64_t steps_each = 20;  // to read a node and to look at a rule
  take_steps(steps_each * (nodes + rules));
  AuditOptions options;
  options.as_of = as_of;
  options.among = {pack.id};
  options.today = pack.issued.value_or(pack.from.value_or(0));
  Report report = judge_documents(packs, documents_, options);
  for (const auto& diagnostic : trouble_) report.diagnostics.push_back({no_dossier, diagnostic});
  return report;
}

CaseFailure run_case(const Packs& packs, const Pack& pack, const Case& one,
                     const CaseDossiers& dossiers) {
  CaseFailure failure{one.name, one.place, {}};
  const Report report = dossiers.judge(packs, pack, one.as_of);
  const auto all = outcomes_of(report);
  Comparer comparer(failure, dossiers.documents());
  std::set<const Rule*> named;
  for (const auto& expected : one.expected) {
    const Rule* rule = pack.find_rule(expected.rule);
    if (!expected.outcome) continue;
    if (rule == nullptr) {
      failure.differences.push_back(
          {"没有规则 " + expected.rule, "there is no rule " + expected.rule});
      continue;
    }
    named.insert(rule);
    const auto found = all.find(rule);
    comparer.compare(*rule, expected, found == all.end() ? Came{} : found->second);
  }
  for (const auto& [rule, came] : all) {
    if (named.contains(rule) || came.findings.empty()) continue;
    comparer.outcome(*rule, Outcome::satisfied, came.outcome);
  }
  compare_diagnostics(one, report, failure);
  compare_reach(one, report, failure);
  return failure;
}

CasesResult run_cases(const Packs& packs, const Pack& pack, const CaseFile& cases,
                      const std::vector<RulesFile>& files) {
  CasesResult result;
  const std::uint64_t before = steps_taken();
  for (const Case& one : cases.cases) {
    for (const auto& expected : one.expected) {
      if (const Rule* rule = pack.find_rule(expected.rule)) ++result.named[rule];
    }
    if (steps_taken() - before > most_test_steps) {
      ++result.left_out;
      continue;
    }
    ++result.cases;
    result.all.push_back({one.name, one.place});
    const CaseDossiers dossiers(one.name, one.dossiers());
    CaseFailure failure = run_case(packs, pack, one, dossiers);
    if (!one.report.empty()) compare_report(packs, pack, one, files, failure);
    if (!failure.differences.empty()) result.failures.push_back(std::move(failure));
  }
  for (const auto& clause : pack.clauses) {
    for (const auto& rule : clause->rules) {
      if (!result.named.contains(rule.get())) result.untouched.push_back(rule->address);
    }
  }
  return result;
}

std::string case_report(const Packs& packs, const Pack& pack, const Case& one) {
  const CaseDossiers dossiers(one.name, one.dossiers());
  const Report report = dossiers.judge(packs, pack, one.as_of);
  RenderOptions style;
  style.language = one.report.ends_with(".en.txt") ? Language::en : Language::zh;
  std::ostringstream out;
  const PartsInMemory parts(report);
  render_text(parts, digest(parts, style.threshold), style, out);
  return out.str();
}

}  // namespace guiju
