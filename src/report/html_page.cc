#include "report/html_page.h"

namespace guiju {

namespace {

RenderOptions complete(RenderOptions options) {
  options.verbose = true;
  return options;
}

/// So that no meaning rests on colour alone.
std::string_view sign_of(Ink ink) {
  switch (ink) {
    case Ink::error:
      return "✕";
    case Ink::warning:
      return "？";
    case Ink::note:
      return "□";
    case Ink::good:
      return "✓";
    default:
      return "–";
  }
}

}  // namespace

Page::Page(const ReportParts& of, const Digest& made, const RenderOptions& how, std::ostream& out)
    : report(of), digest(made), options(complete(how)), html(out) {
  if (!is_audit()) number_all();
}

/// The clauses of a single dossier are told before what was found, and lead to it.
void Page::number_all() {
  each([this](const DossierPart& part) {
    number(part);
    for (const auto& [clause, numbers] : by_clause_) {
      auto& all = all_by_clause_[clause];
      all.insert(all.end(), numbers.begin(), numbers.end());
    }
  });
  last_ = 0;
}

void Page::number(const DossierPart& part) {
  numbers_.clear();
  by_clause_.clear();
  for (const auto* diagnostic : part.diagnostics) numbers_[diagnostic] = ++last_;
  for (const auto* item : part.rejected) {
    numbers_[item] = ++last_;
    by_clause_[item->review->clause].push_back(last_);
  }
  for (const auto* list : {&part.violations, &part.departures, &part.undecided}) {
    for (const auto* finding : *list) add(*finding, ++last_);
  }
  for (const auto& field : part.missing) {
    numbers_[&field] = ++last_;
    for (const auto* finding : field.findings) add(*finding, last_);
  }
  for (const auto* finding : part.remarks) add(*finding, ++last_);
  for (const auto* diagnostic : part.known_diagnostics) numbers_[diagnostic] = ++last_;
  for (const auto* finding : part.known) add(*finding, ++last_);
}

void Page::add(const Finding& finding, std::size_t number) {
  numbers_[&finding] = number;
  const auto add_to = [&](const Clause* clause) {
    auto& numbers = by_clause_[clause];
    if (numbers.empty() || numbers.back() != number) numbers.push_back(number);
  };
  add_to(finding.rule->clause);
  for (const auto* clause : finding.rule->also) add_to(clause);
}

std::vector<std::size_t> Page::numbers_on(const Clause& clause, const DossierPart* part) const {
  const auto& by_clause = part == nullptr ? all_by_clause_ : by_clause_;
  const auto found = by_clause.find(&clause);
  return found == by_clause.end() ? std::vector<std::size_t>() : found->second;
}

void Page::heading(int level, std::string_view text, const Html::Attributes& attributes) {
  html.leaf(fmt::format("h{}", level), text, attributes);
  html.ours("\n");
}

Html::Element Page::frame(std::string_view label) {
  return html.element("div", {{"class", "wide"},
                              {"tabindex", "0"},
                              {"role", "group"},
                              {"aria-label", std::string(label)}});
}

void Page::badge(Ink ink, std::string_view text) {
  const auto badge = html.element("span", {{"class", fmt::format("badge {}", class_of(ink))}});
  html.leaf("span", sign_of(ink), {{"class", "sign"}, {"aria-hidden", "true"}});
  html.text(text);
}

std::string anchor_of(std::size_t number) { return fmt::format("n{}", number); }

std::string dossier_anchor(std::size_t number) { return fmt::format("d{}", number); }

std::string_view class_of(Ink ink) {
  switch (ink) {
    case Ink::error:
      return "is-error";
    case Ink::warning:
      return "is-warning";
    case Ink::note:
      return "is-note";
    case Ink::good:
      return "is-good";
    case Ink::faint:
      return "is-faint";
    default:
      return "is-plain";
  }
}

Ink ink_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::failed:
      return Ink::error;
    case Verdict::nothing:
    case Verdict::tolerated:
      return Ink::warning;
    case Verdict::open:
      return Ink::note;
    case Verdict::passed:
      break;
  }
  return Ink::good;
}

}  // namespace guiju
