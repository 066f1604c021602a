#include "report/tables.h"

#include <array>
#include <cassert>
#include <optional>

#include "report/head.h"
#include "report/message.h"
#include "report/phrase.h"

namespace guiju {

namespace {

/// A table that is filled cell by cell, in the order of its columns.
class Builder {
 public:
  struct Heading {
    Localized words;
    std::uint32_t width;
  };

  Builder(const Localized& name, const std::vector<Heading>& headings, Language language)
      : language_(language) {
    table_.name = name.in(language);
    for (const auto& [words, width] : headings) {
      table_.columns.push_back({words.in(language), width});
    }
  }

  Language language() const { return language_; }

  Builder& row() {
    table_.rows.emplace_back();
    return *this;
  }
  Builder& text(std::string words) { return put({std::move(words), {}}); }
  Builder& text(const Localized& words) { return text(words.in(language_)); }
  Builder& text(std::string_view zh, std::string_view en) {
    return text(std::string(word(language_, zh, en)));
  }
  Builder& number(const std::optional<std::int64_t>& number) { return put({{}, number}); }
  Builder& nothing(std::size_t times = 1) {
    for (; times > 0; --times) put({});
    return *this;
  }
  Builder& yes_or_no(bool value) {
    return value ? text("是", "yes") : text("否", "no");
  }

  ReportTable take() {
    for (const auto& row : table_.rows) {
      assert(row.size() == table_.columns.size());
      (void)row;
    }
    return std::move(table_);
  }

 private:
  Builder& put(ReportTable::Cell cell) {
    table_.rows.back().push_back(std::move(cell));
    return *this;
  }

