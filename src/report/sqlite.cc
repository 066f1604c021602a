// The report as an SQLite database, for questions over many dossiers. docs/report.md describes the
// tables. The same report gives the same bytes.

#include <sqlite3.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <unordered_map>

#include "cel/expression.h"
#include "report/digest.h"
#include "report/json_report.h"
#include "report/renderers.h"
#include "report/temporary_file.h"
#include "text/unicode.h"

namespace guiju {

namespace {

constexpr const char* schema = R"(
PRAGMA page_size = 4096;
PRAGMA foreign_keys = ON;
PRAGMA user_version = 2;
BEGIN;
CREATE TABLE runs (
  id INTEGER PRIMARY KEY, version TEXT NOT NULL, as_of TEXT, as_of_source TEXT NOT NULL,
  fail_on TEXT NOT NULL, undecided_counts INTEGER NOT NULL, verdict TEXT NOT NULL,
  passes INTEGER NOT NULL, files INTEGER NOT NULL, files_unreadable INTEGER NOT NULL,
  dossiers INTEGER NOT NULL, errors INTEGER NOT NULL, warnings INTEGER NOT NULL,
  remarks INTEGER NOT NULL, departed INTEGER NOT NULL, undecided INTEGER NOT NULL,
  review_open INTEGER NOT NULL, review_answered INTEGER NOT NULL, review_rejected INTEGER NOT NULL,
  open_review_counts INTEGER NOT NULL, known INTEGER NOT NULL, fixed INTEGER NOT NULL);
CREATE TABLE fixed (
  id INTEGER PRIMARY KEY, identity TEXT NOT NULL, matter TEXT NOT NULL, file TEXT, subject_zh TEXT,
  subject_en TEXT, sentence_zh TEXT NOT NULL, sentence_en TEXT NOT NULL);
CREATE TABLE run_only (
  run INTEGER NOT NULL REFERENCES runs, what TEXT NOT NULL CHECK (what IN ('pack', 'rule')),
  id TEXT NOT NULL);
CREATE TABLE packs (
  id TEXT PRIMARY KEY, version TEXT NOT NULL, sha256 TEXT NOT NULL, title_zh TEXT, title_en TEXT, issuer_zh TEXT,
  issuer_en TEXT, number TEXT, issued TEXT, in_force_from TEXT, in_force_until TEXT);
CREATE TABLE clauses (
  id INTEGER PRIMARY KEY, pack TEXT NOT NULL REFERENCES packs, number TEXT NOT NULL,
  strength TEXT NOT NULL, says_zh TEXT, says_en TEXT, citation_zh TEXT, citation_en TEXT,
  satisfied INTEGER NOT NULL, violated INTEGER NOT NULL, departed INTEGER NOT NULL,
  undecided INTEGER NOT NULL, not_applicable INTEGER NOT NULL, review_open INTEGER NOT NULL,
  review_answered INTEGER NOT NULL, review_rejected INTEGER NOT NULL, UNIQUE (pack, number));
CREATE TABLE rules (
  address TEXT PRIMARY KEY, clause INTEGER NOT NULL REFERENCES clauses, strength TEXT NOT NULL,
  disposition TEXT NOT NULL, form TEXT NOT NULL, across INTEGER NOT NULL, reading_zh TEXT,
  reading_en TEXT);
CREATE TABLE dossiers (
  id INTEGER PRIMARY KEY, file TEXT NOT NULL, document INTEGER NOT NULL, kind TEXT, title TEXT,
  as_of TEXT, as_of_source TEXT NOT NULL, sha256 TEXT NOT NULL);
CREATE TABLE dossier_packs (
  dossier INTEGER NOT NULL REFERENCES dossiers, pack TEXT NOT NULL REFERENCES packs,
  PRIMARY KEY (dossier, pack)) WITHOUT ROWID;
CREATE TABLE places (
  id INTEGER PRIMARY KEY, file TEXT NOT NULL, line INTEGER NOT NULL, "column" INTEGER NOT NULL,
  end_line INTEGER NOT NULL, end_column INTEGER NOT NULL, byte INTEGER NOT NULL,
  end_byte INTEGER NOT NULL, excerpt TEXT);
CREATE TABLE findings (
  id INTEGER PRIMARY KEY, dossier INTEGER REFERENCES dossiers,
  rule TEXT NOT NULL REFERENCES rules, outcome TEXT NOT NULL, severity TEXT NOT NULL,
  counts INTEGER NOT NULL, identity TEXT NOT NULL, subject_zh TEXT, subject_en TEXT,
  sentence_zh TEXT NOT NULL, sentence_en TEXT NOT NULL, remedy_zh TEXT, remedy_en TEXT,
  place INTEGER REFERENCES places, found_least INTEGER, found_most INTEGER, minimum INTEGER,
  maximum INTEGER, gap INTEGER, unit_zh TEXT, unit_en TEXT, reason TEXT, approved_by TEXT,
  approval_number TEXT, approval_date TEXT, counted_left_out INTEGER NOT NULL,
  novelty TEXT CHECK (novelty IN ('new', 'known')));
CREATE TABLE comparisons (
  id INTEGER PRIMARY KEY, finding INTEGER NOT NULL REFERENCES findings, what_zh TEXT, what_en TEXT,
  operation TEXT NOT NULL, negated INTEGER NOT NULL, found_zh TEXT, found_en TEXT, required_zh TEXT,
  required_en TEXT, expression TEXT, place INTEGER REFERENCES places);
CREATE TABLE missing (
  id INTEGER PRIMARY KEY, finding INTEGER NOT NULL REFERENCES findings, path TEXT NOT NULL,
  field_zh TEXT, field_en TEXT, holder_zh TEXT, holder_en TEXT,
  place INTEGER REFERENCES places);
CREATE TABLE finding_places (
  id INTEGER PRIMARY KEY, finding INTEGER NOT NULL REFERENCES findings,
  part TEXT NOT NULL CHECK (part IN ('related', 'counted')), why_zh TEXT, why_en TEXT,
  place INTEGER REFERENCES places);
CREATE TABLE results (
  id INTEGER PRIMARY KEY, dossier INTEGER REFERENCES dossiers,
  rule TEXT NOT NULL REFERENCES rules, outcome TEXT NOT NULL, satisfied INTEGER NOT NULL,
  violated INTEGER NOT NULL, departed INTEGER NOT NULL, undecided INTEGER NOT NULL,
  not_applicable INTEGER NOT NULL, note_zh TEXT, note_en TEXT);
CREATE TABLE review (
  id INTEGER PRIMARY KEY, dossier INTEGER REFERENCES dossiers, question TEXT NOT NULL,
  clause INTEGER NOT NULL REFERENCES clauses, ask_zh TEXT, ask_en TEXT,
  status TEXT NOT NULL CHECK (status IN ('open', 'answered')), counts INTEGER NOT NULL,
  kept INTEGER, answered_by TEXT, answered_on TEXT, note TEXT, place INTEGER REFERENCES places);
CREATE TABLE review_looks (
  id INTEGER PRIMARY KEY, review INTEGER NOT NULL REFERENCES review, what_zh TEXT, what_en TEXT,
  value_zh TEXT, value_en TEXT, place INTEGER REFERENCES places);
CREATE TABLE diagnostics (
  id INTEGER PRIMARY KEY, dossier INTEGER REFERENCES dossiers, diagnostic TEXT NOT NULL,
  severity TEXT NOT NULL, counts INTEGER NOT NULL, message_zh TEXT NOT NULL,
  message_en TEXT NOT NULL, remedy_zh TEXT, remedy_en TEXT, place INTEGER REFERENCES places,
  novelty TEXT CHECK (novelty IN ('new', 'known')));
CREATE INDEX findings_by_rule ON findings (rule, outcome);
CREATE INDEX findings_by_dossier ON findings (dossier);
CREATE INDEX results_by_rule ON results (rule, outcome);
)";

/// A database in a file of its own, which nobody needs back if it breaks.
class Database {
 public:
  explicit Database(const std::string& file) {
    sqlite3* opened = nullptr;
    const auto result = sqlite3_open(file.c_str(), &opened);
    connection_.reset(opened);
    check(result);
    run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE");
    run(schema);
  }

