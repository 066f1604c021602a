#include "report/statistics_tables.h"

#include <algorithm>
#include <array>

#include "report/message.h"
#include "report/phrase.h"

namespace guiju {

namespace {

using Cell = StatisticsTable::Cell;
using Row = StatisticsTable::Row;

Cell number(std::size_t value) { return {std::to_string(value), value}; }

/// `34/118（29%）`: of so many. Rounded so that neither all nor none is said where it is not so.
Cell part_of(std::size_t value, std::size_t all, Language language) {
  if (value == 0 || all == 0) return number(value);
  auto percent = std::max<std::size_t>((value * 200 + all) / (2 * all), 1);
  if (value < all) percent = std::min<std::size_t>(percent, 99);
  return {say(language, "{}/{}（{}%）", "{}/{} ({}%)", value, all, percent), value};
}

/// Makes one table row by row; those beyond the limit are counted.
class TableMaker {
 public:
  TableMaker(StatisticsTable table, std::size_t limit) : made_(std::move(table)), limit_(limit) {}

  template <typename Make>
  void add(Make make) {
    if (made_.rows.size() == limit_) {
      ++made_.more;
    } else {
      made_.rows.push_back(make());
    }
  }
  /// A row that no limit leaves out.
  void add_always(Row row) { made_.rows.push_back(std::move(row)); }
  void put_into(std::vector<StatisticsTable>& tables) && {
    if (!made_.rows.empty()) tables.push_back(std::move(made_));
  }

 private:
  StatisticsTable made_;
  std::size_t limit_;
};

class TablesMaker {
 public:
  TablesMaker(const Statistics& statistics, Language language, std::size_t limit)
      : statistics_(statistics), language_(language), limit_(limit) {}

  std::vector<StatisticsTable> make() && {
    add_clauses();
    add_faults();
    for (const auto& grouped : statistics_.grouped) add_groups(grouped);
    add_first();
    return std::move(tables_);
  }

 private:
  std::string words(std::string_view zh, std::string_view en) const {
    return std::string(word(language_, zh, en));
  }

  TableMaker table(std::string id, std::string caption, std::string counts, std::string heading,
                   std::vector<std::string> columns) const {
    StatisticsTable made;
    made.id = std::move(id);
    made.caption = std::move(caption);
    made.counts = std::move(counts);
    made.heading = std::move(heading);
    made.columns = std::move(columns);
    return {std::move(made), limit_};
  }

  Row row_of(const ClauseFrequency& one) const {
    const auto& clause = *one.clause;
    const bool binding = clause.strength != Strength::encouraged;
    return {fmt::format("{} {}", clause.pack->id, clause.id),
            clause.says.in(language_),
            {{words_for(clause.strength).in(language_), static_cast<std::size_t>(clause.strength)},
             part_of(one.violated.dossiers, one.applied, language_),
             number(one.violated.times),
             number(one.undecided.dossiers),
             number(one.departed.dossiers)},
            one.violated.dossiers,
            binding ? Ink::error : Ink::note,
            no_dossier};
  }

  void add_clauses() {
    auto made = table(
        "by-clause", words("逐条违反情况", "By clause"),
        words("违反、无法判定、偏离：有这种情况的材料份数，违反一栏为占该条涉及的材料；处数包括合并审查发现的。",
              "Violated, undecided, departed: dossiers in which this is so, the first of those that the "
              "clause concerns; times: found in all, also over all dossiers together."),
        words("条款", "clause"),
        {words("力度", "strength"), words("违反", "violated"), words("处数", "times"),
         words("无法判定", "undecided"), words("偏离", "departed")});
    for (const auto& one : statistics_.clauses) {
      made.add([&] { return row_of(one); });
    }
    std::move(made).put_into(tables_);
  }

  Row row_of(const RuleFrequency& one) const {
    return {one.rule->address,
            one.rule->clause->says.in(language_),
            {part_of(one.violated.dossiers, statistics_.all.dossiers, language_),
             number(one.violated.times)},
            one.violated.dossiers,
            Ink::error,
            no_dossier};
  }

  Row row_of(const DiagnosticFrequency& one) const {
    auto in = part_of(one.found.dossiers, statistics_.all.dossiers, language_);
    if (one.files > 0) {
      in.words += say(language_, "，另{}个文件", ", {} more files", one.files);
      in.sort += one.files;
    }
    return {std::string(one.id),
            say(language_, "如：{}", "such as: {}", one.example.in(language_)),
            {in, number(one.found.times)},
            one.found.dossiers + one.files,
            one.severity == Severity::error ? Ink::error : Ink::warning,
            no_dossier};
  }

  /// Rules and trouble with the input together, those in most dossiers first.
  void add_faults() {
    auto made = table("faults", words("最常见的问题", "Most frequent faults"),
                      words("材料：有这个问题的份数，占全部材料；不含建议做到的条款。",
                            "Dossiers: with this fault, of all; without clauses that are only "
                            "encouraged."),
                      words("规则或问题编号", "rule or diagnostic"),
                      {words("材料", "dossiers"), words("处数", "times")});
    const auto& rules = statistics_.rules;
    const auto end = std::find_if(rules.begin(), rules.end(), [](const RuleFrequency& one) {
      return one.violated.times == 0 || one.rule->strength == Strength::encouraged;
    });
    auto diagnostic = statistics_.diagnostics.begin();
    const auto diagnostics_before = [&](std::size_t dossiers) {
      for (; diagnostic != statistics_.diagnostics.end() &&
             diagnostic->found.dossiers + diagnostic->files > dossiers;
           ++diagnostic) {
        made.add([&] { return row_of(*diagnostic); });
      }
    };
    for (auto rule = rules.begin(); rule != end; ++rule) {
      diagnostics_before(rule->violated.dossiers);
      made.add([&] { return row_of(*rule); });
    }
    for (; diagnostic != statistics_.diagnostics.end(); ++diagnostic) {
      made.add([&] { return row_of(*diagnostic); });
    }
    std::move(made).put_into(tables_);
  }

