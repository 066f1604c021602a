#include "audit/cases.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <deque>
#include <map>
#include <set>

#include "assess/assess.h"
#include "audit/edit.h"
#include "document/read_yaml.h"
#include "pack/fields.h"
#include "pack/hint.h"

namespace guiju {
namespace {

/// What a case says one rule must come to.
struct Expectation {
  const Rule* rule = nullptr;
  std::optional<Outcome> outcome;
  std::optional<std::int64_t> found, required, gap, findings;
  std::optional<std::string> subject;
  std::vector<std::string> missing;
};

struct Case {
  std::string name;
  Place place;
  std::optional<std::int64_t> as_of;
  std::vector<Tree> documents;
  std::vector<Expectation> expected;
  std::set<std::string> diagnostics;
};

/// What one rule came to in the whole of a case.
struct Came {
  Outcome outcome = Outcome::not_applicable;
  std::vector<const Finding*> findings;
  std::optional<Quantity> quantity;
};

constexpr std::array gravity{Outcome::violated, Outcome::undecided, Outcome::departed,
                             Outcome::satisfied, Outcome::not_applicable};

std::optional<Outcome> parse_outcome(std::string_view name) {
  for (const Outcome outcome : gravity) {
    if (name_of(outcome) == name) return outcome;
  }
  return std::nullopt;
}

// ---- reading ----

class CasesReader {
 public:
  CasesReader(const Pack& pack, const Document& document, Diagnostics& diagnostics)
      : pack_(pack), document_(document), diagnostics_(diagnostics) {}

  std::vector<Case> read();

 private:
  void read_case(NodeId node, std::vector<Case>& cases);
  std::optional<Tree> read_base(NodeId node);
  void edit(Tree& tree, Fields& fields);
  void add_dossier(Fields& fields, Case& made);
  Expectation read_expectation(NodeId key, NodeId node);
  std::optional<std::int64_t> read_number(Fields& fields, std::string_view key);
  std::optional<Outcome> read_outcome(NodeId node);
  void report_path(NodeId key);