  void run(const char* sql) {
    check(sqlite3_exec(connection_.get(), sql, nullptr, nullptr, nullptr));
  }

  void check(int result) const {
    if (result == SQLITE_OK || result == SQLITE_DONE || result == SQLITE_ROW) return;
    throw std::runtime_error(std::string("sqlite: ") + sqlite3_errmsg(connection_.get()));
  }

  sqlite3* get() const { return connection_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* connection) const { sqlite3_close(connection); }
  };
  std::unique_ptr<sqlite3, Close> connection_;
};

/// Rows for one table, each given value by value in the order of the columns. Text is shown as it
/// may be on a terminal.
class TableWriter {
 public:
  TableWriter(Database& database, const std::string& table, int columns) : database_(database) {
    std::string sql = "INSERT INTO " + table + " VALUES (?";
    for (int i = 1; i < columns; ++i) sql += ", ?";
    sqlite3_stmt* statement = nullptr;
    database.check(sqlite3_prepare_v2(database.get(), (sql + ")").c_str(), -1, &statement, nullptr));
    statement_.reset(statement);
  }

  TableWriter& null() {
    ++bound_;
    return *this;
  }
  TableWriter& number(std::int64_t value) {
    database_.check(sqlite3_bind_int64(statement_.get(), ++bound_, value));
    return *this;
  }
  TableWriter& number(const std::optional<std::int64_t>& value) {
    return value ? number(*value) : null();
  }
  TableWriter& text(std::string_view words) {
    if (words.empty()) return null();
    return exact(words);
  }
  /// Text that may be empty without being unknown.
  TableWriter& exact(std::string_view words) {
    const auto shown = printable(words);
    database_.check(sqlite3_bind_text(statement_.get(), ++bound_, shown.data(),
                                      static_cast<int>(shown.size()), SQLITE_TRANSIENT));
    return *this;
  }
  TableWriter& both(const Localized& words) { return text(words.zh).text(words.en); }
  template <typename Make>
  TableWriter& in_both(Make make) {
    return both(localized(make));
  }
  TableWriter& tally(const std::array<std::uint32_t, outcome_count>& tally) {
    for (const auto outcome : {Outcome::satisfied, Outcome::violated, Outcome::departed,
                               Outcome::undecided, Outcome::not_applicable}) {
      number(tally[static_cast<std::size_t>(outcome)]);
    }
    return *this;
  }
  void end() {
    database_.check(sqlite3_step(statement_.get()));
    database_.check(sqlite3_reset(statement_.get()));
    database_.check(sqlite3_clear_bindings(statement_.get()));
    bound_ = 0;
  }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  Database& database_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  int bound_ = 0;
};

