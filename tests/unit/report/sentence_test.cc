#include <catch2/catch.hpp>

#include "sample.h"

namespace guiju {
namespace {

struct OneRule {
  SamplePolicy policy;
  Clause& clause = policy.clause("二.1", Strength::must, {"示例条款", "a clause"});
  Rule& rule;
  Finding finding;

  explicit OneRule(Form form) : rule(policy.rule(clause, "one", form)) { finding.rule = &rule; }
  std::string zh() const { return sentence_of(finding, Language::zh); }
  std::string en() const { return sentence_of(finding, Language::en); }
};

OneRule counting(Quantity quantity, Outcome outcome = Outcome::violated) {
  OneRule one(Form::count);
  one.finding.quantity = std::move(quantity);
  one.finding.outcome = outcome;
  return one;
}

OneRule comparing(std::string operation, Localized found, Localized required,
                  bool negated = false) {
  OneRule one(Form::require);
  one.finding.comparisons.push_back(SampleReport::comparison(
      {"送达日期", "day of receipt"}, std::move(operation), std::move(found), std::move(required)));
  one.finding.comparisons.back().negated = negated;
  return one;
}

TEST_CASE("a count says what was found, what was required and what is lacking") {
  const auto one = counting(at_least(8, 6, 6));
  CHECK(one.zh() == "现有6家，应不少于8家，还差2家");
  CHECK(one.en() == "6 institutions found, at least 8 required; 2 more needed");
}

TEST_CASE("one of something is singular in English") {
  CHECK(counting(at_least(2, 1, 1)).en() ==
        "1 institution found, at least 2 required; 1 more needed");
}

TEST_CASE("a count over elements not fully described is a range") {
  const auto one = counting(at_least(8, 4, 6));
  CHECK(one.zh() == "现有4至6家（2家资料不全），应不少于8家，至少还差2家");
  CHECK(one.en() ==
        "4 to 6 institutions found (2 not fully described), at least 8 required; at least 2 more "
        "needed");
}

TEST_CASE("a count that the missing elements decide says how many are certain") {
  const auto one = counting(at_least(8, 7, 9), Outcome::undecided);
  CHECK(one.zh() == "现有7家，另有2家资料不全，应不少于8家，无法判定");
  CHECK(one.en() ==
        "7 institutions found and 2 more not fully described, at least 8 required: cannot be "
        "decided");
}

TEST_CASE("more than the maximum is too many") {
  Quantity quantity = at_least(1, 4, 4);
  quantity.max = 3;
  CHECK(counting(quantity).zh() == "现有4家，应为1至3家，多出1家");
  quantity.min.reset();
  CHECK(counting(quantity).zh() == "现有4家，应不超过3家，多出1家");
  CHECK(counting(quantity).en() == "4 institutions found, at most 3 allowed; 1 too many");
}

TEST_CASE("an exact number is named as such") {
  Quantity quantity = at_least(2, 1, 1);
  quantity.max = 2;
  CHECK(counting(quantity).zh() == "现有1家，应为2家，还差1家");
  CHECK(counting(quantity).en() == "1 institution found, exactly 2 required; 1 more needed");
}

TEST_CASE("dates are earlier and later, numbers less and more") {
  CHECK(comparing("<=", same("2024-11-02"), same("2024-10-31")).zh() ==
        "送达日期为2024-11-02，应不晚于2024-10-31");
  CHECK(comparing("<=", same("2024-11-02"), same("2024-10-31")).en() ==
        "day of receipt is 2024-11-02, must be no later than 2024-10-31");
  CHECK(comparing(">=", same("1"), same("2")).zh() == "送达日期为1，应不少于2");
  CHECK(comparing("==", {"省级", "provincial"}, {"市级", "city"}).zh() ==
        "送达日期为“省级”，应为“市级”");
}

TEST_CASE("a negated comparison requires its opposite") {
  CHECK(comparing("==", same("1"), same("1"), true).zh() == "送达日期为1，不应为1");
  CHECK(comparing("in", same("甲"), same("甲、乙"), true).zh() ==
        "送达日期为“甲”，不应属于：甲、乙");
}

TEST_CASE("a field that had to be given, or not to be") {
  CHECK(comparing("has", {}, {}).zh() == "没有填写“送达日期”");
  CHECK(comparing("has", {}, {}, true).en() == "“day of receipt” must not be given");
}

TEST_CASE("a yes-or-no field says what it is") {
  CHECK(comparing("", {"否", "no"}, {"是", "yes"}).zh() == "送达日期为“否”，应为“是”");
}

TEST_CASE("a double names the line of the other, and its file where that is another") {
  OneRule one(Form::unique);
  one.finding.place = place("a.yaml", 20, "- x");
  one.finding.related.push_back({{}, place("a.yaml", 12, "- x")});
  CHECK(one.zh() == "与第12行重复");
  one.finding.related.push_back({{}, place("b.yaml", 3, "- x")});
  CHECK(one.en() == "is the same as in line 12, b.yaml line 3");
}

TEST_CASE("a missing partner names the kind it should stand in") {
  Kind kind;
  kind.shape.label = {"推荐", "recommendation"};
  OneRule one(Form::match);
  one.rule.match.partner.kind = &kind;
  CHECK(one.zh() == "在“推荐”中没有找到对应的一项");
  one.rule.match.none = true;
  one.finding.place = place("a.yaml", 20, "- x");
  one.finding.related.push_back({{}, place("b.yaml", 3, "- x")});
  CHECK(one.zh() == "不应同时出现在b.yaml第3行");
}

TEST_CASE("an undecided finding names what is missing, each field once") {
  OneRule one(Form::require);
  one.finding.outcome = Outcome::undecided;
  one.finding.missing = {missing("a.level", {"级别", "level"}, {}, {}),
                         missing("b.level", {"级别", "level"}, {}, {})};
  CHECK(one.zh() == "缺少“级别”，无法判定");
  one.finding.missing.clear();
  CHECK(one.en() == "cannot be decided");
}

TEST_CASE("the subject stands before the sentence") {
  auto one = comparing("has", {}, {});
  one.finding.subject = same("甲医院");
  CHECK(one.zh() == "甲医院：没有填写“送达日期”");
}

TEST_CASE("a rule's own message takes the values of the finding") {
  auto one = counting(at_least(8, 6, 6));
  one.finding.subject = same("甲市");
  one.rule.message = {"{subject}只有{found}家，要{required}家，差{gap}家", "only {found}"};
  CHECK(one.zh() == "甲市只有6家，要8家，差2家");
  CHECK(one.en() == "甲市: only 6");
}

TEST_CASE("a message that comes to nothing gives way to the form's") {
  auto one = counting(at_least(8, 6, 6));
  one.rule.message = {"{subject}", "{subject}"};
  CHECK(one.zh() == "现有6家，应不少于8家，还差2家");
}

TEST_CASE("a rule's own message says nothing about what is undecided") {
  auto one = counting(at_least(8, 7, 8), Outcome::undecided);
  one.rule.message = {"成员太少", "too few members"};
  CHECK(one.zh() == "现有7家，另有1家资料不全，应不少于8家，无法判定");
}

TEST_CASE("the remedy is the rule's own, and an in-principle rule without one may be justified") {
  auto one = counting(at_least(8, 6, 6));
  CHECK(remedy_of(one.finding, Language::zh).empty());
  one.rule.strength = Strength::in_principle;
  CHECK(remedy_of(one.finding, Language::en) ==
        "this holds in principle: a reason may be given under `justifications`");
  one.rule.fix = {"再补充{gap}家", "add {gap} more"};
  CHECK(remedy_of(one.finding, Language::zh) == "再补充2家");
  one.finding.outcome = Outcome::departed;
  CHECK(remedy_of(one.finding, Language::zh).empty());
}

TEST_CASE("what is undecided is mended by filling in") {
  OneRule one(Form::require);
  one.finding.outcome = Outcome::undecided;
  one.finding.missing = {missing("a.level", {"级别", "level"}, same("甲医院"), {})};
  CHECK(remedy_of(one.finding, Language::zh) == "补填甲医院的“级别”");
  CHECK(remedy_of(one.finding, Language::en) == "fill in “level” of 甲医院");
}

TEST_CASE("a citation names the notice, the section and its heading, each section once") {
  OneRule one(Form::count);
  one.rule.also = {&one.policy.clause("二.9", Strength::must, {}),
                   &one.policy.clause("四.1", Strength::must, {})};
  CHECK(citation_of(one.rule, Language::zh) == "示〔2024〕1号 二（组建）；示〔2024〕1号 四");
  CHECK(citation_of(one.clause, Language::en) == "示〔2024〕1号 二 (composition)");
  one.policy.pack.number.clear();
  CHECK(citation_of(one.clause, Language::en) == "Sample policy 二 (composition)");
}

}  // namespace
}  // namespace guiju
