#include "audit/suggest.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "assess/evaluate.h"
#include "audit/small_edits.h"
#include "pack/limits.h"
#include "report/parts.h"
#include "text/lines.h"

namespace guiju {
namespace {

constexpr std::size_t most_single = 1500;  // candidates tried with one edit
constexpr std::size_t most_pairs = 1500;   // and with two

/// Dossiers that may show the difference: bases, each with the edits of a case and one or two more.
struct Candidate {
  struct Part {
    std::string base;
    std::vector<Edit> edits;
  };
  std::vector<Part> parts;
  std::optional<std::int64_t> as_of;
};

/// What a rule came to, in as much detail as a case can expect.
struct Summary {
  Outcome outcome = Outcome::not_applicable;
  Strength strength = Strength::must;
  std::optional<std::int64_t> found, required, gap;
  std::size_t findings = 0;
  std::set<std::string> subjects;
  std::set<std::string> missing;
  bool operator==(const Summary&) const = default;
};

struct Outcomes {
  std::map<std::string, Summary> rules;
  std::set<std::string> diagnostics;
  bool failed = false;  ///< an expression had no value: nothing for a case to show
  bool operator==(const Outcomes&) const = default;
};

bool matters(Outcome outcome) {
  return outcome != Outcome::satisfied && outcome != Outcome::not_applicable;
}

Summary summary_of(const Rule& rule, const Came& came) {
  Summary summary;
  summary.outcome = came.outcome;
  if (matters(came.outcome)) summary.strength = rule.strength;
  if (came.quantity) summary.found = came.quantity->found_least;
  summary.required = came.bound();
  if (came.quantity) summary.gap = came.quantity->gap();
  summary.findings = came.findings.size();
  for (const Finding* finding : came.findings) {
    if (!finding->subject.empty()) summary.subjects.insert(finding->subject.zh);
    for (const auto& field : finding->missing) {
      summary.missing.insert(field.path.substr(field.path.rfind('.') + 1));
    }
  }
  return summary;
}

Outcomes outcomes_for(const Packs& packs, const Pack& pack, const CaseDossiers& dossiers,
                      std::optional<std::int64_t> as_of) {
  const Report report = dossiers.judge(packs, pack, as_of);
  Outcomes outcomes;
  for (const auto& [rule, came] : outcomes_of(report)) {
    outcomes.rules[rule->id] = summary_of(*rule, came);
  }
  for (const auto& one : report.diagnostics) {
    outcomes.diagnostics.insert(std::string(one.diagnostic.id));
    outcomes.failed = outcomes.failed || one.diagnostic.id == "rule-evaluation-failed";
  }
  return outcomes;
}

// ---- candidates ----

/// The bases with their edits made, in the order in which reading a case makes them; nothing if
/// one of them leads nowhere.
std::optional<std::vector<Tree>> make_dossiers(const Candidate& candidate, const CaseFile& cases) {
  std::vector<Tree> dossiers;
  for (const auto& part : candidate.parts) {
    Tree tree = cases.bases.find(part.base)->second;
    for (const auto kind : {Edit::Kind::set, Edit::Kind::append, Edit::Kind::remove}) {
      for (const Edit& edit : part.edits) {
        if (edit.kind == kind && !make(edit, tree)) return std::nullopt;
      }
    }
    if (tree.kind == NodeKind::sequence) {
      std::move(tree.elements.begin(), tree.elements.end(), std::back_inserter(dossiers));
    } else {
      dossiers.push_back(std::move(tree));
    }
  }
  return dossiers;
}

/// Adds an edit in the place of one that it undoes or repeats.
void add_edit(std::vector<Edit>& edits, const Edit& edit) {
  std::erase_if(edits, [&edit](const Edit& other) { return other.path == edit.path; });
  edits.push_back(edit);
}

Candidate with(const Candidate& start, std::size_t part, const Edit& edit) {
  Candidate candidate = start;
  add_edit(candidate.parts[part].edits, edit);
  return candidate;
}

// ---- writing ----

Tree text(std::string value) { return {NodeKind::scalar, std::move(value), true, {}, {}}; }
Tree mapping() { return {NodeKind::mapping, {}, true, {}, {}}; }
Tree sequence() { return {NodeKind::sequence, {}, true, {}, {}}; }

void write_edits(const std::vector<Edit>& edits, Tree& into) {
  Tree set = mapping();
  Tree append = mapping();
  std::vector<std::string> removed;
  for (const Edit& edit : edits) {
    if (edit.kind == Edit::Kind::set) set.entries.emplace_back(edit.path, edit.after.front());
    if (edit.kind == Edit::Kind::remove) removed.push_back(edit.path);
    if (edit.kind != Edit::Kind::append) continue;
    append.entries.emplace_back(edit.path, sequence());
    append.entries.back().second.elements = edit.after;
  }
  if (!set.entries.empty()) into.entries.emplace_back("set", std::move(set));
  if (!append.entries.empty()) into.entries.emplace_back("append", std::move(append));
  if (removed.empty()) return;
  // `remove` is made from the back.
  std::reverse(removed.begin(), removed.end());
  into.entries.emplace_back("remove", sequence());
  for (auto& path : removed) into.entries.back().second.elements.push_back(text(std::move(path)));
}

/// What a rule must come to; in full where it differs under the change.
Tree expectation(const Summary& came, const Summary& changed) {
  Tree outcome = text(std::string(name_of(came.outcome)));
  Tree full = mapping();
  full.entries.emplace_back("outcome", outcome);
  const auto number = [&full](const char* key, const auto& mine, const auto& other) {
    if (mine && mine != other) full.entries.emplace_back(key, text(std::to_string(*mine)));
  };
  if (came.outcome != changed.outcome) return outcome;
  if (came.strength != changed.strength) {
    full.entries.emplace_back("strength", text(std::string(name_of(came.strength))));
  }
  number("found", came.found, changed.found);
  number("required", came.required, changed.required);
  number("gap", came.gap, changed.gap);
  if (came.findings != changed.findings) {
    full.entries.emplace_back("findings", text(std::to_string(came.findings)));
  }
  const auto only_mine = [](const std::set<std::string>& mine, const std::set<std::string>& other) {
    std::vector<std::string> only;
    std::set_difference(mine.begin(), mine.end(), other.begin(), other.end(),
                        std::back_inserter(only));
    return only;
  };
  if (const auto subjects = only_mine(came.subjects, changed.subjects); !subjects.empty()) {
    full.entries.emplace_back("subject", text(subjects.front()));
  }
  if (const auto missing = only_mine(came.missing, changed.missing); !missing.empty()) {
    Tree names = sequence();
    for (const auto& name : missing) names.elements.push_back(text(name));
    full.entries.emplace_back("missing", std::move(names));
  }
  return full.entries.size() > 1 ? full : outcome;
}

/// One search: the change is made and taken back for each candidate.
class Search {
 public:
  Search(const Packs& packs, const Pack& pack, const CaseFile& cases, const Mutant& mutant,
         Language language)
      : packs_(packs), pack_(pack), cases_(cases), mutant_(mutant), language_(language) {}