std::optional<std::int64_t> dossier_id(std::uint32_t dossier) {
  if (dossier == no_dossier) return std::nullopt;
  return dossier;
}

std::string date_of(const std::optional<std::int64_t>& days) {
  return days ? cel::format_date(*days) : std::string();
}

/// Fills the tables from a report. Ids count from 1 in the order of the report; those of dossiers
/// are their indexes.
class Filler {
 public:
  Filler(const ReportParts& report, const Threshold& threshold, Database& database)
      : report_(report), head_(report.head()), threshold_(threshold), database_(database) {}

  void fill(const Digest& digest) {
    fill_run(digest);
    for (const auto& pack : digest.packs) fill_pack(pack);
    report_.each([this](const ReportPart& part) {
      if (part.dossier != nullptr) add(*part.dossier, part.index);
    });
    add_all(&ReportPart::findings);
    add_all(&ReportPart::results);
    add_all(&ReportPart::review);
    add_all(&ReportPart::diagnostics);
  }

 private:
  template <typename Entries>
  void add_all(Entries ReportPart::*entries) {
    report_.each([&](const ReportPart& part) {
      for (const auto& entry : part.*entries) add(entry);
    });
  }

  void fill_run(const Digest& summary) {
    const auto& totals = summary.totals;
    const auto head = json_head(head_, threshold_);
    TableWriter run(database_, "runs", 22);
    run.number(1).exact(head_.version).text(head_.as_of);
    run.exact(head["as_of"]["source"].get<std::string>());
    run.exact(head["threshold"]["fail_on"].get<std::string>());
    run.number(threshold_.undecided_counts ? 1 : 0).exact(name_of(summary.verdict));
    run.number(passes(summary) ? 1 : 0).number(head_.files);
    for (const auto number :
         {totals.files_unreadable, totals.dossiers, totals.errors, totals.warnings, totals.remarks,
          totals.departed, totals.undecided, totals.review_open, totals.review_answered,
          totals.review_rejected}) {
      run.number(static_cast<std::int64_t>(number));
    }
    run.number(threshold_.open_review_counts ? 1 : 0);
    run.number(static_cast<std::int64_t>(totals.known));
    run.number(static_cast<std::int64_t>(totals.fixed)).end();
    for (const auto& matter : head_.fixed) add(matter);
    for (const auto& id : head_.only_packs) run_only_.number(1).exact("pack").exact(id).end();
    for (const auto& id : head_.only_rules) run_only_.number(1).exact("rule").exact(id).end();
  }

