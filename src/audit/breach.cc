#include "audit/breach.h"

#include <algorithm>
#include <charconv>
#include <tuple>

#include "assess/evaluate.h"
#include "audit/run_cases.h"
#include "pack/limits.h"

namespace guiju {

namespace {

bool is_fault(const std::optional<Outcome>& outcome) {
  return outcome == Outcome::violated || outcome == Outcome::undecided ||
         outcome == Outcome::departed;
}

/// What speaks against a case as an example of one rule: less is better.
struct Cost {
  std::size_t other_faults = 0, edits = 0, bytes = 0;

  bool operator<(const Cost& other) const {
    return std::tie(other_faults, edits, bytes) <
           std::tie(other.other_faults, other.edits, other.bytes);
  }
};

Cost cost_of(const Case& one, const Rule& rule) {
  Cost cost;
  for (const auto& expectation : one.expected) {
    if (expectation.rule != rule.id && is_fault(expectation.outcome)) ++cost.other_faults;
  }
  cost.other_faults += one.diagnostics.size();
  for (const auto& base : one.bases) {
    cost.edits += base.edits.size();
    for (const auto& edit : base.edits) {
      for (const auto& value : edit.after) cost.bytes += write_tree(value).size();
    }
  }
  return cost;
}

bool expects(const Case& one, const Rule& rule, Outcome outcome) {
  return std::any_of(one.expected.begin(), one.expected.end(), [&](const Expectation& entry) {
    return entry.rule == rule.id && entry.outcome == outcome;
  });
}

/// The findings of a rule in a case; empty where the case does not come out as it says.
std::vector<Finding> judge(const Packs& packs, const Rule& rule, const Case& one, Outcome outcome) {
  const CaseDossiers dossiers(one.name, one.dossiers());
  const auto report = dossiers.judge(packs, *rule.pack, one.as_of);
  std::vector<Finding> findings;
  for (const auto& finding : report.findings) {
    if (finding.rule == &rule && finding.outcome == outcome) findings.push_back(finding);
  }
  return findings;
}

// ---- paths in the words of the kind ----

struct PathStep {
  std::string key;  ///< empty: an index
  std::size_t index = 0;
};

std::vector<PathStep> steps_of(std::string_view path) {
  std::vector<PathStep> steps;
  while (!path.empty()) {
    if (path.front() == '.') path.remove_prefix(1);
    const bool index = !path.empty() && path.front() == '[';
    const auto end = std::min(index ? path.find(']') : path.find_first_of(".["), path.size());
    PathStep step;
    if (index) {
      std::from_chars(path.data() + 1, path.data() + end, step.index);
    } else {
      step.key = std::string(path.substr(0, end));
    }
    steps.push_back(std::move(step));
    path.remove_prefix(std::min(path.size(), index ? end + 1 : end));
  }
  return steps;
}

const Kind* kind_of(const Pack& pack, const Tree& dossier) {
  for (const auto& [key, value] : dossier.entries) {
    if (std::find(std::begin(kind_keys), std::end(kind_keys), key) != std::end(kind_keys)) {
      return pack.find_kind(value.text);
    }
  }
  return nullptr;
}

/// Goes along a path by the shapes that it leads through, gathering their labels.
class Trail {
 public:
  Trail(const Pack& pack, const Tree& base, const std::string& path) {
    const auto steps = steps_of(path);
    const Tree* dossier = &base;
    std::size_t first = 0;
    if (base.kind == NodeKind::sequence && !steps.empty() && steps.front().key.empty()) {
      const auto index = steps.front().index;
      if (index < base.elements.size()) dossier = &base.elements[index];
      const auto number = std::to_string(index + 1);
      append({"第" + number + "份材料", "dossier " + number});
      first = 1;
    }
    if (const auto* kind = kind_of(pack, *dossier)) shape_ = &kind->shape;
    for (std::size_t i = first; i < steps.size(); ++i) go(steps[i]);
  }

  const Localized& words() const { return words_; }
  /// Of what the path leads to; null where it is no field.
  const FieldType* type() const { return type_; }

 private:
  void append(const Localized& more) {
    words_.zh += (words_.zh.empty() ? "" : "的") + more.zh;
    words_.en += (words_.en.empty() ? "" : ", ") + more.en;
  }

  void go(const PathStep& step) {
    if (step.key.empty()) {
      const auto number = std::to_string(step.index + 1);
      words_.zh += "第" + number + "项";
      words_.en += " " + number;
      const bool list = type_ != nullptr && type_->base == FieldType::Base::list;
      type_ = list ? type_->element : nullptr;
    } else {
      const int index = shape_ == nullptr ? -1 : shape_->find(step.key);
      const auto* field = index < 0 ? nullptr : &shape_->fields[static_cast<std::size_t>(index)];
      append(field == nullptr ? same(step.key) : field->label);
      type_ = field == nullptr ? nullptr : field->type;
    }
    const bool record = type_ != nullptr && type_->base == FieldType::Base::record;
    shape_ = record ? type_->record : nullptr;
  }

  Localized words_;
  const FieldType* type_ = nullptr;
  const RecordShape* shape_ = nullptr;
};

/// Labels for the values of an enumeration, alone or in a list; else one line of YAML.
Localized words_for(const FieldType& type, const Tree& value) {
  const bool list = value.kind == NodeKind::sequence && type.base == FieldType::Base::list &&
                    type.element->base == FieldType::Base::enumeration;
  if (list) {
    Localized words;
    for (const auto& element : value.elements) {
      const auto one = words_for(*type.element, element);
      words.zh += (words.zh.empty() ? "" : "、") + one.zh;
      words.en += (words.en.empty() ? "" : ", ") + one.en;
    }
    return words;
  }
  const bool named = type.base == FieldType::Base::enumeration;
  const int index = named ? type.enumeration->find(value.text) : -1;
  if (index < 0) return same(write_tree(value));
  return type.enumeration->values[static_cast<std::size_t>(index)].label;
}

}  // namespace

std::optional<Breach> smallest_breach(const Packs& packs, const Rule& rule, const CaseFile& file) {
  const std::uint64_t before = steps_taken();
  for (const auto outcome : {Outcome::violated, Outcome::undecided, Outcome::departed}) {
    std::vector<const Case*> candidates;
    for (const auto& one : file.cases) {
      if (expects(one, rule, outcome)) candidates.push_back(&one);
    }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [&](const Case* left, const Case* right) {
                       return cost_of(*left, rule) < cost_of(*right, rule);
                     });
    for (const auto* one : candidates) {
      if (steps_taken() - before > most_suggestion_steps) return std::nullopt;
      auto findings = judge(packs, rule, *one, outcome);
      if (!findings.empty()) return Breach{one, &file, std::move(findings)};
    }
  }
  return std::nullopt;
}

Localized label_of_path(const Pack& pack, const Tree& base, const std::string& path) {
  return Trail(pack, base, path).words();
}

Localized words_at_path(const Pack& pack, const Tree& base, const std::string& path,
                        const Tree& value) {
  const Trail trail(pack, base, path);
  return trail.type() == nullptr ? same(write_tree(value)) : words_for(*trail.type(), value);
}

}  // namespace guiju