  const Pack& pack_;
  const Document& document_;
  Diagnostics& diagnostics_;
  std::map<std::string, Tree, std::less<>> bases_;
};

std::vector<Case> CasesReader::read() {
  Fields fields(document_, document_.root(), diagnostics_);
  for (const auto& [key, value] : entries_of(document_, fields.require("bases"), diagnostics_)) {
    bases_.emplace(document_.text(key), tree_of(document_, value));
  }
  std::vector<Case> cases;
  for (const NodeId node : elements_of(document_, fields.require("cases"))) read_case(node, cases);
  fields.finish();
  return cases;
}

void CasesReader::report_path(NodeId key) {
  diagnostics_.add("case-bad-path", document_.place(key),
                   {{"path", same(std::string(document_.text(key)))}});
}

std::optional<Tree> CasesReader::read_base(NodeId node) {
  const auto name = document_.text(node);
  if (const auto found = bases_.find(name); found != bases_.end()) return found->second;
  std::vector<std::string_view> known;
  for (const auto& [base, tree] : bases_) known.push_back(base);
  diagnostics_.add("case-unknown-base", document_.place(node),
                   {{"name", same(std::string(name))}, {"hint", near_hint(name, known)}});
  return std::nullopt;
}

void CasesReader::edit(Tree& tree, Fields& fields) {
  for (const auto& [key, value] : entries_of(document_, fields.find("set"), diagnostics_)) {
    if (!set_at(tree, document_.text(key), tree_of(document_, value))) report_path(key);
  }
  for (const auto& [key, value] : entries_of(document_, fields.find("append"), diagnostics_)) {
    std::vector<Tree> elements;
    for (const NodeId element : elements_of(document_, value)) {
      elements.push_back(tree_of(document_, element));
    }
    if (!append_at(tree, document_.text(key), elements)) report_path(key);
  }
  // Last, so that the indexes above are those of the base. From the back, so that removing one
  // element does not move another that is still to go.
  auto removed = elements_of(document_, fields.find("remove"));
  std::reverse(removed.begin(), removed.end());
  for (const NodeId path : removed) {
    if (!remove_at(tree, document_.text(path))) report_path(path);
  }
}

void CasesReader::add_dossier(Fields& fields, Case& made) {
  const NodeId base = fields.find("base");
  if (base == no_node) return;
  auto tree = read_base(base);
  if (!tree) return;
  edit(*tree, fields);
  if (tree->kind == NodeKind::sequence) {
    std::move(tree->elements.begin(), tree->elements.end(), std::back_inserter(made.documents));
  } else {
    made.documents.push_back(std::move(*tree));
  }
}

std::optional<std::int64_t> CasesReader::read_number(Fields& fields, std::string_view key) {
  const auto text = fields.text(key);
  if (!text) return std::nullopt;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (error == std::errc{} && end == text->data() + text->size()) return number;
  diagnostics_.add("pack-wrong-type", document_.place(fields.find(key)),
                   {{"found", same(*text)}, {"required", {"整数", "a whole number"}}});
  return std::nullopt;
}

std::optional<Outcome> CasesReader::read_outcome(NodeId node) {
  const auto outcome = parse_outcome(document_.text(node));
  if (!outcome) {
    diagnostics_.add(
        "pack-wrong-type", document_.place(node),
        {{"found", same(std::string(document_.text(node)))},
         {"required", same("satisfied · violated · departed · undecided · not_applicable")}});
  }
  return outcome;
}

Expectation CasesReader::read_expectation(NodeId key, NodeId node) {
  Expectation expected;
  const auto id = document_.text(key);
  expected.rule = pack_.find_rule(id);
  if (expected.rule == nullptr) {
    std::vector<std::string_view> known;
    for (const auto& clause : pack_.clauses) {
      for (const auto& rule : clause->rules) known.push_back(rule->id);
    }
    diagnostics_.add("case-unknown-rule", document_.place(key),
                     {{"rule", same(std::string(id))}, {"hint", near_hint(id, known)}});
  }
  if (document_.kind(node) == NodeKind::scalar) {
    expected.outcome = read_outcome(node);
    return expected;
  }
  Fields fields(document_, node, diagnostics_);
  if (const NodeId outcome = fields.require("outcome"); outcome != no_node) {
    expected.outcome = read_outcome(outcome);
  }
  expected.found = read_number(fields, "found");
  expected.required = read_number(fields, "required");
  expected.gap = read_number(fields, "gap");
  expected.findings = read_number(fields, "findings");
  expected.subject = fields.text("subject");
  expected.missing = fields.texts("missing");
  fields.finish();
  return expected;
}

void CasesReader::read_case(NodeId node, std::vector<Case>& cases) {
  Fields fields(document_, node, diagnostics_);
  Case made;
  made.name = fields.require_text("name").value_or("");
  made.place = document_.place(node);
  if (const NodeId name = fields.find("name"); name != no_node) made.place = document_.place(name);
  made.as_of = fields.date("as_of");
  add_dossier(fields, made);
  for (const NodeId dossier : elements_of(document_, fields.find("dossiers"))) {
    Fields entry(document_, dossier, diagnostics_);
    entry.require("base");
    add_dossier(entry, made);
    entry.finish();
  }
  for (const auto& id : fields.texts("diagnostics")) made.diagnostics.insert(id);
  const NodeId expect = fields.find("expect");
  for (const auto& [key, value] : entries_of(document_, expect, diagnostics_)) {
    made.expected.push_back(read_expectation(key, value));
  }
  if ((expect == no_node && made.diagnostics.empty()) || made.documents.empty()) {
    diagnostics_.add("case-empty", made.place, {{"name", same(made.name)}});
  }
  fields.finish();
  cases.push_back(std::move(made));
}

// ---- judging ----

std::map<const Rule*, Came> gather(const Report& report) {
  std::map<const Rule*, Came> all;
  const auto rank = [](Outcome outcome) {
    return std::find(gravity.begin(), gravity.end(), outcome) - gravity.begin();
  };
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

/// The bound that a quantity is about: the one it fails, else the one it has.
std::optional<std::int64_t> bound_of(const Quantity& quantity) {
  const bool over = quantity.max && quantity.found_most > *quantity.max;
  return quantity.min && !over ? quantity.min : quantity.max;
}

class Comparer {
 public:
  explicit Comparer(CaseFailure& failure) : failure_(failure) {}

  void outcome(const Rule& rule, Outcome expected, Outcome came) {
    if (expected == came) return;
    add(rule, words_for(expected), words_for(came), "结果", "outcome");
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

 private:
  CaseFailure& failure_;
};

void compare_details(const Expectation& expected, const Came& came, Comparer& compare) {
  const Rule& rule = *expected.rule;
  const auto from = [&](auto read) -> std::optional<std::int64_t> {
    if (!came.quantity) return std::nullopt;
    return read(*came.quantity);
  };
  compare.number(rule, expected.found,
                 from([](const Quantity& q) -> std::optional<std::int64_t> { return q.found_least; }),
                 "现有", "found");
  compare.number(rule, expected.required, from(bound_of), "要求", "required");
  compare.number(rule, expected.gap,
                 from([](const Quantity& q) -> std::optional<std::int64_t> { return q.gap(); }),
                 "差额", "gap");
  compare.number(rule, expected.findings, static_cast<std::int64_t>(came.findings.size()),
                 "条数", "number of findings");
  std::vector<std::string> subjects;
  std::vector<std::string> missing;
  for (const Finding* finding : came.findings) {
    subjects.push_back(finding->subject.zh);
    subjects.push_back(finding->subject.en);
    for (const auto& field : finding->missing) {
      missing.push_back(field.path);
      missing.push_back(field.path.substr(field.path.rfind('.') + 1));
    }
  }
  if (expected.subject) compare.text(rule, *expected.subject, subjects, "对象", "subject");
  for (const auto& field : expected.missing) {
    compare.text(rule, field, missing, "缺少的内容", "missing field");
  }
}

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

CaseFailure run_case(const Packs& packs, const Pack& pack, const Case& one) {
  CaseFailure failure{one.name, one.place, {}};
  std::string bytes;
  for (const Tree& tree : one.documents) bytes += "---\n" + write_tree(tree) + "\n";
  const SourceFile source(one.name, std::move(bytes));
  AuditOptions options;
  options.as_of = one.as_of;
  options.among = {pack.id};
  // A case that states no day must not depend on today's.
  options.today = pack.issued.value_or(0);
  const Report report = judge_files(packs, {&source}, options);
  const auto all = gather(report);
  Comparer compare(failure);
  std::set<const Rule*> named;
  for (const auto& expected : one.expected) {
    if (expected.rule == nullptr || !expected.outcome) continue;
    named.insert(expected.rule);
    const auto found = all.find(expected.rule);
    const Came came = found == all.end() ? Came{} : found->second;
    compare.outcome(*expected.rule, *expected.outcome, came.outcome);
    compare_details(expected, came, compare);
  }
  for (const auto& [rule, came] : all) {
    if (named.contains(rule) || came.findings.empty()) continue;
    compare.outcome(*rule, Outcome::satisfied, came.outcome);
  }
  compare_diagnostics(one, report, failure);
  return failure;
}

}  // namespace

CasesResult run_cases(const Packs& packs, const Pack& pack, const RulesFile& file,
                      Diagnostics& diagnostics) {
  CasesResult result;
  const auto source = check_source(file.name, file.bytes, {}, diagnostics);
  if (!source) return result;
  const auto documents = read_yaml(*source, {}, diagnostics);
  if (documents.empty()) return result;
  const auto cases = CasesReader(pack, documents.front(), diagnostics).read();
  for (const Case& one : cases) {
    ++result.cases;
    for (const auto& expected : one.expected) {
      if (expected.rule != nullptr) ++result.named[expected.rule];
    }
    CaseFailure failure = run_case(packs, pack, one);
    if (!failure.differences.empty()) result.failures.push_back(std::move(failure));
  }
  for (const auto& clause : pack.clauses) {
    for (const auto& rule : clause->rules) {
      if (!result.named.contains(rule.get())) result.untouched.push_back(rule->address);
    }
  }
  return result;
}

}  // namespace guiju