  void fill_pack(const PackSummary& summary) {
    const auto& pack = *summary.pack;
    packs_.exact(pack.id).exact(pack.version).exact(digest_of(pack));
    packs_.both(pack.title).both(pack.issuer).text(pack.number);
    packs_.text(date_of(pack.issued)).text(date_of(pack.from)).text(date_of(pack.until)).end();
    for (const auto& clause : summary.clauses) fill_clause(clause);
  }

  void fill_clause(const ClauseSummary& summary) {
    const auto& clause = *summary.clause;
    const auto id = static_cast<std::int64_t>(clause_ids_.size() + 1);
    clause_ids_[&clause] = id;
    clauses_.number(id).exact(clause.pack->id).exact(clause.id).exact(name_of(clause.strength));
    clauses_.both(clause.says);
    clauses_.in_both([&](auto language) { return citation_of(clause, language); });
    clauses_.tally(summary.tally).number(summary.review_open).number(summary.review_answered);
    clauses_.number(summary.review_rejected).end();
    for (const auto& rule : clause.rules) {
      rules_.exact(rule->address).number(id).exact(name_of(rule->strength));
      rules_.exact(name_of(rule->disposition)).exact(name_of(rule->form));
      rules_.number(rule->across ? 1 : 0).both(rule->reading).end();
    }
  }

  void add(const DossierReport& dossier, std::int64_t id) {
    dossiers_.number(id).exact(dossier.file).number(dossier.ordinal);
    dossiers_.text(dossier.kind).text(dossier.title).text(dossier.as_of);
    dossiers_.exact(json_of(dossier)["as_of"]["source"].get<std::string>());
    dossiers_.exact(dossier.sha256).end();
    for (const auto* pack : dossier.packs) dossier_packs_.number(id).exact(pack->id).end();
  }

  /// The id of a place; none where it is unknown.
  std::optional<std::int64_t> add(const Place& place) {
    if (!place.known()) return std::nullopt;
    places_.number(++place_).exact(place.file).number(place.begin.line).number(place.begin.column);
    places_.number(place.end.line).number(place.end.column);
    places_.number(place.span.begin).number(place.span.end);
    places_.text(place.lines.empty() ? std::string_view() : place.lines.front().text).end();
    return place_;
  }

  void add(const Finding& finding) {
    const auto place = add(finding.place);
    findings_.number(++finding_).number(dossier_id(finding.dossier));
    findings_.exact(finding.rule->address).exact(name_of(finding.outcome));
    findings_.exact(name_of(severity_of(finding))).number(counts(finding, threshold_) ? 1 : 0);
    findings_.exact(finding.identity).both(finding.subject);
    for (const auto language : {Language::zh, Language::en}) {
      findings_.exact(sentence_of(finding, language));
    }
    findings_.in_both([&](auto language) { return remedy_of(finding, language); }).number(place);
    add_quantity(finding.quantity);
    add_justification(finding.justification);
    findings_.number(finding.counted_left_out);
    findings_.text(words_of(finding.novelty, Language::en)).end();
    for (const auto& comparison : finding.comparisons) add(comparison);
    for (const auto& missing : finding.missing) add(missing);
    for (const auto& [why, where] : finding.related) add("related", why, where);
    for (const auto& [what, where] : finding.counted) add("counted", what, where);
  }

  void add_quantity(const std::optional<Quantity>& quantity) {
    if (!quantity) {
      for (int i = 0; i < 7; ++i) findings_.null();
      return;
    }
    findings_.number(quantity->found_least).number(quantity->found_most);
    findings_.number(quantity->min).number(quantity->max).number(quantity->gap());
    findings_.both(quantity->unit);
  }

  void add_justification(const std::optional<Justification>& justification) {
    const Justification& given = justification ? *justification : Justification{};
    findings_.text(given.reason).text(given.approved_by).text(given.number).text(given.date);
  }

