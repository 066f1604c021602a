#include "audit/cases.h"

#include <algorithm>
#include <charconv>

#include "document/read_yaml.h"
#include "pack/fields.h"
#include "pack/hint.h"
#include "pack/limits.h"

namespace guiju {
namespace {

constexpr Outcome all_outcomes[]{Outcome::violated, Outcome::undecided, Outcome::departed,
                                 Outcome::satisfied, Outcome::not_applicable};

std::optional<Outcome> parse_outcome(std::string_view name) {
  for (const Outcome outcome : all_outcomes) {
    if (name_of(outcome) == name) return outcome;
  }
  return std::nullopt;
}

class CasesReader {
 public:
  CasesReader(const Pack& pack, const Document& document, Diagnostics& diagnostics)
      : pack_(pack), document_(document), diagnostics_(diagnostics) {}

  void read(CaseFile& file);

 private:
  Case read_case(NodeId node);
  void read_report(Fields& fields, Case& made);
  void check_name(const Case& made);
  std::optional<Tree> read_base(NodeId node);
  void make_edits(Tree& tree, Fields& fields, std::vector<Edit>& edits);
  void make_edit(Tree& tree, Edit edit, NodeId path, std::vector<Edit>& edits);
  void add_base(Fields& fields, Case& made);
  Expectation read_expectation(NodeId key, NodeId node);
  void read_details(Expectation& expected, NodeId node);
  void check_rule(const Expectation& expected);
  std::optional<std::int64_t> read_number(Fields& fields, std::string_view key);
  std::optional<Outcome> read_outcome(NodeId node);
  void report_path(NodeId key);