  std::string run() {
    if (try_cases() || try_days() || try_edits()) return written_;
    return {};
  }

 private:
  bool concerns(const Case& one) const {
    return mutant_.rules.empty() ||
           std::any_of(one.expected.begin(), one.expected.end(), [this](const Expectation& other) {
             return std::find(mutant_.rules.begin(), mutant_.rules.end(), other.rule) !=
                    mutant_.rules.end();
           });
  }

  static Candidate candidate_of(const Case& one) {
    Candidate candidate{{}, one.as_of};
    for (const auto& base : one.bases) candidate.parts.push_back({base.base, base.edits});
    return candidate;
  }

  /// Where edits start from: the bases, then the cases that name a changed rule.
  std::vector<Candidate> starts() const {
    std::vector<Candidate> all;
    for (const auto& [name, tree] : cases_.bases) all.push_back({{{name, {}}}, std::nullopt});
    constexpr std::size_t most = 12;
    for (const Case& one : cases_.cases) {
      if (all.size() < most && !mutant_.rules.empty() && concerns(one) && !one.bases.empty()) {
        all.push_back(candidate_of(one));
      }
    }
    return all;
  }

  /// The plainest first: a changed rule violated and little else said.
  bool try_cases() {
    std::vector<const Case*> plain;
    for (const Case& one : cases_.cases) {
      if (concerns(one)) plain.push_back(&one);
    }
    const auto rank = [this](const Case* one) {
      const bool violated = std::any_of(
          one->expected.begin(), one->expected.end(), [this](const Expectation& expected) {
            return expected.outcome == Outcome::violated &&
                   std::find(mutant_.rules.begin(), mutant_.rules.end(), expected.rule) !=
                       mutant_.rules.end();
          });
      return std::pair(!violated, one->expected.size());
    };
    std::stable_sort(plain.begin(), plain.end(), [&rank](const Case* left, const Case* right) {
      return rank(left) < rank(right);
    });
    return std::any_of(plain.begin(), plain.end(),
                       [this](const Case* one) { return attempt(candidate_of(*one)); });
  }