  void add(const Comparison& comparison) {
    const auto place = add(comparison.place);
    comparisons_.null().number(finding_).both(comparison.what).exact(comparison.operation);
    comparisons_.number(comparison.negated ? 1 : 0).both(comparison.found);
    comparisons_.both(comparison.required).text(comparison.text).number(place).end();
  }

  void add(const MissingInformation& missing) {
    const auto place = add(missing.place);
    missing_.null().number(finding_).exact(missing.path).both(missing.field);
    missing_.both(missing.holder).number(place).end();
  }

  void add(std::string_view part, const Localized& why, const Place& where) {
    const auto place = add(where);
    finding_places_.null().number(finding_).exact(part).both(why).number(place).end();
  }

  void add(const RuleResult& result) {
    results_.null().number(dossier_id(result.dossier)).exact(result.rule->address);
    results_.exact(name_of(result.outcome)).tally(result.tally).both(result.note).end();
  }

  void add(const ReviewItem& item) {
    const auto& review = *item.review;
    review_.number(++question_).number(dossier_id(item.dossier)).exact(review.address);
    review_.number(clause_ids_.at(review.clause)).both(review.ask);
    review_.exact(item.answer ? "answered" : "open").number(counts(item, threshold_) ? 1 : 0);
    add(item.answer);
    review_.end();
    for (const auto& look : item.look_at) {
      const auto place = add(look.place);
      looks_.null().number(question_).both(look.what).both(look.value).number(place).end();
    }
  }

  void add(const Matter& matter) {
    fixed_.null().exact(matter.identity).exact(matter.id).text(matter.file).both(matter.subject);
    fixed_.exact(matter.sentence.zh).exact(matter.sentence.en).end();
  }

  void add(const std::optional<Answer>& answer) {
    if (!answer) {
      for (int i = 0; i < 5; ++i) review_.null();
      return;
    }
    const auto place = add(answer->place);
    review_.number(answer->kept ? 1 : 0).text(answer->by).text(answer->date).text(answer->note);
    review_.number(place);
  }

  void add(const InputDiagnostic& entry) {
    const auto& diagnostic = entry.diagnostic;
    const auto place = add(diagnostic.place);
    diagnostics_.null().number(dossier_id(entry.dossier)).exact(diagnostic.id);
    diagnostics_.exact(name_of(severity_of(diagnostic))).number(counts(entry, threshold_) ? 1 : 0);
    for (const auto language : {Language::zh, Language::en}) {
      diagnostics_.exact(message_of(diagnostic, language));
    }
    diagnostics_.in_both([&](auto language) { return remedy_of(diagnostic, language); });
    diagnostics_.number(place).text(words_of(entry.novelty, Language::en)).end();
  }

  const ReportParts& report_;
  const ReportHead& head_;
  const Threshold& threshold_;
  Database& database_;
  TableWriter fixed_{database_, "fixed", 8};
  TableWriter run_only_{database_, "run_only", 3};
  TableWriter packs_{database_, "packs", 11};
  TableWriter clauses_{database_, "clauses", 16};
  TableWriter rules_{database_, "rules", 8};
  TableWriter dossiers_{database_, "dossiers", 8};
  TableWriter dossier_packs_{database_, "dossier_packs", 2};
  TableWriter places_{database_, "places", 9};
  TableWriter findings_{database_, "findings", 27};
  TableWriter comparisons_{database_, "comparisons", 12};
  TableWriter missing_{database_, "missing", 8};
  TableWriter finding_places_{database_, "finding_places", 6};
  TableWriter results_{database_, "results", 11};
  TableWriter review_{database_, "review", 13};
  TableWriter looks_{database_, "review_looks", 7};
  TableWriter diagnostics_{database_, "diagnostics", 11};
  std::unordered_map<const Clause*, std::int64_t> clause_ids_;
  std::int64_t place_ = 0;
  std::int64_t finding_ = 0;
  std::int64_t question_ = 0;
};

}  // namespace

void render_sqlite(const ReportParts& report, const Digest& digest, const RenderOptions& options,
                   std::ostream& out) {
  TemporaryFile file;
  {
    Database database(file.path().string());
    Filler(report, options.threshold, database).fill(digest);
    database.run("COMMIT");
  }
  file.read([&](std::string_view bytes) { out << bytes; });
}

}  // namespace guiju