  const Pack& pack_;
  const Document& document_;
  Diagnostics& diagnostics_;
  std::map<std::string, Tree, std::less<>> bases_;
  std::set<std::string> names_;
  std::size_t values_ = 0;  ///< in bases and the dossiers made of them
};

void CasesReader::read(CaseFile& file) {
  Fields fields(document_, document_.root(), diagnostics_);
  for (const auto& [key, value] : entries_of(document_, fields.require("bases"), diagnostics_)) {
    const auto [base, fresh] = bases_.emplace(document_.text(key), tree_of(document_, value));
    values_ += fresh ? values_in(base->second) : 0;
  }
  for (const NodeId node : elements_of(document_, fields.require("cases"))) {
    // A case stands two columns after its dash.
    if (file.cases.empty()) file.indent = std::max(document_.place(node).begin.column, 3U) - 3;
    if (values_ > most_case_values) {
      diagnostics_.add("cases-too-many-values", document_.place(node),
                       {{"limit", same(std::to_string(most_case_values))}});
      break;
    }
    file.cases.push_back(read_case(node));
    check_name(file.cases.back());
  }
  fields.finish();
  file.bases = std::move(bases_);
}

void CasesReader::check_name(const Case& made) {
  if (names_.insert(made.name).second) return;
  diagnostics_.add("pack-duplicate-name", made.place, {{"name", same(made.name)}});
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

void CasesReader::make_edit(Tree& tree, Edit edit, NodeId path, std::vector<Edit>& edits) {
  if (edit.kind != Edit::Kind::append) {
    if (const Tree* before = follow(tree, edit.path)) edit.before = *before;
  }
  if (make(edit, tree)) edits.push_back(std::move(edit));
  else report_path(path);
}

void CasesReader::make_edits(Tree& tree, Fields& fields, std::vector<Edit>& edits) {
  const auto path_of = [this](NodeId node) { return std::string(document_.text(node)); };
  for (const auto& [key, value] : entries_of(document_, fields.find("set"), diagnostics_)) {
    make_edit(tree, {Edit::Kind::set, path_of(key), {}, {tree_of(document_, value)}}, key, edits);
  }
  for (const auto& [key, value] : entries_of(document_, fields.find("append"), diagnostics_)) {
    std::vector<Tree> added;
    for (const NodeId element : elements_of(document_, value)) {
      added.push_back(tree_of(document_, element));
    }
    make_edit(tree, {Edit::Kind::append, path_of(key), {}, std::move(added)}, key, edits);
  }
  // Last, so that the indexes above are those of the base. From the back, so that removing one
  // element does not move another that is still to go.
  auto removed = elements_of(document_, fields.find("remove"));
  std::reverse(removed.begin(), removed.end());
  for (const NodeId path : removed) {
    make_edit(tree, {Edit::Kind::remove, path_of(path), {}, {}}, path, edits);
  }
}

void CasesReader::add_base(Fields& fields, Case& made) {
  const NodeId base = fields.find("base");
  if (base == no_node) return;
  auto tree = read_base(base);
  if (!tree) return;
  EditedBase edited{std::string(document_.text(base)), {}, {}};
  make_edits(*tree, fields, edited.edits);
  if (tree->kind == NodeKind::sequence) edited.dossiers = std::move(tree->elements);
  else edited.dossiers.push_back(std::move(*tree));
  for (const Tree& dossier : edited.dossiers) values_ += values_in(dossier);
  made.bases.push_back(std::move(edited));
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

void CasesReader::check_rule(const Expectation& expected) {
  if (pack_.find_rule(expected.rule) != nullptr) return;
  std::vector<std::string_view> known;
  for (const auto& clause : pack_.clauses) {
    for (const auto& rule : clause->rules) known.push_back(rule->id);
  }
  diagnostics_.add("case-unknown-rule", expected.place,
                   {{"rule", same(expected.rule)}, {"hint", near_hint(expected.rule, known)}});
}

void CasesReader::read_details(Expectation& expected, NodeId node) {
  Fields fields(document_, node, diagnostics_);
  if (const NodeId outcome = fields.require("outcome"); outcome != no_node) {
    expected.outcome = read_outcome(outcome);
  }
  if (const auto strength = fields.text("strength")) {
    expected.strength = parse_strength(*strength);
    if (!expected.strength) {
      diagnostics_.add("pack-wrong-type", document_.place(fields.find("strength")),
                       {{"found", same(*strength)},
                        {"required", same("must · in-principle · encouraged")}});
    }
  }
  expected.found = read_number(fields, "found");
  expected.required = read_number(fields, "required");
  expected.gap = read_number(fields, "gap");
  expected.findings = read_number(fields, "findings");
  expected.subject = fields.text("subject");
  expected.at = fields.text("at");
  expected.missing = fields.texts("missing");
  fields.finish();
}

Expectation CasesReader::read_expectation(NodeId key, NodeId node) {
  Expectation expected;
  expected.rule = std::string(document_.text(key));
  expected.place = document_.place(key);
  check_rule(expected);
  if (document_.kind(node) == NodeKind::scalar) expected.outcome = read_outcome(node);
  else read_details(expected, node);
  return expected;
}

/// A report stands beside the pack, so its name must not lead anywhere.
void CasesReader::read_report(Fields& fields, Case& made) {
  const NodeId node = fields.find("report");
  if (node == no_node) return;
  made.report = fields.text("report").value_or("");
  made.report_place = document_.place(node);
  const bool named = made.report.ends_with(".zh.txt") || made.report.ends_with(".en.txt");
  if (named && made.report.find_first_of("/\\") == std::string::npos) return;
  diagnostics_.add("pack-wrong-type", made.report_place,
                   {{"found", same(made.report)}, {"required", same("NAME.zh.txt · NAME.en.txt")}});
  made.report.clear();
}

Case CasesReader::read_case(NodeId node) {
  Fields fields(document_, node, diagnostics_);
  Case made;
  made.name = fields.require_text("name").value_or("");
  made.place = document_.place(node);
  if (const NodeId name = fields.find("name"); name != no_node) made.place = document_.place(name);
  made.as_of = fields.date("as_of");
  add_base(fields, made);
  for (const NodeId dossier : elements_of(document_, fields.find("dossiers"))) {
    Fields entry(document_, dossier, diagnostics_);
    entry.require("base");
    add_base(entry, made);
    entry.finish();
  }
  for (const auto& id : fields.texts("diagnostics")) made.diagnostics.insert(id);
  const NodeId expect = fields.find("expect");
  for (const auto& [key, value] : entries_of(document_, expect, diagnostics_)) {
    made.expected.push_back(read_expectation(key, value));
  }
  read_report(fields, made);
  if ((expect == no_node && made.diagnostics.empty()) || made.bases.empty()) {
    diagnostics_.add("case-empty", made.place, {{"name", same(made.name)}});
  }
  fields.finish();
  return made;
}

}  // namespace

std::vector<const Tree*> Case::dossiers() const {
  std::vector<const Tree*> all;
  for (const auto& base : bases) {
    for (const Tree& dossier : base.dossiers) all.push_back(&dossier);
  }
  return all;
}

CaseFile read_cases(const Pack& pack, const RulesFile& file, Diagnostics& diagnostics) {
  CaseFile cases;
  cases.source = check_source(file.name, file.bytes, {}, diagnostics);
  if (!cases.source) return cases;
  const auto documents = read_yaml(*cases.source, {}, diagnostics);
  if (!documents.empty()) CasesReader(pack, documents.front(), diagnostics).read(cases);
  return cases;
}

const RulesFile* find_cases(const std::vector<RulesFile>& files, const std::string& pack) {
  const auto found = std::find_if(files.begin(), files.end(), [&pack](const RulesFile& file) {
    return file.path == pack + "/cases.yaml";
  });
  return found == files.end() ? nullptr : &*found;
}

}  // namespace guiju
