#include "compare.h"

#include <functional>

#include "judge.h"
#include "product.h"
#include "write.h"

namespace reference {
namespace {

std::string difference(const Answers& ours, const Answers& theirs) {
  std::map<std::pair<std::string, std::string>, std::pair<const Answer*, const Answer*>> pairs;
  for (const auto& one : ours) pairs[{one.rule, one.file}].first = &one;
  for (const auto& one : theirs) pairs[{one.rule, one.file}].second = &one;
  std::string text;
  for (const auto& [key, pair] : pairs) {
    const auto& [reference, product] = pair;
    if (reference != nullptr && product != nullptr && *reference == *product) continue;
    text += "  reference: " + (reference != nullptr ? text_of(*reference) : "nothing\n");
    text += "  guiju:     " + (product != nullptr ? text_of(*product) : "nothing\n");
  }
  return text;
}

/// Tries smaller audits one after the other, and keeps those on which the two still differ.
class Shrinker {
 public:
  explicit Shrinker(Audit audit) : audit_(std::move(audit)) {}

  Audit shrink() {
    for (bool smaller = true; smaller;) {
      smaller = leave_out_rules() | leave_out_dossiers() | leave_out_fields() | simplify_rules();
    }
    return audit_;
  }

 private:
  bool keep_if_differs(Audit smaller) {
    for (auto& dossier : smaller.dossiers) place_records(dossier);
    try {
      if (reference::difference(smaller).empty()) return false;
    } catch (const std::exception&) {
      return false;  // no audit any more
    }
    audit_ = std::move(smaller);
    return true;
  }

  /// All but one, which an audit must have.
  template <typename List>
  bool leave_out(List& (*of)(Audit&)) {
    bool any = false;
    for (std::size_t i = of(audit_).size(); i-- > 0 && of(audit_).size() > 1;) {
      Audit smaller = audit_;
      List& list = of(smaller);
      list.erase(list.begin() + static_cast<std::ptrdiff_t>(i));
      any = keep_if_differs(std::move(smaller)) || any;
    }
    return any;
  }
  bool leave_out_dossiers() {
    return leave_out<std::vector<Dossier>>(
        [](Audit& audit) -> std::vector<Dossier>& { return audit.dossiers; });
  }
  bool leave_out_rules() {
    return leave_out<std::vector<Rule>>(
        [](Audit& audit) -> std::vector<Rule>& { return audit.pack.rules; });
  }

  // Each change is known by its number, since the audit that it is made in is replaced.
  using Change = std::function<void()>;
  bool try_changes(void (*list)(Audit&, std::vector<Change>&)) {
    bool any = false;
    for (std::size_t i = 0;; ++i) {
      Audit smaller = audit_;
      std::vector<Change> changes;
      list(smaller, changes);
      if (i >= changes.size()) return any;
      changes[i]();
      if (keep_if_differs(std::move(smaller))) {
        any = true;
        --i;
      }
    }
  }

  static void list_fields(Record& record, std::vector<Change>& changes) {
    for (auto& [name, datum] : record.fields) {
      if (name != "tag") changes.emplace_back([&record, key = name] { record.fields.erase(key); });
      if (datum.kind == Datum::Kind::records) {
        for (std::size_t i = 0; i < datum.records.size(); ++i) {
          changes.emplace_back([&datum = datum, i] {
            datum.records.erase(datum.records.begin() + static_cast<std::ptrdiff_t>(i));
          });
        }
      }
      for (auto& inner : datum.records) list_fields(inner, changes);
    }
  }
  bool leave_out_fields() {
    return try_changes([](Audit& audit, std::vector<Change>& changes) {
      if (audit.as_of) changes.emplace_back([&audit] { audit.as_of.reset(); });
      for (auto& dossier : audit.dossiers) {
        if (!dossier.justifications.empty()) {
          changes.emplace_back([&dossier] { dossier.justifications.clear(); });
        }
        list_fields(dossier.root, changes);
      }
    });
  }

  static void list_parts(Expression& expression, std::vector<Change>& changes) {
    for (std::size_t i = 0; i < expression.of.size(); ++i) {
      changes.emplace_back([&expression, i] {
        const Expression part = expression.of[i];
        expression = part;
      });
    }
    for (auto& part : expression.of) list_parts(part, changes);
  }
  static void list_parts(Maybe& expression, std::vector<Change>& changes) {
    if (!expression) return;
    changes.emplace_back([&expression] { expression.reset(); });
    list_parts(*expression, changes);
  }
  static void list_rule(Rule& rule, std::vector<Change>& changes) {
    if (rule.strength != Strength::must) {
      changes.emplace_back([&rule] { rule.strength = Strength::must; });
    }
    for (Maybe* part : parts_of(rule)) {
      if (part != &rule.match.condition) list_parts(*part, changes);
    }
    if (rule.key.size() > 1 && rule.match.key.size() != 1) {
      changes.emplace_back([&rule] {
        rule.key.pop_back();
        if (!rule.match.key.empty()) rule.match.key.pop_back();
      });
    }
    if (rule.group.size() > 1) changes.emplace_back([&rule] { rule.group.pop_back(); });
    if (rule.needs.size() > 1) changes.emplace_back([&rule] { rule.needs.pop_back(); });
    if (rule.match.condition) {
      list_parts(*rule.match.condition, changes);
      changes.emplace_back([&rule] {
        rule.match.values.clear();
        rule.match.condition.reset();
      });
    }
  }
  bool simplify_rules() {
    return try_changes([](Audit& audit, std::vector<Change>& changes) {
      for (auto& rule : audit.pack.rules) list_rule(rule, changes);
    });
  }

  Audit audit_;
};

}  // namespace

std::string difference(const Audit& audit) {
  const Product product(audit.pack);
  return difference(judge(audit), product.judge(audit.dossiers, audit.as_of));
}

std::string told(const Audit& audit) {
  std::string text = "--- pack.yaml" + yaml_of(audit.pack);
  for (const auto& dossier : audit.dossiers) {
    text += "--- " + dossier.file + "\n" + yaml_of(dossier);
  }
  if (audit.as_of) text += "--- as of " + text_of(*audit.as_of) + "\n";
  return text + "--- they differ\n" + difference(audit);
}

Audit shrunk(Audit audit) { return Shrinker(std::move(audit)).shrink(); }

}  // namespace reference
