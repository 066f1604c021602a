#include "report/tables.h"

#include <array>
#include <cassert>
#include <optional>

#include "report/head.h"
#include "report/message.h"
#include "report/phrase.h"

namespace guiju {

namespace {

/// Makes the rows of a table cell by cell, in the order of its columns, and gives each when it is
/// whole.
class Rows {
 public:
  using Visit = std::function<void(const ReportTable::Row&)>;

  Rows(Language language, const Visit& visit) : language_(language), visit_(visit) {}

  Language language() const { return language_; }

  Rows& text(std::string words) { return put({std::move(words), {}}); }
  Rows& text(const Localized& words) { return text(words.in(language_)); }
  Rows& text(std::string_view zh, std::string_view en) {
    return text(std::string(word(language_, zh, en)));
  }
  Rows& number(const std::optional<std::int64_t>& number) { return put({{}, number}); }
  Rows& nothing(std::size_t times = 1) {
    for (; times > 0; --times) put({});
    return *this;
  }
  Rows& yes_or_no(bool value) {
    return value ? text("是", "yes") : text("否", "no");
  }
  void end_row() {
    visit_(row_);
    row_.clear();
  }

 private:
  Rows& put(ReportTable::Cell cell) {
    row_.push_back(std::move(cell));
    return *this;
  }