  Language language_;
  ReportTable table_;
};

const DossierReport* dossier_of(const Report& report, std::uint32_t dossier) {
  return dossier < report.dossiers.size() ? &report.dossiers[dossier] : nullptr;
}

/// File, document and title; the file of `place` where there is no dossier.
void add_dossier(Builder& table, const DossierReport* dossier, const Place& place) {
  if (dossier == nullptr) {
    table.text(place.file).nothing(2);
  } else {
    table.text(dossier->file).number(dossier->ordinal).text(dossier->title);
  }
}

void add_place(Builder& table, const Place& place) {
  if (!place.known()) {
    table.nothing(2);
  } else {
    table.number(place.begin.line).number(place.begin.column);
  }
}

/// Policy, clause, what it says, strength.
void add_clause(Builder& table, const Clause& clause, Strength strength) {
  table.text(clause.pack->title).text(clause.id).text(clause.says).text(words_for(strength));
}

// ---------------------------------------------------------------- findings

const std::vector<Builder::Heading> finding_headings{
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

void add_quantity(Builder& table, const std::optional<Quantity>& quantity) {
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

void add_justification(Builder& table, const std::optional<Justification>& justification) {
  if (!justification) {
    table.nothing(4);
    return;
  }
  table.text(justification->reason).text(justification->approved_by);
  table.text(justification->number).text(justification->date);
}

void add(Builder& table, const Finding& finding, const Report& report,
         const Threshold& threshold) {
  const auto language = table.language();
  const auto& rule = *finding.rule;
  table.row().text(std::string(label_of(finding, language))).text(words_for(finding.outcome));
  table.yes_or_no(counts(finding, threshold));
  add_dossier(table, dossier_of(report, finding.dossier), finding.place);
  add_place(table, finding.place);
  add_clause(table, *rule.clause, rule.strength);
  table.text(rule.address).text(finding.subject);
  table.text(sentence_of(finding, language)).text(remedy_of(finding, language));
  table.text(citation_of(rule, language));
  add_quantity(table, finding.quantity);
  table.text(missing_words(finding, language));
  add_justification(table, finding.justification);
  table.text(finding.identity).text(std::string(words_of(finding.novelty, language)));
}

void add(Builder& table, const InputDiagnostic& entry, const Report& report,
         const Threshold& threshold) {
  const auto language = table.language();
  const auto& diagnostic = entry.diagnostic;
  table.row().text(std::string(label_of(diagnostic, language))).nothing();
  table.yes_or_no(counts(entry, threshold));
  add_dossier(table, dossier_of(report, entry.dossier), diagnostic.place);
  add_place(table, diagnostic.place);
  table.nothing(4).text(std::string(diagnostic.id)).nothing();
  table.text(message_of(diagnostic, language)).text(remedy_of(diagnostic, language));
  table.nothing(1 + figure_columns).text(matter_of(entry).identity);
  table.text(std::string(words_of(entry.novelty, language)));
}

void add(Builder& table, const Matter& matter) {
  const auto language = table.language();
  table.row().text("已修复", "fixed").nothing(2).text(matter.file).nothing(8).text(matter.id);
  table.text(matter.subject).text(matter.sentence).nothing(2 + figure_columns);
  table.text(matter.identity).text(std::string(word(language, "已修复", "fixed")));
}

void add(Builder& table, const ReviewItem& item, const Report& report,
         const Threshold& threshold) {
  const auto language = table.language();
  const auto& clause = *item.review->clause;
  const auto place = place_of(item);
  table.row().text(std::string(label_of(item, language))).nothing();
  table.yes_or_no(counts(item, threshold));
  add_dossier(table, dossier_of(report, item.dossier), place);
  add_place(table, place);
  add_clause(table, clause, clause.strength);
  table.text(item.review->address).nothing().text(item.review->ask);
  table.text(item.answer ? words_of(*item.answer, language) : std::string());
  table.text(citation_of(clause, language)).nothing(figure_columns + 2);
}

std::string looks_of(const ReviewItem& item, Language language) {
  std::vector<std::string> looks;
  for (const auto& look : item.look_at) {
    const auto what = look.value.empty() ? look.what.in(language)
                                         : say(language, "{}{}", "{} {}", look.what.in(language),
                                               quoted(look.value.in(language)));
    looks.push_back(look.place.known()
                        ? say(language, "{}（第{}行）", "{} (line {})", what, look.place.begin.line)
                        : say(language, "{}（材料中没有）", "{} (not in the dossier)", what));
  }
  return join(looks, language);
}

std::string packs_of(const std::vector<const Pack*>& packs) {
  std::vector<std::string> names;
  for (const auto* pack : packs) names.push_back(pack->id + " " + pack->version);
  return fmt::format("{}", fmt::join(names, ", "));
}

std::int64_t tally_of(const ClauseSummary& summary, Outcome outcome) {
  return summary.tally[static_cast<std::size_t>(outcome)];
}

constexpr std::array outcomes{Outcome::violated, Outcome::undecided, Outcome::departed,
                              Outcome::satisfied, Outcome::not_applicable};

}  // namespace

ReportTable summary_table(const Report& report, const Digest& digest,
                          const RenderOptions& options) {
  const auto language = options.language;
  Builder table({"概况", "summary"}, {{{"项目", "item"}, 24}, {{"内容", "value"}, 60}}, language);
  const auto& totals = digest.totals;
  table.row().text("结论", "verdict").text(verdict_line(digest, language));
  for (const auto& [name, value] : head_of(report, options)) table.row().text(name).text(value);
  const auto count = [&](std::string_view zh, std::string_view en, std::size_t number) {
    table.row().text(zh, en).number(static_cast<std::int64_t>(number));
  };
  count("文件", "files", report.files);
  count("无法读取的文件", "files not readable", totals.files_unreadable);
  count("材料", "dossiers", totals.dossiers);
  count("错误", "errors", totals.errors);
  count("警告", "warnings", totals.warnings);
  count("说明后偏离", "departures on file", totals.departed);
  count("无法判定", "undecided", totals.undecided);
  count("提示", "remarks", totals.remarks);
  count("基线中已知", "known from the baseline", totals.known);
  count("已修复", "fixed since the baseline", totals.fixed);
  count("待人工审查", "for a person to judge", totals.review_open);
  count("已人工审查", "judged by a person", totals.review_answered);
  count("经人工审查不符合", "judged not kept", totals.review_rejected);
  return table.take();
}

ReportTable dossier_table(const Report& report, Language language) {
  Builder table({"材料", "dossiers"},
                {{{"文件", "file"}, 24},
                 {{"第几份", "document"}, 8},
                 {{"材料", "dossier"}, 28},
                 {{"类型", "kind"}, 16},
                 {{"审查日期", "as of"}, 12},
                 {{"政策包", "packs"}, 30},
                 {{"SHA-256", "SHA-256"}, 66}},
                language);
  for (const auto& dossier : report.dossiers) {
    table.row();
    add_dossier(table, &dossier, {});
    table.text(dossier.kind_label).text(dossier.as_of).text(packs_of(dossier.packs));
    table.text(dossier.sha256);
  }
  return table.take();
}

ReportTable finding_table(const Report& report, const RenderOptions& options) {
  Builder table({"问题", "findings"}, finding_headings, options.language);
  for (const auto& entry : report.diagnostics) add(table, entry, report, options.threshold);
  for (const auto& finding : report.findings) add(table, finding, report, options.threshold);
  for (const auto& item : report.review) {
    const bool settled = item.answer && item.answer->kept;
    if (!settled) add(table, item, report, options.threshold);
  }
  for (const auto& matter : report.fixed) add(table, matter);
  return table.take();
}

ReportTable clause_table(const Digest& digest, Language language) {
  std::vector<Builder::Heading> headings{{{"政策", "policy"}, 28},
                                         {{"条款", "clause"}, 10},
                                         {{"条款内容", "clause says"}, 50},
                                         {{"力度", "strength"}, 12},
                                         {{"结果", "came to"}, 20}};
  for (const auto outcome : outcomes) headings.push_back({words_for(outcome), 10});
  headings.push_back({{"待人工审查", "for a person"}, 12});
  headings.push_back({{"已人工审查", "judged by a person"}, 12});
  headings.push_back({{"经人工审查不符合", "judged not kept"}, 12});
  Builder table({"条款", "clauses"}, headings, language);
  for (const auto& pack : digest.packs) {
    for (const auto& summary : pack.clauses) {
      table.row();
      add_clause(table, *summary.clause, summary.clause->strength);
      table.text(words_of(summary, language));
      for (const auto outcome : outcomes) table.number(tally_of(summary, outcome));
      table.number(summary.review_open).number(summary.review_answered);
      table.number(summary.review_rejected);
    }
  }
  return table.take();
}

namespace {

/// The dossier, the clause and the id that a row is about, then what it says of them.
std::vector<Builder::Heading> with_subject(const std::vector<Builder::Heading>& own) {
  std::vector<Builder::Heading> headings{{{"文件", "file"}, 24},
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

ReportTable review_table(const Report& report, Language language) {
  Builder table({"人工审查", "review"},
                with_subject({{{"问题", "question"}, 50},
                              {{"看什么", "look at"}, 40},
                              {{"状态", "status"}, 14},
                              {{"审查人", "who"}, 14},
                              {{"日期", "date"}, 12},
                              {{"说明", "note"}, 40}}),
                language);
  for (const auto& item : report.review) {
    const auto& clause = *item.review->clause;
    table.row();
    add_dossier(table, dossier_of(report, item.dossier), {});
    add_clause(table, clause, clause.strength);
    table.text(item.review->address).text(item.review->ask).text(looks_of(item, language));
    const Answer& answer = item.answer ? *item.answer : Answer{};
    table.text(std::string(label_of(item, language))).text(answer.by).text(answer.date);
    table.text(answer.note);
  }
  return table.take();
}

ReportTable result_table(const Report& report, Language language) {
  Builder table({"逐条结果", "results"},
                with_subject({{{"结论", "outcome"}, 12}, {{"说明", "note"}, 40}}),
                language);
  for (const auto& result : report.results) {
    table.row();
    add_dossier(table, dossier_of(report, result.dossier), {});
    add_clause(table, *result.rule->clause, result.rule->strength);
    table.text(result.rule->address).text(words_for(result.outcome)).text(result.note);
  }
  return table.take();
}

}  // namespace guiju
