#pragma once
#include <memory>
#include <sstream>
#include <string>

#include "report/renderers.h"
#include "report/report.h"

namespace guiju {

/// A made-up policy with the clauses that the tests report on.
class SamplePolicy {
 public:
  SamplePolicy() {
    pack.id = "sample";
    pack.version = "1.0.0";
    pack.title = {"示例政策", "Sample policy"};
    pack.issuer = {"示例局", "Sample bureau"};
    pack.number = "示〔2024〕1号";
    pack.sections = {{"二", {"组建", "composition"}}};
  }

  Clause& clause(const std::string& id, Strength strength, Localized says) {
    auto& made = pack.clauses.emplace_back(std::make_unique<Clause>());
    made->id = id;
    made->section = id.substr(0, id.find('.'));
    made->pack = &pack;
    made->strength = strength;
    made->says = std::move(says);
    made->order = static_cast<std::uint32_t>(pack.clauses.size() - 1);
    return *made;
  }

  Rule& rule(Clause& clause, const std::string& id, Form form) {
    auto& made = clause.rules.emplace_back(std::make_unique<Rule>());
    made->id = id;
    made->address = pack.id + "/" + id;
    made->pack = &pack;
    made->clause = &clause;
    made->strength = clause.strength;
    made->form = form;
    made->order = static_cast<std::uint32_t>(pack.rules.size());
    pack.rules.push_back(made.get());
    clause.dispositions = {Disposition::rules};
    return *made;
  }

  Review& review(Clause& clause, const std::string& id, Localized ask) {
    auto& made = clause.reviews.emplace_back(std::make_unique<Review>());
    made->id = id;
    made->address = pack.id + "/" + id;
    made->pack = &pack;
    made->clause = &clause;
    made->ask = std::move(ask);
    made->order = static_cast<std::uint32_t>(pack.reviews.size());
    pack.reviews.push_back(made.get());
    clause.dispositions = {Disposition::review};
    return *made;
  }

  /// On the heap: rules and clauses point to it, wherever the policy is moved.
  std::unique_ptr<Pack> own = std::make_unique<Pack>();
  Pack& pack = *own;
};

inline Place place(const std::string& file, std::uint32_t line, const std::string& text) {
  Place made;
  made.file = file;
  made.begin = {line, 1};
  made.end = {line, static_cast<std::uint32_t>(text.size()) + 1};
  made.span = {line * 10, line * 10 + static_cast<std::uint32_t>(text.size())};
  made.lines = {{line, text, 1, false}};
  return made;
}

inline Quantity at_least(std::int64_t min, std::int64_t least, std::int64_t most) {
  Quantity quantity;
  quantity.found_least = least;
  quantity.found_most = most;
  quantity.min = min;
  quantity.unit = {"家", "institutions"};
  return quantity;
}

inline MissingInformation missing(const std::string& path, Localized field, Localized holder,
                                  Place where) {
  MissingInformation made;
  made.path = path;
  made.field = std::move(field);
  made.holder = std::move(holder);
  made.place = std::move(where);
  return made;
}

/// One dossier with a violation, a departure, a remark, two undecided rules that lack the same
/// field, a review item and a note.
class SampleReport {
 public:
  SampleReport()
      : count(policy.clause("二.1", Strength::must, {"成员不少于8家", "at least 8 members"})),
        level(policy.clause("二.2", Strength::in_principle,
                            {"原则上为甲类", "in principle of class A"})),
        project(
            policy.clause("二.3", Strength::encouraged, {"鼓励合作", "cooperation is encouraged"})),
        plan(policy.clause("二.4", Strength::must, {"计划具体", "the plan is concrete"})),
        bureau(policy.clause("二.5", Strength::must, {"主管部门职责", "duties of the bureau"})) {
    bureau.info = {"约束主管部门", "binds the bureau"};
    bureau.dispositions = {Disposition::info};
    report.version = "0.0.0";
    report.packs = {&policy.pack};
    report.as_of = "2024-12-01";
    report.files = 1;
    DossierReport dossier;
    dossier.file = "a.yaml";
    dossier.kind = "Alliance";
    dossier.kind_label = {"联盟", "alliance"};
    dossier.title = "示例联盟";
    dossier.packs = {&policy.pack};
    dossier.as_of = "2024-12-01";
    dossier.sha256 = std::string(64, 'a');
    dossier.as_of_source = DateSource::dossier;
    report.dossiers.push_back(dossier);

    add(policy.rule(count, "members", Form::count), Outcome::violated).quantity = at_least(8, 6, 6);
    count.rules.back()->fix = {"再补充{gap}家", "add {gap} more"};
    auto& departed = add(policy.rule(level, "class", Form::require), Outcome::departed);
    departed.subject = same("甲医院");
    departed.comparisons.push_back(comparison({"类别", "class"}, "==", {"乙", "B"}, {"甲", "A"}));
    departed.justification =
        Justification{"class", "", "唯一的专科", "示例局", "示〔2024〕9号", "2024-11-01", {}};
    add(policy.rule(project, "project", Form::require), Outcome::violated)
        .comparisons.push_back(comparison({"合作项目", "project"}, "has", {}, {}));
    const auto lacking = missing("members[2].level", {"级别", "level"}, same("丙医院"),
                                 place("a.yaml", 12, "- name: 丙医院"));
    for (const char* id : {"counties", "cities"}) {
      auto& open = add(policy.rule(count, id, Form::count), Outcome::undecided);
      open.quantity = at_least(3, 2, 3);
      open.missing.push_back(lacking);
    }
    ReviewItem item;
    item.review =
        &policy.review(plan, "plan-concrete", {"计划是否具体？", "is the plan concrete?"});
    item.look_at.push_back({{"计划", "plan"}, {}, place("a.yaml", 30, "plan: x")});
    item.look_at.push_back({{"附件", "annex"}, {}, {}});
    report.review.push_back(item);
  }

  static Comparison comparison(Localized what, std::string operation, Localized found,
                               Localized required) {
    Comparison made;
    made.what = std::move(what);
    made.operation = std::move(operation);
    made.found = std::move(found);
    made.required = std::move(required);
    return made;
  }

  Finding& add(const Rule& rule, Outcome outcome) {
    RuleResult result;
    result.rule = &rule;
    result.outcome = outcome;
    result.tally[static_cast<std::size_t>(outcome)] = 1;
    report.results.push_back(result);
    Finding finding;
    finding.rule = &rule;
    finding.outcome = outcome;
    finding.identity = rule.address + "|a.yaml|";
    finding.place = place("a.yaml", 4, "members:");
    return report.findings.emplace_back(finding);
  }

  SamplePolicy policy;
  Clause &count, &level, &project, &plan, &bureau;
  Report report;
};

/// The digest of a report in memory and those of its parts, which point into it.
struct Digested : Digest {
  std::vector<DossierPart> parts;
};

inline Digested digest(const Report& report, const Threshold& threshold) {
  const PartsInMemory parts(report);
  Digested made{digest(parts, threshold), {}};
  each_digest(parts, threshold, [&](const DossierPart& part) { made.parts.push_back(part); });
  return made;
}

using Render = decltype(Format::render);

inline std::string rendered(Render render, const ReportParts& parts, RenderOptions options = {}) {
  std::ostringstream out;
  render(parts, digest(parts, options.threshold), options, out);
  return out.str();
}

inline std::string rendered(Render render, const Report& report, RenderOptions options = {}) {
  return rendered(render, PartsInMemory(report), options);
}

inline RenderOptions in_english() {
  RenderOptions options;
  options.language = Language::en;
  return options;
}

}  // namespace guiju