  Language language_;
  const Visit& visit_;
  ReportTable::Row row_;
};

struct Heading {
  Localized words;
  std::uint32_t width;
};

/// `fill` makes the rows, as often as they are asked for.
template <typename Fill>
ReportTable table_of(const Localized& name, const std::vector<Heading>& headings, std::size_t rows,
                     Language language, Fill fill) {
  ReportTable table;
  table.name = name.in(language);
  for (const auto& [words, width] : headings) table.columns.push_back({words.in(language), width});
  table.rows = rows;
  table.each = [=, columns = headings.size()](const Rows::Visit& visit) {
    const Rows::Visit checked = [&](const ReportTable::Row& row) {
      assert(row.size() == columns);
      visit(row);
    };
    Rows made(language, checked);
    fill(made);
  };
  return table;
}

/// File, document and title; the file of `place` where there is no dossier.
void add_dossier(Rows& table, const DossierReport* dossier, const Place& place) {
  if (dossier == nullptr) {
    table.text(place.file).nothing(2);
  } else {
    table.text(dossier->file).number(dossier->ordinal).text(dossier->title);
  }
}

void add_place(Rows& table, const Place& place) {
  if (!place.known()) {
    table.nothing(2);
  } else {
    table.number(place.begin.line).number(place.begin.column);
  }
}

/// Policy, clause, what it says, strength.
void add_clause(Rows& table, const Clause& clause, Strength strength) {
  table.text(clause.pack->title).text(clause.id).text(clause.says).text(words_for(strength));
}

// ---------------------------------------------------------------- findings

const std::vector<Heading> finding_headings{
    {{"类别", "type"}, 10},
    {{"结论", "outcome"}, 12},
    {{"计入不通过", "counts"}, 10},
    {{"文件", "file"}, 24},
    {{"第几份", "document"}, 8},
    {{"材料", "dossier"}, 28},
    {{"行", "line"}, 6},
    {{"列", "column"}, 6},
    {{"政策", "policy"}, 28},
    {{"条款", "clause"}, 10},
    {{"条款内容", "clause says"}, 40},
    {{"力度", "strength"}, 12},
    {{"编号", "id"}, 32},
    {{"对象", "subject"}, 24},
    {{"说明", "sentence"}, 50},
    {{"怎么办", "what to do"}, 40},
    {{"依据", "citation"}, 36},
    {{"现有（最少）", "found at least"}, 12},
    {{"现有（最多）", "found at most"}, 12},
    {{"应不少于", "minimum"}, 10},
    {{"应不超过", "maximum"}, 10},
    {{"差额", "gap"}, 8},
    {{"单位", "unit"}, 10},
    {{"缺少", "missing"}, 30},
    {{"偏离理由", "reason for departing"}, 30},
    {{"批准", "approved by"}, 20},
    {{"批准文号", "document of approval"}, 20},
    {{"批准日期", "date of approval"}, 14},
    {{"标识", "identity"}, 40},
    {{"与基线相比", "baseline"}, 12},
};
/// From 现有（最少） to 批准日期.
constexpr std::size_t figure_columns = 11;

void add_quantity(Rows& table, const std::optional<Quantity>& quantity) {
  if (!quantity) {
    table.nothing(6);
    return;
  }
  table.number(quantity->found_least).number(quantity->found_most);
  table.number(quantity->min).number(quantity->max);
  table.number(quantity->gap()).text(quantity->unit);
}

std::string missing_words(const Finding& finding, Language language) {
  std::vector<std::string> entries;
  for (const auto& missing : finding.missing) {
    const auto field = missing.field.in(language);
    const auto holder = missing.holder.in(language);
    entries.push_back(holder.empty() ? field : say(language, "{}的{}", "{}: {}", holder, field));
  }
  return join(entries, language);
}

void add_justification(Rows& table, const std::optional<Justification>& justification) {
  if (!justification) {
    table.nothing(4);
    return;
  }
  table.text(justification->reason).text(justification->approved_by);
  table.text(justification->number).text(justification->date);
}

void add(Rows& table, const Finding& finding, const DossierReport* dossier,
         const Threshold& threshold) {
  const auto language = table.language();
  const auto& rule = *finding.rule;
  table.text(std::string(label_of(finding, language))).text(words_for(finding.outcome));
  table.yes_or_no(counts(finding, threshold));
  add_dossier(table, dossier, finding.place);
  add_place(table, finding.place);
  add_clause(table, *rule.clause, rule.strength);
  table.text(rule.address).text(finding.subject);
  table.text(sentence_of(finding, language)).text(remedy_of(finding, language));
  table.text(citation_of(rule, language));
  add_quantity(table, finding.quantity);
  table.text(missing_words(finding, language));
  add_justification(table, finding.justification);
  table.text(finding.identity).text(std::string(words_of(finding.novelty, language)));
  table.end_row();
}

void add(Rows& table, const InputDiagnostic& entry, const DossierReport* dossier,
         const Threshold& threshold) {
  const auto language = table.language();
  const auto& diagnostic = entry.diagnostic;
  table.text(std::string(label_of(diagnostic, language))).nothing();
  table.yes_or_no(counts(entry, threshold));
  add_dossier(table, dossier, diagnostic.place);
  add_place(table, diagnostic.place);
  table.nothing(4).text(std::string(diagnostic.id)).nothing();
  table.text(message_of(diagnostic, language)).text(remedy_of(diagnostic, language));
  table.nothing(1 + figure_columns).text(matter_of(entry).identity);
  table.text(std::string(words_of(entry.novelty, language))).end_row();
}

void add(Rows& table, const Matter& matter) {
  const auto language = table.language();
  table.text("已修复", "fixed").nothing(2).text(matter.file).nothing(8).text(matter.id);
  table.text(matter.subject).text(matter.sentence).nothing(2 + figure_columns);
  table.text(matter.identity).text(std::string(word(language, "已修复", "fixed"))).end_row();
}

void add(Rows& table, const ReviewItem& item, const DossierReport* dossier,
         const Threshold& threshold) {
  const auto language = table.language();
  const auto& clause = *item.review->clause;
  const auto place = place_of(item);
  table.text(std::string(label_of(item, language))).nothing();
  table.yes_or_no(counts(item, threshold));
  add_dossier(table, dossier, place);
  add_place(table, place);
  add_clause(table, clause, clause.strength);
  table.text(item.review->address).nothing().text(item.review->ask);
  table.text(item.answer ? words_of(*item.answer, language) : std::string());
  table.text(citation_of(clause, language)).nothing(figure_columns + 2);
  table.end_row();
}

std::string looks_of(const ReviewItem& item, Language language) {
  std::vector<std::string> looks;
  for (const auto& look : item.look_at) {
    const auto what = look.value.empty() ? look.what.in(language)
                                         : say(language, "{}{}", "{} {}", look.what.in(language),
                                               in_quotes(look.value.in(language)));
    looks.push_back(look.place.known()
                        ? say(language, "{}（第{}行）", "{} (line {})", what, look.place.begin.line)
                        : say(language, "{}（材料中没有）", "{} (not in the dossier)", what));
  }
  return join(looks, language);
}

std::string packs_of(const std::vector<const Pack*>& packs) {
  std::vector<std::string> names;
  names.reserve(packs.size());
  for (const auto* pack : packs) names.push_back(pack->id + " " + pack->version);
  return fmt::format("{}", fmt::join(names, ", "));
}

std::int64_t tally_of(const ClauseSummary& summary, Outcome outcome) {
  return summary.tally[static_cast<std::size_t>(outcome)];
}

constexpr std::array outcomes{Outcome::violated, Outcome::undecided, Outcome::departed,
                              Outcome::satisfied, Outcome::not_applicable};

void add(Rows& table, const DossierReport& dossier) {
  add_dossier(table, &dossier, {});
  table.text(dossier.kind_label).text(dossier.as_of).text(packs_of(dossier.packs));
  table.text(dossier.sha256).end_row();
}

void add(Rows& table, const ClauseSummary& summary) {
  add_clause(table, *summary.clause, summary.clause->strength);
  table.text(words_of(summary, table.language()));
  for (const auto outcome : outcomes) table.number(tally_of(summary, outcome));
  table.number(summary.review_open).number(summary.review_answered);
  table.number(summary.review_rejected).end_row();
}

/// A row of the questions, whether answered or not.
void add_question(Rows& table, const ReviewItem& item, const DossierReport* dossier) {
  const auto& clause = *item.review->clause;
  add_dossier(table, dossier, {});
  add_clause(table, clause, clause.strength);
  table.text(item.review->address).text(item.review->ask).text(looks_of(item, table.language()));
  const Answer& answer = item.answer ? *item.answer : Answer{};
  table.text(std::string(label_of(item, table.language()))).text(answer.by).text(answer.date);
  table.text(answer.note).end_row();
}

void add(Rows& table, const RuleResult& result, const DossierReport* dossier) {
  add_dossier(table, dossier, {});
  add_clause(table, *result.rule->clause, result.rule->strength);
  table.text(result.rule->address).text(words_for(result.outcome)).text(result.note).end_row();
}

/// The dossier, the clause and the id that a row is about, then what it says of them.
std::vector<Heading> with_subject(const std::vector<Heading>& own) {
  std::vector<Heading> headings{{{"文件", "file"}, 24},
                                {{"第几份", "document"}, 8},
                                {{"材料", "dossier"}, 28},
                                {{"政策", "policy"}, 28},
                                {{"条款", "clause"}, 10},
                                {{"条款内容", "clause says"}, 40},
                                {{"力度", "strength"}, 12},
                                {{"编号", "id"}, 32}};
  headings.insert(headings.end(), own.begin(), own.end());
  return headings;
}

}  // namespace

ReportTable summary_table(const ReportParts& report, const Digest& digest,
                          const RenderOptions& options) {
  const auto language = options.language;
  const auto facts = head_of(report.head(), digest, options);
  const auto& totals = digest.totals;
  const std::vector<std::pair<Localized, std::size_t>> counts{
      {{"文件", "files"}, report.head().files},
      {{"无法读取的文件", "files not readable"}, totals.files_unreadable},
      {{"材料", "dossiers"}, totals.dossiers},
      {{"错误", "errors"}, totals.errors},
      {{"警告", "warnings"}, totals.warnings},
      {{"说明后偏离", "departures on file"}, totals.departed},
      {{"无法判定", "undecided"}, totals.undecided},
      {{"提示", "remarks"}, totals.remarks},
      {{"基线中已知", "known from the baseline"}, totals.known},
      {{"已修复", "fixed since the baseline"}, totals.fixed},
      {{"待人工审查", "for a person to judge"}, totals.review_open},
      {{"已人工审查", "judged by a person"}, totals.review_answered},
      {{"经人工审查不符合", "judged not kept"}, totals.review_rejected}};
  return table_of({"概况", "summary"}, {{{"项目", "item"}, 24}, {{"内容", "value"}, 60}},
                  1 + facts.size() + counts.size(), language, [=, &digest](Rows& table) {
                    table.text("结论", "verdict").text(verdict_line(digest, language)).end_row();
                    for (const auto& [name, value] : facts) table.text(name).text(value).end_row();
                    for (const auto& [name, number] : counts) {
                      table.text(name).number(static_cast<std::int64_t>(number)).end_row();
                    }
                  });
}

ReportTable dossier_table(const ReportParts& report, const Digest& digest,
                          const RenderOptions& options) {
  return table_of({"材料", "dossiers"},
                  {{{"文件", "file"}, 24},
                   {{"第几份", "document"}, 8},
                   {{"材料", "dossier"}, 28},
                   {{"类型", "kind"}, 16},
                   {{"审查日期", "as of"}, 12},
                   {{"政策包", "packs"}, 30},
                   {{"SHA-256", "SHA-256"}, 66}},
                  digest.totals.dossiers, options.language, [&report](Rows& table) {
                    report.each([&](const ReportPart& part) {
                      if (part.dossier != nullptr) add(table, *part.dossier);
                    });
                  });
}

ReportTable finding_table(const ReportParts& report, const Digest& digest,
                          const RenderOptions& options) {
  const auto& totals = digest.totals;
  const auto rows = digest.diagnostics + digest.findings + totals.review_open +
                    totals.review_rejected + totals.fixed;
  const auto fill = [&report, threshold = options.threshold](Rows& table) {
    report.each([&](const ReportPart& part) {
      for (const auto& entry : part.diagnostics) add(table, entry, part.dossier, threshold);
    });
    report.each([&](const ReportPart& part) {
      for (const auto& finding : part.findings) add(table, finding, part.dossier, threshold);
    });
    report.each([&](const ReportPart& part) {
      for (const auto& item : part.review) {
        const bool settled = item.answer && item.answer->kept;
        if (!settled) add(table, item, part.dossier, threshold);
      }
    });
    for (const auto& matter : report.head().fixed) add(table, matter);
  };
  return table_of({"问题", "findings"}, finding_headings, rows, options.language, fill);
}

ReportTable clause_table(const Digest& digest, const RenderOptions& options) {
  std::vector<Heading> headings{{{"政策", "policy"}, 28},
                                {{"条款", "clause"}, 10},
                                {{"条款内容", "clause says"}, 50},
                                {{"力度", "strength"}, 12},
                                {{"结果", "came to"}, 20}};
  for (const auto outcome : outcomes) headings.push_back({words_for(outcome), 10});
  headings.push_back({{"待人工审查", "for a person"}, 12});
  headings.push_back({{"已人工审查", "judged by a person"}, 12});
  headings.push_back({{"经人工审查不符合", "judged not kept"}, 12});
  std::size_t rows = 0;
  for (const auto& pack : digest.packs) rows += pack.clauses.size();
  return table_of({"条款", "clauses"}, headings, rows, options.language, [&digest](Rows& table) {
    for (const auto& pack : digest.packs) {
      for (const auto& summary : pack.clauses) add(table, summary);
    }
  });
}

ReportTable review_table(const ReportParts& report, const Digest& digest,
                         const RenderOptions& options) {
  return table_of({"人工审查", "review"},
                  with_subject({{{"问题", "question"}, 50},
                                {{"看什么", "look at"}, 40},
                                {{"状态", "status"}, 14},
                                {{"审查人", "who"}, 14},
                                {{"日期", "date"}, 12},
                                {{"说明", "note"}, 40}}),
                  digest.review, options.language, [&report](Rows& table) {
                    report.each([&](const ReportPart& part) {
                      for (const auto& item : part.review) {
                        add_question(table, item, part.dossier);
                      }
                    });
                  });
}

ReportTable result_table(const ReportParts& report, const Digest& digest,
                         const RenderOptions& options) {
  return table_of({"逐条结果", "results"},
                  with_subject({{{"结论", "outcome"}, 12}, {{"说明", "note"}, 40}}),
                  digest.results, options.language, [&report](Rows& table) {
                    report.each([&](const ReportPart& part) {
                      for (const auto& result : part.results) add(table, result, part.dossier);
                    });
                  });
}

}  // namespace guiju
