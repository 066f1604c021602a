#include "assess/judge.h"

#include <algorithm>
#include <filesystem>

#include "assess/describe.h"
#include "text/unicode.h"

namespace guiju {
namespace {

constexpr std::size_t counted_limit = 50;  // places a finding cites; the rest is counted
constexpr std::size_t most_opened = 64;    // dossiers kept at hand to speak of

/// Gravest first: what one rule came to over several subjects.
constexpr std::array gravity{Outcome::violated, Outcome::undecided, Outcome::departed,
                             Outcome::satisfied, Outcome::not_applicable};

Outcome gravest(const std::array<std::uint32_t, outcome_count>& tally) {
  for (const Outcome outcome : gravity) {
    if (tally[static_cast<std::size_t>(outcome)] > 0) return outcome;
  }
  return Outcome::not_applicable;
}

bool is_complete(const Justification& justification) {
  return !justification.reason.empty() && !justification.approved_by.empty() &&
         !justification.number.empty() && !justification.date.empty();
}

bool speaks_of(const Justification& justification, const Finding& finding) {
  const std::string rule = normalized_name(justification.rule);
  if (rule != normalized_name(finding.rule->id) && rule != normalized_name(finding.rule->address)) {
    return false;
  }
  return justification.subject.empty() ||
         justification.subject == normalized_name(finding.subject.zh) ||
         justification.subject == normalized_name(finding.subject.en);
}

}  // namespace

FileCheck check_file(const std::string& folder, const std::string& file) {
  namespace fs = std::filesystem;
  // The system would take what stands before a NUL for the whole name.
  if (file.find('\0') != std::string::npos) return FileCheck::not_there;
  std::error_code error;
  const fs::path base = fs::canonical(folder.empty() ? "." : folder, error);
  if (error) return FileCheck::not_there;
  const fs::path wanted = fs::weakly_canonical(base / fs::path(file), error);
  if (error) return FileCheck::not_there;
  const auto [at, unused] = std::mismatch(base.begin(), base.end(), wanted.begin(), wanted.end());
  if (at != base.end()) return FileCheck::outside;
  return fs::is_regular_file(wanted, error) ? FileCheck::there : FileCheck::not_there;
}

Judge::Judge(const Packs& packs, Dossiers& dossiers, std::int64_t as_of, Assessment& assessment)
    : packs_(packs), dossiers_(dossiers), as_of_(as_of), assessment_(assessment) {}

void Judge::judge(const Rule& rule, const Dossier& dossier) {
  begin();
  own_facts_.clear();
  any_ = dossier.index;
  for_each_side(rule, dossier.kind, [&](Side side) {
    add(own_facts_, rule, side, gather(evaluator(any_), rule, side, own_facts_.ledger));
  });
  facts_ = &own_facts_;
  conclude(rule);
}

void Judge::conclude_across(const Rule& rule, RuleFacts& facts, std::uint32_t any) {
  begin();
  facts_ = &facts;
  any_ = any;
  if (note_absent_kinds(rule)) return write_result(rule);
  conclude(rule);
}

void Judge::begin() {
  tally_ = {};
  quantity_.reset();
  bounds_.reset();
  note_ = {};
  first_finding_ = assessment_.findings.size();
  times_.clear();
  identities_.clear();
  too_many_pairs_ = too_many_groups_ = false;
}

void Judge::conclude(const Rule& rule) {
  record_quiet(Outcome::not_applicable, facts_->not_applicable);
  switch (rule.form) {
    case Form::require:
    case Form::evidence:
      for (const Facts& facts : facts_->own) conclude_each(rule, facts);
      break;
    case Form::count: conclude_count(rule); break;
    case Form::unique: conclude_unique(rule); break;
    case Form::match: conclude_match(rule); break;
    case Form::group: conclude_group(rule); break;
  }
  write_result(rule);
}

/// Opens a dossier again, or finds it among those last spoken of.
Judge::Opened& Judge::open(std::uint32_t index) {
  if (!opened_.empty() && opened_.front().index == index) return opened_.front();
  for (auto at = opened_.begin(); at != opened_.end(); ++at) {
    if (at->index != index) continue;
    if (at != opened_.begin()) opened_.splice(opened_.begin(), opened_, at);
    return opened_.front();
  }
  Opened& opened = opened_.emplace_front();
  try {
    opened.index = index;
    opened.dossier = dossiers_.at(index);
    opened.arena = std::make_unique<cel::Arena>();
    opened.evaluator = std::make_unique<Evaluator>(packs_, *opened.dossier, as_of_, *opened.arena,
                                                   assessment_.diagnostics);
  } catch (...) {
    opened_.pop_front();
    throw;
  }
  if (opened_.size() > most_opened) opened_.pop_back();
  return opened;
}

Evaluator& Judge::without_dossier(const Rule& rule) {
  if (blank_) return *blank_->evaluator;
  auto nothing = std::make_shared<Dossier>();
  nothing->pack = rule.pack;
  nothing->kind = rule.select.kind;
  nothing->root = cel::Value::absent();
  blank_.emplace(Opened{any_, std::move(nothing), std::make_unique<cel::Arena>(), {}, {}});
  blank_->evaluator = std::make_unique<Evaluator>(packs_, *blank_->dossier, as_of_, *blank_->arena,
                                                  assessment_.diagnostics);
  return *blank_->evaluator;
}

/// The element that a fact is about.
const cel::Value& Judge::element(const Rule& rule, const Selection& selection, const Fact& fact) {
  Opened& opened = open(fact.dossier);
  auto known = std::find_if(opened.lists.begin(), opened.lists.end(),
                            [&](const auto& list) { return list.first == &selection; });
  if (known == opened.lists.end()) {
    const Evaluated list = opened.evaluator->evaluate(selection.each, rule.address);
    if (!list.value.is(cel::Kind::list)) throw DossierGone(fact.dossier);
    known = opened.lists.insert(known, {&selection, list.value.list});
  }
  const auto& elements = known->second->elements;
  if (fact.index >= elements.size()) throw DossierGone(fact.dossier);
  return elements[fact.index];
}

bool Judge::note_absent_kinds(const Rule& rule) {
  std::vector<const Kind*> lacking;
  if (!facts_->first_own) lacking.push_back(rule.select.kind);
  const bool needs_partner = rule.form == Form::match && !rule.match.same_dossier;
  if (needs_partner && !facts_->first_partner) lacking.push_back(rule.match.partner.kind);
  for (const Kind* kind : lacking) {
    const Localized& label = kind->shape.label;
    note_ = {"本次没有“" + label.in(Language::zh) + "”材料，未作判断",
             "not judged: this run holds no " + label.in(Language::en)};
    return true;
  }
  return false;
}

// ---- one element at a time ----

void Judge::conclude_each(const Rule& rule, const Facts& facts) {
  if (facts.listed == Truth::unknown) {
    Finding finding = start(rule, facts, nullptr);
    finding.missing = facts_->ledger.missing(facts.missing);
    return record(rule, Outcome::undecided, std::move(finding));
  }
  for (const Fact& fact : facts.facts) {
    if (rule.per_element()) {
      evaluator(fact.dossier).set_element(facts.elements != nullptr
                                              ? facts.elements->elements[fact.index]
                                              : element(rule, rule.select, fact));
    }
    if (rule.form == Form::require) {
      conclude_require(rule, facts, fact);
    } else {
      conclude_evidence(rule, facts, fact);
    }
  }
}

/// A verdict that rests on an element that may not count at all cannot be worse than undecided.
static Outcome capped(Outcome outcome, const Facts& facts, const Fact& fact) {
  if (outcome != Outcome::violated) return outcome;
  const bool certain = facts.applies == Truth::yes && fact.counts == Truth::yes;
  return certain ? outcome : Outcome::undecided;
}

void Judge::conclude_require(const Rule& rule, const Facts& facts, const Fact& fact) {
  Evaluator& evaluate = evaluator(fact.dossier);
  MissingSet missing;
  const Truth held = evaluate.decide(rule.require, rule.address, missing);
  if (held == Truth::yes) return record_quiet(Outcome::satisfied);
  const Outcome outcome =
      capped(held == Truth::no ? Outcome::violated : Outcome::undecided, facts, fact);
  Finding finding = start(rule, facts, &fact);
  if (outcome == Outcome::undecided) {
    missing.add(facts_->ledger.missing(facts.missing));
    missing.add(facts_->ledger.missing(fact.missing));
    finding.missing = missing.all();
  } else {
    for (const auto& atom : evaluate.explain(rule.require).atoms) {
      finding.comparisons.push_back(describe_atom(packs_, dossier(fact.dossier), atom));
    }
    const bool pointed = static_cast<bool>(rule.at);
    if (!pointed && !finding.comparisons.empty() && finding.comparisons.front().place.known()) {
      finding.place = finding.comparisons.front().place;
    }
  }
  record(rule, outcome, std::move(finding));
}

Judge::Named Judge::look_for_document(const Fact& fact, const cel::Value& value,
                                      MissingSet& missing) {
  Named named;
  const Dossier& owner = dossier(fact.dossier);
  const auto has_text = [&](const char* field) {
    const cel::Value& part =
        value.record->field(static_cast<std::size_t>(value.record->type()->find(field)));
    return part.is(cel::Kind::date) || (part.is(cel::Kind::string) && part.size > 0);
  };
  if (!has_text("number") && !has_text("date") && !has_text("file")) {
    const Located located = locate(packs_, owner, value.origin);
    MissingInformation lacking;
    lacking.path = located.path;
    lacking.field = {located.nearest_label.zh + "的文号、日期或文件",
                     "number, date or file of " + located.nearest_label.en};
    lacking.holder = located.nearest_title;
    lacking.place = pointing_place(packs_, owner, value.origin);
    missing.add(std::move(lacking));
    named.outcome = Outcome::undecided;
    return named;
  }
  if (!has_text("file") || owner.folder.empty()) return named;
  const cel::Value& file =
      value.record->field(static_cast<std::size_t>(value.record->type()->find("file")));
  const FileCheck check = check_file(owner.folder, std::string(file.text()));
  assessment_.looked_for.push_back({owner.folder, std::string(file.text()), check});
  if (check == FileCheck::there) return named;
  Comparison comparison;
  comparison.what = locate(packs_, owner, value.origin).nearest_label;
  comparison.operation = "file";
  const std::string name(file.text());
  comparison.found = check == FileCheck::outside
                         ? Localized{name + "（在材料所在文件夹之外）",
                                     name + " (outside the dossier's folder)"}
                         : same(name);
  comparison.place = owner.document->place(file.origin);
  named.outcome = Outcome::violated;
  named.comparisons.push_back(std::move(comparison));
  return named;
}

Judge::Named Judge::look_for(const Rule& rule, const Fact& fact, const Expression& need,
                             MissingSet& missing) {
  Named named;
  Evaluator& evaluate = evaluator(fact.dossier);
  const Evaluated found = evaluate.evaluate(need, rule.address);
  if (!found.known()) {
    missing.add(found.missing);
    named.outcome = Outcome::undecided;
    return named;
  }
  const cel::Value& value = found.value;
  if (value.is(cel::Kind::boolean)) {
    if (value.boolean) return named;
    for (const auto& atom : evaluate.explain(need).atoms) {
      named.comparisons.push_back(describe_atom(packs_, dossier(fact.dossier), atom));
    }
    named.outcome = Outcome::violated;
    return named;
  }
  const RecordShape* shape =
      value.is(cel::Kind::record) ? packs_.shape_of(value.record->type()) : nullptr;
  if (shape != nullptr && shape->builtin == RecordShape::Builtin::document) {
    return look_for_document(fact, value, missing);
  }
  const bool empty = (value.is(cel::Kind::list) && value.list->elements.empty()) ||
                     (value.is(cel::Kind::string) && value.size == 0);
  if (!empty) return named;
  named.outcome = Outcome::undecided;
  if (value.origin == cel::no_origin) return named;
  const Dossier& owner = dossier(fact.dossier);
  const Located located = locate(packs_, owner, value.origin);
  missing.add({located.path, located.nearest_label, located.nearest_title,
               pointing_place(packs_, owner, value.origin)});
  return named;
}

void Judge::conclude_evidence(const Rule& rule, const Facts& facts, const Fact& fact) {
  MissingSet missing;
  std::vector<Comparison> comparisons;
  bool violated = false;
  bool undecided = false;
  for (const auto& need : rule.needs) {
    Named named = look_for(rule, fact, need, missing);
    violated |= named.outcome == Outcome::violated;
    undecided |= named.outcome == Outcome::undecided;
    std::move(named.comparisons.begin(), named.comparisons.end(), std::back_inserter(comparisons));
  }
  if (!violated && !undecided) return record_quiet(Outcome::satisfied);
  const Outcome outcome = capped(violated ? Outcome::violated : Outcome::undecided, facts, fact);
  Finding finding = start(rule, facts, &fact);
  missing.add(facts_->ledger.missing(facts.missing));
  missing.add(facts_->ledger.missing(fact.missing));
  finding.missing = missing.all();
  finding.comparisons = std::move(comparisons);
  if (!rule.at && !finding.comparisons.empty() && finding.comparisons.front().place.known()) {
    finding.place = finding.comparisons.front().place;
  }
  record(rule, outcome, std::move(finding));
}

// ---- writing ----

Place Judge::place_of_node(std::uint32_t index, NodeId node) {
  const Dossier& owner = dossier(index);
  if (node == no_node) return pointing_place(packs_, owner, owner.document->root());
  // Facts that were kept as bytes may be about another document.
  if (node >= owner.document->size()) throw DossierGone(index);
  return pointing_place(packs_, owner, node);
}

Localized Judge::subject(const Rule& rule, const Fact& fact) {
  if (!rule.per_element()) return {};
  const cel::Value& what = element(rule, rule.select, fact);
  return subject_of(packs_, dossier(fact.dossier), rule.select, what, fact.index);
}

Finding Judge::start(const Rule& rule, const Facts& facts, const Fact* fact) {
  Finding finding;
  finding.rule = &rule;
  finding.dossier = fact != nullptr ? fact->dossier : facts.dossier;
  Evaluator& evaluate = evaluator(finding.dossier);
  if (fact != nullptr) {
    finding.subject = subject(rule, *fact);
    if (rule.per_element()) evaluate.set_element(element(rule, rule.select, *fact));
  }
  const bool has_element =
      fact != nullptr || !rule.per_element() || rule.form == Form::count;
  if (rule.subject && has_element) {
    const Evaluated subject = evaluate.evaluate(rule.subject, rule.address);
    if (subject.known()) finding.subject = same(std::string(subject.value.text()));
  }
  NodeId node = fact != nullptr ? fact->node : facts.list;
  if (rule.at && has_element) {
    const Evaluated at = evaluate.evaluate(rule.at, rule.address);
    if (at.known() && at.value.origin != cel::no_origin) node = at.value.origin;
  }
  finding.place = place_of_node(finding.dossier, node);
  if (has_element) fill_shown(rule, finding);
  return finding;
}

void Judge::fill_shown(const Rule& rule, Finding& finding) {
  Evaluator& evaluate = evaluator(finding.dossier);
  for (const auto& [name, expression] : rule.show) {
    if (!expression) continue;
    const Evaluated value = evaluate.evaluate(expression, rule.address);
    finding.shown.push_back(
        {name, value.known() ? words_for_value(packs_, expression.program->type(), value.value)
                             : Localized{"（未填）", "(not given)"}});
  }
}

void Judge::add_counted(const Rule& rule, Finding& finding,
                        const std::vector<const Fact*>& counted) {
  for (const Fact* fact : counted) {
    if (finding.counted.size() == counted_limit) {
      finding.counted_left_out = static_cast<std::uint32_t>(counted.size() - counted_limit);
      return;
    }
    finding.counted.push_back({subject(rule, *fact), place_of_node(fact->dossier, fact->node)});
  }
}

void Judge::depart_if_justified(Finding& finding, Justifications& owner) {
  for (std::size_t i = 0; i < owner.all.size(); ++i) {
    const Justification& justification = owner.all[i];
    if (!speaks_of(justification, finding)) continue;
    owner.used[i] = true;
    if (finding.outcome == Outcome::departed) continue;
    finding.justification = justification;
    if (is_complete(justification)) finding.outcome = Outcome::departed;
  }
}

void Judge::record(const Rule& rule, Outcome outcome, Finding finding) {
  std::set<std::uint32_t> owners;
  if (finding.dossier != no_dossier) owners.insert(finding.dossier);
  record(rule, outcome, std::move(finding), owners);
}

void Judge::record(const Rule& rule, Outcome outcome, Finding finding,
                   const std::set<std::uint32_t>& owners) {
  finding.outcome = outcome;
  if (outcome == Outcome::satisfied || outcome == Outcome::not_applicable) {
    return record_quiet(outcome);
  }
  if (outcome == Outcome::violated && rule.strength == Strength::in_principle) {
    for (const std::uint32_t owner : owners) {
      auto* justifications = dossiers_.justifications(owner);
      if (justifications != nullptr) depart_if_justified(finding, *justifications);
    }
  }
  const std::string whose =
      finding.dossier == no_dossier ? std::string() : dossier(finding.dossier).identity;
  finding.identity = rule.address + "|" + whose + "|" + finding.subject.in(Language::zh);
  finding.identity = told_apart(finding.identity);
  ++tally_[static_cast<std::size_t>(finding.outcome)];
  assessment_.findings.push_back(std::move(finding));
}

/// Two subjects of one name keep apart by their order.
std::string Judge::told_apart(const std::string& identity) {
  std::size_t& times = times_[identity];
  for (;;) {
    ++times;
    std::string own = times == 1 ? identity : identity + "#" + std::to_string(times);
    if (identities_.insert(own).second) return own;
  }
}

/// Whether a shortfall is none yet, because its day has not come.
bool Judge::is_progress(const Rule& rule, Outcome outcome) const {
  const bool wanting = outcome == Outcome::violated || outcome == Outcome::undecided;
  return rule.due && as_of_ < *rule.due && wanting;
}

/// Whether it is no finding either, whatever justifications say: none need be made, for which
/// dossiers would be read again.
bool Judge::is_mere_progress(const Rule& rule, Outcome outcome) const {
  if (!is_progress(rule, outcome)) return false;
  if (outcome != Outcome::violated || rule.strength != Strength::in_principle) return true;
  return std::ranges::none_of(facts_->own, [this](const Facts& facts) {
    const auto* justifications = dossiers_.justifications(facts.dossier);
    return justifications != nullptr && !justifications->all.empty();
  });
}

void Judge::write_result(const Rule& rule) {
  RuleResult result;
  result.rule = &rule;
  result.dossier = rule.across ? no_dossier : any_;
  result.tally = tally_;
  result.outcome = gravest(tally_);
  result.quantity = quantity_;
  result.note = note_;
  if (is_progress(rule, result.outcome)) {
    assessment_.findings.resize(first_finding_);
    result.outcome = Outcome::not_applicable;
    const std::string due = cel::format_date(*rule.due);
    result.note = {"期限为" + due + "，目前为进度，不作违反论",
                   "due by " + due + "; progress so far, no violation"};
  }
  assessment_.results.push_back(std::move(result));
}

}  // namespace guiju