  Row row_of(std::string name, const DossierCounts& counts) const {
    const auto of = [&](Verdict verdict) {
      return counts.by_verdict[static_cast<std::size_t>(verdict)];
    };
    return {std::move(name),
            {},
            {number(counts.dossiers), part_of(of(Verdict::failed), counts.dossiers, language_),
             number(of(Verdict::passed)),
             number(of(Verdict::open) + of(Verdict::tolerated)), number(of(Verdict::nothing)),
             number(counts.errors), number(counts.undecided)},
            of(Verdict::failed),
            Ink::error,
            no_dossier};
  }

  std::string counted_groups(const GroupedDossiers& grouped) const {
    const auto all = statistics_.all.dossiers;
    std::string said = say(language_, "{}份材料中的{}份", "{} dossiers; here {}", all,
                           grouped.dossiers);
    if (const auto others = all - grouped.dossiers; others > 0) {
      said += say(language_, "，其余{}份未审查，或其类型没有这一项",
                  "; the other {} were not judged, or their kind does not have it", others);
    }
    if (grouped.several > 0) {
      said += say(language_, "；{}份有几个值，各计一次", "; {} have several values and count under each",
                  grouped.several);
    }
    return said + words("。", ".");
  }

  std::string name_of(const GroupCounts& row) const {
    const auto& value = row.group.value.in(language_);
    return row.shares_name ? say(language_, "{}（{}）", "{} ({})", value, row.group.key) : value;
  }

  void add_groups(const GroupedDossiers& grouped) {
    // All dossiers of one kind: nothing is told apart.
    const bool is_kind = &grouped == &statistics_.grouped.front();
    if (is_kind && grouped.groups.size() + (grouped.not_given.dossiers > 0 ? 1 : 0) < 2) return;
    const auto number_of = static_cast<std::size_t>(&grouped - statistics_.grouped.data());
    auto made = table(is_kind ? "by-kind" : fmt::format("by-{}", number_of),
                      say(language_, "按{}", "By {}", grouped.by.in(language_)),
                      counted_groups(grouped), grouped.by.in(language_),
                      {words("材料", "dossiers"), words("未通过", "not passed"),
                       words("通过", "passed"), words("尚有未决", "open"),
                       words("未审查", "not judged"), words("错误", "errors"),
                       words("无法判定", "undecided")});
    for (const auto& row : grouped.groups) {
      made.add([&] { return row_of(name_of(row), row); });
    }
    if (grouped.others.dossiers > 0) {
      made.add_always(row_of(words("其他值", "other values"), grouped.others));
    }
    if (grouped.not_given.dossiers > 0) {
      made.add_always(row_of(is_kind ? words("未能识别", "not recognised")
                                     : words("未填写", "not given"),
                             grouped.not_given));
    }
    std::move(made).put_into(tables_);
  }

  Row row_of(const RankedDossier& one) const {
    const auto& dossier = one.dossier;
    const auto file = dossier.only_one ? dossier.file
                                       : say(language_, "{} 第{}份", "{} document {}",
                                             dossier.file, dossier.ordinal);
    return {file,          guiju::name_of(dossier, language_),
            {number(one.blocking), number(one.errors), number(one.undecided)},
            one.blocking,  Ink::error,
            one.index};
  }

  void add_first() {
    auto made = table("look-first", words("最需要先看的材料", "Dossiers to look at first"),
                      say(language_, "{}份材料中有{}份不通过；使其不通过的问题多的在前，相同的看无法判定的项数。",
                          "Of {} dossiers, {} do not pass; those with most findings that fail them come "
                          "first, then those with most undecided.",
                          statistics_.all.dossiers, statistics_.blocked),
                      words("材料", "dossier"),
                      {words("不通过的问题", "failing findings"), words("错误", "errors"),
                       words("无法判定", "undecided")});
    for (const auto& one : statistics_.first) {
      made.add([&] { return row_of(one); });
    }
    std::move(made).put_into(tables_);
  }

  const Statistics& statistics_;
  const Language language_;
  const std::size_t limit_;
  std::vector<StatisticsTable> tables_;
};

}  // namespace

std::vector<StatisticsTable> statistics_tables(const Statistics& statistics, Language language,
                                               std::size_t limit) {
  return TablesMaker(statistics, language, limit).make();
}

std::string statistics_line(const Statistics& statistics, Language language) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < verdict_count; ++i) {
    const auto dossiers = statistics.all.by_verdict[i];
    if (dossiers == 0) continue;
    parts.push_back(say(language, "{0}{1}份", "{1} {0}",
                        short_words_of(static_cast<Verdict>(i), language), dossiers));
  }
  if (statistics.files_unreadable > 0) {
    parts.push_back(language == Language::zh
                        ? fmt::format("另有{}个文件无法读取", statistics.files_unreadable)
                        : counted(statistics.files_unreadable, "file not readable",
                                  "files not readable"));
  }
  const auto dossiers =
      language == Language::zh ? fmt::format("{}份材料", statistics.all.dossiers)
                               : counted(statistics.all.dossiers, "dossier", "dossiers");
  return say(language, "{}：{}", "{}: {}", dossiers, listed(parts, language));
}

}  // namespace guiju
