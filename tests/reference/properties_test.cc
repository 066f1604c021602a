#include <catch2/catch.hpp>

#include <algorithm>

#include "generate.h"
#include "product.h"
#include "write.h"

// What must be true of any judging, held against guiju alone over generated packs and dossiers.

namespace reference {
namespace {

constexpr std::uint64_t packs = 100;
constexpr int audits_a_pack = 4;

/// Calls `check` with audits of generated packs. All have a day of judgement, so that a date that
/// is filled in does not also change the figures.
template <typename Check>
void for_audits(std::uint64_t first_seed, Check check) {
  for (std::uint64_t seed = first_seed; seed < first_seed + packs; ++seed) {
    Random random(seed);
    const Pack pack = generate_pack(random);
    const Product product(pack);
    for (int i = 0; i < audits_a_pack; ++i) {
      Audit audit = generate_audit(random, pack);
      audit.as_of = audit.as_of.value_or(day_of(2024, 1, 3));
      INFO("seed " << seed << ", audit " << i);
      check(random, audit, product);
    }
  }
}

std::string text_of(const Answers& answers) {
  std::string text;
  for (const auto& one : answers) text += reference::text_of(one);
  return text;
}

std::string text_of(const Audit& audit) {
  std::string text = yaml_of(audit.pack);
  for (const auto& dossier : audit.dossiers) {
    text += "--- " + dossier.file + "\n" + yaml_of(dossier);
  }
  return text;
}

const Rule& rule_of(const Pack& pack, const std::string& id) {
  return *std::find_if(pack.rules.begin(), pack.rules.end(),
                       [&](const Rule& rule) { return rule.id == id; });
}

void require_equal(const Audit& audit, const Answers& before, const Answers& after) {
  if (before == after) {
    SUCCEED();
    return;
  }
  INFO(text_of(audit));
  INFO("before\n" << text_of(before));
  FAIL("after\n" << text_of(after));
}

template <typename T>
void shuffle(Random& random, std::vector<T>& list) {
  for (std::size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[random.below(i)]);
}

/// With elements called by their titles and not by their places. Which one of several doubles a
/// finding is about depends on their order, and is left open.
Answers without_order(Answers answers, const Audit& audit) {
  std::map<std::string, std::string> titles;
  for (const auto& dossier : audit.dossiers) {
    for (const char* list : {"members", "leads"}) {
      const auto found = dossier.root.fields.find(list);
      if (found == dossier.root.fields.end()) continue;
      for (const auto& unit : found->second.records) {
        titles[unit.path] = unit.fields.at("tag").text;
      }
    }
  }
  for (auto& answer : answers) {
    for (auto& verdict : answer.findings) {
      if (rule_of(audit.pack, answer.rule).form == Form::unique &&
          verdict.outcome == Outcome::violated) {
        verdict.subject.clear();
      }
      std::set<std::string> missing;
      for (const auto& path : verdict.missing) {
        const auto end = path.find(']');
        const auto title = titles.find(path.substr(0, end + 1));
        missing.insert(end == std::string::npos ? path : title->second + path.substr(end + 1));
      }
      verdict.missing = std::move(missing);
    }
    std::sort(answer.findings.begin(), answer.findings.end());
  }
  return answers;
}

/// What a row of a table lacks, no dossier can say.
bool is_of_table(const std::string& path) {
  const std::string holder = path.substr(0, path.rfind('.'));
  return holder.ends_with(".city") || holder.ends_with(":city") || holder.ends_with(".county");
}

}  // namespace

TEST_CASE("the order of members does not matter") {
  for_audits(1000, [](Random& random, Audit& audit, const Product& product) {
    for (auto& dossier : audit.dossiers) dossier.justifications.clear();
    Audit other = audit;
    for (auto& dossier : other.dossiers) {
      for (const char* list : {"members", "leads"}) {
        const auto found = dossier.root.fields.find(list);
        if (found != dossier.root.fields.end()) shuffle(random, found->second.records);
      }
      place_records(dossier);
    }
    require_equal(other, without_order(product.judge(audit.dossiers, audit.as_of), audit),
                  without_order(product.judge(other.dossiers, other.as_of), other));
  });
}

TEST_CASE("the order of dossiers changes no outcome and no number") {
  for_audits(2000, [](Random& random, Audit& audit, const Product& product) {
    for (auto& dossier : audit.dossiers) dossier.justifications.clear();
    auto dossiers = audit.dossiers;
    shuffle(random, dossiers);
    const auto judged = [&](const std::vector<Dossier>& some) {
      auto answers = without_order(product.judge(some, audit.as_of), audit);
      for (auto& answer : answers) {
        if (rule_of(audit.pack, answer.rule).form != Form::unique) continue;
        for (auto& verdict : answer.findings) {
          if (verdict.outcome == Outcome::violated) verdict.file.clear();
        }
        std::sort(answer.findings.begin(), answer.findings.end());
      }
      return answers;
    };
    require_equal(audit, judged(audit.dossiers), judged(dossiers));
  });
}

TEST_CASE("what no rule reads changes nothing") {
  for_audits(3000, [](Random& random, Audit& audit, const Product& product) {
    auto dossiers = audit.dossiers;
    const Datum note{.kind = Datum::Kind::text, .text = "备注"};
    for (auto& dossier : dossiers) {
      dossier.root.fields["note"] = note;
      Datum others{.kind = Datum::Kind::records};
      others.records.push_back(generate_unit(random, "another"));
      dossier.root.fields["others"] = others;
      for (auto& unit : dossier.root.fields["members"].records) unit.fields["note"] = note;
      if (dossier.root.fields["members"].records.empty()) {
        dossier.root.fields = audit.dossiers[static_cast<std::size_t>(&dossier - dossiers.data())]
                                  .root.fields;
      }
      place_records(dossier);
    }
    Dossier unrelated = dossiers.front();
    unrelated.file = "unrelated.yaml";
    unrelated.kind = "Gamma";
    dossiers.push_back(unrelated);
    require_equal(audit, product.judge(audit.dossiers, audit.as_of),
                  product.judge(dossiers, audit.as_of));
  });
}

TEST_CASE("a rule comes to the same whichever rules stand beside it") {
  for_audits(4000, [](Random& random, Audit& audit, const Product& product) {
    Answers all = product.judge(audit.dossiers, audit.as_of);
    Audit one = audit;
    one.pack.rules = {random.pick(audit.pack.rules)};
    std::erase_if(all, [&](const Answer& answer) { return answer.rule != one.pack.rules[0].id; });
    require_equal(one, all, Product(one.pack).judge(one.dossiers, one.as_of));
  });
}

TEST_CASE("filling in a missing field undoes no decision") {
  // What asks whether a field is there is decided by its absence, and is left out.
  for_audits(5000, [](Random& random, Audit& audit, const Product& product) {
    for (auto& dossier : audit.dossiers) dossier.justifications.clear();
    Audit filled = audit;
    for (int i = 0; i < 3; ++i) {
      fill_one(random, filled.dossiers[random.below(filled.dossiers.size())]);
    }
    const Answers before = product.judge(audit.dossiers, audit.as_of);
    const Answers after = product.judge(filled.dossiers, filled.as_of);
    REQUIRE(before.size() == after.size());
    for (std::size_t i = 0; i < before.size(); ++i) {
      const Rule& rule = rule_of(audit.pack, before[i].rule);
      if (mentions(rule, {Op::has, Op::or_value})) continue;
      const Outcome was = before[i].gravest;
      const Outcome is = after[i].gravest;
      // There may turn out to be more, or less, that the rule speaks of.
      const bool kept = was <= Outcome::satisfied ? is <= Outcome::satisfied
                                                  : was == Outcome::undecided || was == is;
      if (!kept) {
        INFO("before\n" << text_of(audit) << text_of(before));
        INFO("filled in\n" << text_of(filled) << text_of(after));
        FAIL(before[i].rule);
      }
    }
  });
}

TEST_CASE("what is undecided asks for fields that are missing, and filling them in decides it") {
  for_audits(6000, [](Random& random, Audit& audit, const Product& product) {
    constexpr int rounds = 12;  // an answer may raise a question that was not there before
    for (int round = 0;; ++round) {
      const Answers answers = product.judge(audit.dossiers, audit.as_of);
      std::set<std::string> asked;
      for (const auto& answer : answers) {
        for (const auto& verdict : answer.findings) {
          if (verdict.outcome != Outcome::undecided) continue;
          // A division that fails asks for nothing: it is the pack's mistake, and is told as such.
          if (mentions(rule_of(audit.pack, answer.rule), {Op::divide, Op::modulo})) continue;
          if (verdict.missing.empty()) FAIL(text_of(audit) << reference::text_of(answer));
          asked.insert(verdict.missing.begin(), verdict.missing.end());
        }
      }
      std::erase_if(asked, is_of_table);
      if (asked.empty()) break;
      bool any = false;
      for (auto& dossier : audit.dossiers) {
        any = fill_asked(random, dossier, asked) || any;
      }
      INFO(text_of(audit) << text_of(answers));
      REQUIRE(any);
      REQUIRE(round < rounds);
    }
  });
}

TEST_CASE("strengthening a figure repairs nothing") {
  for_audits(7000, [](Random& random, Audit& audit, const Product& product) {
    for (auto& dossier : audit.dossiers) dossier.justifications.clear();
    Audit stronger = audit;
    const Expression more{Op::integer, {}, {}, 1 + static_cast<std::int64_t>(random.below(3))};
    for (auto& rule : stronger.pack.rules) {
      if (rule.bounds.min) rule.bounds.min = Expression{Op::add, {*rule.bounds.min, more}, {}, 0};
      if (rule.bounds.max && !rule.bounds.min) {
        rule.bounds.max = Expression{Op::subtract, {*rule.bounds.max, more}, {}, 0};
      }
    }
    const Answers before = product.judge(audit.dossiers, audit.as_of);
    const Answers after = Product(stronger.pack).judge(audit.dossiers, audit.as_of);
    REQUIRE(before.size() == after.size());
    for (std::size_t i = 0; i < before.size(); ++i) {
      // What was kept, and is broken now, is progress only where its day has not come.
      const Outcome was = before[i].gravest;
      if (was <= Outcome::satisfied || was <= after[i].gravest) continue;
      INFO(text_of(stronger) << "before\n" << text_of(before));
      FAIL("after\n" << text_of(after));
    }
  });
}

TEST_CASE("an audit of two audits' dossiers holds what either came to, dossier by dossier") {
  for_audits(8000, [](Random& random, Audit& audit, const Product& product) {
    std::vector<Dossier> others = generate_dossiers(random, audit.pack);
    for (auto& dossier : others) {
      dossier.file = "other-" + dossier.file;
      place_records(dossier);
    }
    const auto judged = [&](const std::vector<Dossier>& dossiers) {
      Answers answers = product.judge(dossiers, audit.as_of);
      std::erase_if(answers, [](const Answer& answer) { return answer.file.empty(); });
      return answers;
    };
    Answers apart = judged(audit.dossiers);
    const Answers of_others = judged(others);
    apart.insert(apart.end(), of_others.begin(), of_others.end());
    std::sort(apart.begin(), apart.end());
    auto together = audit.dossiers;
    together.insert(together.end(), others.begin(), others.end());
    require_equal(audit, apart, judged(together));
  });
}

// ---------------------------------------------------------------- mending

namespace {

/// A pack with one rule on the members of `Alpha`, and one complete dossier.
Audit audit_of(Random& random, Rule rule) {
  rule.id = "mended";
  rule.select.kind = "Alpha";
  rule.select.each = Expression{Op::field, {{Op::variable, {}, "dossier", 0}}, "members", 0};
  rule.select.as = "m";
  Audit audit;
  audit.as_of = day_of(2024, 1, 3);
  audit.pack.rules = {std::move(rule)};
  Dossier dossier;
  dossier.file = "d.yaml";
  dossier.kind = "Alpha";
  dossier.root.fields["tag"] = {.kind = Datum::Kind::text, .text = "d"};
  Datum members{.kind = Datum::Kind::records};
  const std::size_t many = random.below(8);
  for (std::size_t i = 0; i < many; ++i) {
    members.records.push_back(generate_unit(random, "e" + std::to_string(i)));
  }
  dossier.root.fields["members"] = std::move(members);
  place_records(dossier);
  audit.dossiers = {std::move(dossier)};
  return audit;
}

std::vector<Record>& members_of(Audit& audit) {
  return audit.dossiers[0].root.fields["members"].records;
}

Record* member_of(Audit& audit, const std::string& tag) {
  for (auto& unit : members_of(audit)) {
    if (unit.fields["tag"].text == tag) return &unit;
  }
  return nullptr;
}

/// Adds as many of what counts as are lacking, or takes away as many as there are too many. False
/// where nothing that counts is there to be copied.
bool mend_number(Audit& audit, const Told& told, bool distinct) {
  auto& units = members_of(audit);
  if (told.gap > 0 && told.counted.empty()) return false;
  for (std::int64_t i = 0; i < told.gap; ++i) {
    Record copy = *member_of(audit, told.counted.front());
    copy.fields["tag"].text = "more" + std::to_string(i);
    copy.fields["name"].text = "新院" + std::to_string(i);
    units.push_back(std::move(copy));
  }
  std::set<std::string> gone;
  for (const auto& tag : told.counted) {
    const Record* unit = member_of(audit, tag);
    if (unit == nullptr) continue;
    // One of which several rows speak goes with all of them.
    const std::string name = distinct ? unit->fields.at("name").text : tag;
    if (gone.size() == static_cast<std::size_t>(std::max<std::int64_t>(-told.gap, 0))) break;
    gone.insert(name);
    std::erase_if(units, [&](const Record& one) {
      return one.fields.at(distinct ? "name" : "tag").text == name;
    });
  }
  place_records(audit.dossiers[0]);
  return true;
}

/// Sets the field of a comparison that failed to what it must be.
void mend_field(Audit& audit, const Told& told) {
  const int step = told.operation == ">" ? 1 : told.operation == "<" ? -1 : 0;
  Datum& datum = member_of(audit, told.subject)->fields.at(told.field);
  if (datum.kind == Datum::Kind::integer) {
    datum.integer = std::stoll(told.required) + step;
  } else if (datum.kind == Datum::Kind::day) {
    const auto part = [&](std::size_t at, std::size_t size) {
      return std::stoi(told.required.substr(at, size));
    };
    datum.day.number = day_of(part(0, 4), part(5, 2), part(8, 2)).number + step;
  } else {
    datum.text = told.required;
  }
}

}  // namespace

TEST_CASE("adding what lacks, or taking away what is too many, keeps the rule") {
  int mended = 0;
  for (std::uint64_t seed = 9000; seed < 9700; ++seed) {
    Random random(seed);
    Rule rule;
    rule.form = Form::count;
    const bool distinct = random.chance(50);
    if (distinct) rule.distinct = Expression{Op::field, {{Op::variable, {}, "m", 0}}, "name", 0};
    if (random.chance(60)) rule.select.where = generate_plain_condition(random, "m");
    const Expression figure{Op::integer, {}, {}, static_cast<std::int64_t>(random.below(5))};
    (random.chance(40)   ? rule.bounds.min
     : random.chance(50) ? rule.bounds.max
                         : rule.bounds.exactly) = figure;
    Audit audit = audit_of(random, rule);
    const Product product(audit.pack);
    const auto told = product.findings(audit.dossiers, audit.as_of);
    if (told.empty() || !mend_number(audit, told.front(), distinct)) continue;
    ++mended;
    INFO("seed " << seed << "\n" << text_of(audit));
    CHECK(product.findings(audit.dossiers, audit.as_of).empty());
  }
  CHECK(mended > 200);
}

TEST_CASE("setting a field to what a finding says it must be keeps the rule") {
  int mended = 0;
  for (std::uint64_t seed = 11000; seed < 11700; ++seed) {
    Random random(seed);
    Rule rule;
    rule.form = Form::require;
    rule.require = generate_comparison(random, "m");
    Audit audit = audit_of(random, rule);
    const Product product(audit.pack);
    for (const auto& told : product.findings(audit.dossiers, audit.as_of)) {
      mend_field(audit, told);
      ++mended;
    }
    INFO("seed " << seed << "\n" << text_of(audit));
    CHECK(product.findings(audit.dossiers, audit.as_of).empty());
  }
  CHECK(mended > 200);
}

}  // namespace reference
