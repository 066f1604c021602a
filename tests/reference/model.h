#pragma once
#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

// A second opinion on judging.
//
// A small language of packs and dossiers in plain structs (this file), a generator of both
// (generate.h), their text as guiju reads it (write.h), and an evaluator that is slow, obvious and
// written from docs/pack-language.md and docs/expressions.md, not from src/ (judge.h). `product.h`
// is guiju itself, asked in the same process; `compare.h` holds the two answers together, and makes
// an example small on which they differ. Only product.cc names anything of src/.
namespace reference {

/// A day of the calendar: days since 1970-01-01.
struct Day {
  std::int64_t number = 0;
  auto operator<=>(const Day&) const = default;
};
std::string text_of(Day day);  ///< YYYY-MM-DD
Day day_of(int year, int month, int day);

// ---------------------------------------------------------------- dossiers

struct Record;

/// What stands in a field of a dossier.
struct Datum {
  enum class Kind : std::uint8_t {
    integer, boolean, text, day, texts, record, records,
    row,         ///< of the table, as it is called there: by its code, its name, or a part of that
    unreadable,  ///< text that is no value of the field's type; counts as missing
  };
  Kind kind = Kind::integer;
  std::int64_t integer = 0;
  bool boolean = false;
  std::string text = {};
  Day day = {};
  std::vector<std::string> texts = {};
  std::vector<Record> records = {};  ///< of `record`: exactly one
};

/// A mapping of a dossier. `path` is where it stands, file first (`d1.yaml:members[2].site`);
/// `place_records` sets it.
struct Record {
  std::string path = {};
  std::map<std::string, Datum> fields = {};
};

/// The one table: towns, some of a name. A row lacks what is empty.
struct Town {
  std::string code, name, level, parent;
  std::optional<bool> remote;
};
const std::vector<Town>& towns();
/// The row that a field of `record` means; null if it means none, or may mean several.
const Town* town_meant(const Record& record, const std::string& field);
/// Whether a record says what a field is, and can be read there.
bool is_there(const Record& record, const std::string& field);
/// Codes in the table's dated list, favoured, on a day.
std::vector<std::string> favoured(Day day);
Day favoured_change();  ///< from this day on it is another

struct Justification {
  std::string rule, subject;  ///< subject may be empty
  bool complete = true;
};

struct Dossier {
  std::string file;  ///< one file a dossier; told apart by it
  std::string kind;
  Record root;
  std::vector<Justification> justifications;
};
void place_records(Dossier& dossier);

// ---------------------------------------------------------------- expressions

enum class Op : std::uint8_t {
  // leaves
  truth, integer, text, day, as_of, parameter, variable,
  favoured,  ///< the table's list
  // of a field: `of[0]` is the record, `name` the field
  field, has,
  or_value,  ///< `of[0]` a field, each step of it optional; `of[1]` what stands in for it
  // operators
  negate, both, either, equal, unequal, less, at_most, more, at_least, in, add, subtract, multiply,
  divide, modulo, choose,
  // functions
  list, size, add_days, days_between,
  // of a list: `of[0]` the list, `name` the variable, `of[1]` the body
  all, exists, exists_one, filter, map,
};

/// An expression as a tree.
struct Expression {
  Op op = Op::truth;
  std::vector<Expression> of;
  std::string name;         ///< of a field, parameter, variable; the text itself
  std::int64_t number = 0;  ///< an integer, a day's number, 0 or 1
};
std::string text_of(const Expression& expression);

// ---------------------------------------------------------------- packs

enum class Form : std::uint8_t { count, require, unique, match, group, evidence };
enum class Strength : std::uint8_t { must, in_principle, encouraged };

using Maybe = std::optional<Expression>;

struct Bounds {
  Maybe min, max, exactly;
};

/// The elements that a rule looks at: of `each`, else the dossier itself.
struct Selection {
  std::string kind;
  Maybe each;
  std::string as;
  Maybe where;
};

struct Match {
  bool same_dossier = true;
  Selection partner;
  std::vector<Expression> key;
  std::vector<std::pair<std::string, Expression>> values;
  Maybe condition;
  bool none = false;
  bool other_dossiers = false;
};

struct GroupKey {
  std::string name;
  Expression key;
  Maybe universe;            ///< a list
  std::string universe_kind; ///< of which dossiers; empty: asked of none
};

struct Rule {
  std::string id;
  Form form = Form::require;
  Strength strength = Strength::must;
  bool across = false;
  Selection select;
  Maybe when;
  Maybe distinct;
  Bounds bounds;
  Maybe require;
  std::vector<Expression> key;  ///< of unique and match
  Match match;
  std::vector<GroupKey> group;
  std::vector<Expression> needs;
  std::optional<Day> due;       ///< of a goal: from this day on it can be broken
};

/// The parts of a rule that may be left out, whether or not they are there; not its keys.
std::vector<Maybe*> parts_of(Rule& rule);
/// Whether one of these operators occurs, in the parts of a rule.
bool mentions(const Expression& expression, const std::set<Op>& ops);
bool mentions(const Rule& rule, const std::set<Op>& ops);

/// A figure: what it is from each day on, the first from ever.
struct Parameter {
  enum class Type : std::uint8_t { integer, texts, levels, day };
  Type type = Type::integer;
  std::vector<std::pair<Day, Datum>> versions;
};

struct Pack {
  std::map<std::string, Parameter> parameters;
  std::vector<Rule> rules;
};

/// What is judged together.
struct Audit {
  Pack pack;
  std::vector<Dossier> dossiers;
  std::optional<Day> as_of;
};

// ---------------------------------------------------------------- answers

enum class Outcome : std::uint8_t { not_applicable, satisfied, departed, undecided, violated };
std::string text_of(Outcome outcome);

/// What a rule came to for one subject.
struct Verdict {
  Outcome outcome = Outcome::satisfied;
  std::string file;     ///< empty: the audit as a whole
  std::string subject;  ///< an element's title, a group's keys; empty: the dossier or the list
  struct Found {
    std::int64_t least = 0, most = 0;
    auto operator<=>(const Found&) const = default;
  };
  std::optional<Found> found = {};
  std::optional<std::int64_t> gap = {};
  std::set<std::string> missing = {};  ///< paths of fields to fill in, of an undecided one
  auto operator<=>(const Verdict&) const = default;
};

/// What a rule came to in one dossier, or over the audit (`file` empty).
struct Answer {
  std::string rule, file;
  Outcome gravest = Outcome::not_applicable;
  std::map<Outcome, std::uint32_t> tally;  ///< subjects by outcome; none that is 0
  std::vector<Verdict> findings;           ///< but satisfied and not applicable; sorted
  auto operator<=>(const Answer&) const = default;
};
std::string text_of(const Answer& answer);
/// Sorted by rule and file.
using Answers = std::vector<Answer>;

}  // namespace reference