  /// The days about which the policy's term or a dated figure turns.
  bool try_days() {
    std::set<std::int64_t> days;
    const auto add = [&days](const std::optional<std::int64_t>& day) {
      if (day) days.insert({*day - 1, *day, *day + 1});
    };
    add(pack_.from);
    add(pack_.until);
    for (const auto& parameter : pack_.parameters) {
      for (const auto& version : parameter.versions) add(version.from);
    }
    for (const auto& clause : pack_.clauses) {
      for (const auto& rule : clause->rules) add(rule->due);
    }
    for (const auto& [name, tree] : cases_.bases) {
      for (const std::int64_t day : days) {
        if (attempt({{{name, {}}}, day})) return true;
      }
    }
    return false;
  }

  bool try_edits() {
    const Interest interest = interest_of();
    std::vector<std::pair<Candidate, std::size_t>> tried;
    const auto all = starts();
    const std::size_t each = std::max<std::size_t>(1, most_single / std::max<std::size_t>(1, all.size()));
    for (const Candidate& start : all) {
      for (std::size_t part = 0; part < start.parts.size(); ++part) {
        const Tree& base = cases_.bases.find(start.parts[part].base)->second;
        const auto edits = small_edits(pack_, base, interest);
        for (std::size_t i = 0; i < edits.size() && i < each; ++i) {
          if (attempt(with(start, part, edits[i]))) return true;
        }
      }
    }
    return try_pairs(all, interest);
  }

  bool try_pairs(const std::vector<Candidate>& all, const Interest& interest) {
    std::size_t left = most_pairs;
    for (const Candidate& start : all) {
      if (start.parts.size() != 1) continue;
      const Tree& base = cases_.bases.find(start.parts[0].base)->second;
      const auto edits = small_edits(pack_, base, interest);
      // A step without a common factor walks all pairs of a long list in a mixed order.
      const std::size_t pairs = edits.size() * edits.size();
      std::size_t here = std::min(pairs, most_pairs / all.size() + 1);
      for (std::size_t k = 0; here > 0 && left > 0; --here, --left, k += 7919) {
        const Edit& first = edits[k % pairs / edits.size()];
        const Edit& second = edits[k % pairs % edits.size()];
        if (first.path == second.path) continue;
        if (attempt(with(with(start, 0, first), 0, second))) return true;
      }
    }
    return false;
  }

  /// What the changed rules read, and the figures around which they turn.
  Interest interest_of() const {
    Interest interest;
    for (const auto& id : mutant_.rules) {
      const Rule* rule = pack_.find_rule(id);
      if (rule == nullptr) continue;
      for (const Part& part : parts_of(*rule)) {
        if (part.expression == nullptr) continue;
        for (const cel::FieldRead& read : part.expression->program->fields()) {
          interest.fields.insert(read.record->fields()[read.field].name);
        }
      }
    }
    for (const auto& parameter : pack_.parameters) {
      for (const auto& version : parameter.versions) {
        const cel::Value& value = version.value;
        if (value.is(cel::Kind::integer)) interest.numbers.insert(std::to_string(value.integer));
        if (value.is(cel::Kind::date)) interest.dates.insert(cel::format_date(value.days));
      }
    }
    return interest;
  }

  bool attempt(const Candidate& candidate) {
    if (!shows(candidate)) return false;
    reduce(candidate);
    return true;
  }

  /// Leaves out what the difference does not need.
  void reduce(Candidate candidate) {
    for (auto& part : candidate.parts) {
      for (std::size_t i = part.edits.size(); i-- > 0;) {
        const Edit edit = part.edits[i];
        part.edits.erase(part.edits.begin() + static_cast<std::ptrdiff_t>(i));
        if (!shows(candidate)) {
          part.edits.insert(part.edits.begin() + static_cast<std::ptrdiff_t>(i), edit);
        }
      }
    }
  }

  /// Whether the change makes a difference here that a case can tell; written down if so.
  bool shows(const Candidate& candidate) {
    if (steps_taken() - before_ > most_suggestion_steps) return false;
    const auto dossiers = make_dossiers(candidate, cases_);
    if (!dossiers) return false;
    std::vector<const Tree*> trees;
    for (const Tree& tree : *dossiers) trees.push_back(&tree);
    const CaseDossiers read("", trees);
    const Outcomes before = outcomes_for(packs_, pack_, read, candidate.as_of);
    mutant_.toggle();
    const Outcomes after = outcomes_for(packs_, pack_, read, candidate.as_of);
    mutant_.toggle();
    if (before == after || before.failed || !can_be_told(before, after)) return false;
    write(candidate, before, after);
    return true;
  }

  /// A case can only say what the unchanged pack comes to.
  static bool can_be_told(const Outcomes& before, const Outcomes& after) {
    if (before.diagnostics != after.diagnostics) return true;
    for (const auto& [rule, came] : after.rules) {
      if (matters(came.outcome) && !before.rules.contains(rule)) return true;
    }
    return std::any_of(before.rules.begin(), before.rules.end(), [&after](const auto& entry) {
      const auto other = after.rules.find(entry.first);
      const Summary changed = other == after.rules.end() ? Summary{} : other->second;
      return entry.second.outcome != changed.outcome ||
             expectation(entry.second, changed).kind == NodeKind::mapping;
    });
  }

  void write(const Candidate& candidate, const Outcomes& before, const Outcomes& after) {
    written_.clear();
    Tree made = mapping();
    made.entries.emplace_back("name", text(mutant_.says.in(language_)));
    if (candidate.as_of) made.entries.emplace_back("as_of", text(cel::format_date(*candidate.as_of)));
    Tree dossiers = sequence();
    for (const auto& part : candidate.parts) {
      Tree entry = mapping();
      entry.entries.emplace_back("base", text(part.base));
      write_edits(part.edits, entry);
      dossiers.elements.push_back(std::move(entry));
    }
    if (dossiers.elements.size() == 1) {
      for (auto& entry : dossiers.elements.front().entries) made.entries.push_back(std::move(entry));
    } else {
      made.entries.emplace_back("dossiers", std::move(dossiers));
    }
    made.entries.emplace_back("expect", expectations(before, after));
    if (!before.diagnostics.empty()) {
      Tree ids = sequence();
      for (const auto& id : before.diagnostics) ids.elements.push_back(text(id));
      made.entries.emplace_back("diagnostics", std::move(ids));
    }
    Tree list = sequence();
    list.elements.push_back(std::move(made));
    const std::string space(cases_.indent, ' ');
    const std::string block = write_block(list);
    for (const auto line : lines_of(block)) {
      written_ += space + std::string(line) + "\n";
    }
  }

  static Tree expectations(const Outcomes& before, const Outcomes& after) {
    Tree expect = mapping();
    for (const auto& [rule, came] : before.rules) {
      const auto other = after.rules.find(rule);
      const Summary changed = other == after.rules.end() ? Summary{} : other->second;
      if (came == changed && !matters(came.outcome)) continue;
      expect.entries.emplace_back(rule, expectation(came, changed));
    }
    return expect;
  }

  const Packs& packs_;
  const Pack& pack_;
  const CaseFile& cases_;
  const Mutant& mutant_;
  Language language_;
  std::string written_;
  std::uint64_t before_ = steps_taken();
};

}  // namespace

std::string Suggester::suggest(const Mutant& mutant, Language language) const {
  return Search(packs_, pack_, cases_, mutant, language).run();
}

}  // namespace guiju
