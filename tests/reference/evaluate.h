#pragma once
#include <variant>

#include "model.h"

namespace reference {

/// What an expression comes to: a value, or the fields that it misses; or, where it failed (a
/// division by zero), nothing and no fields: the error is told.
struct Value {
  enum class Kind : std::uint8_t { missing, boolean, integer, text, day, list, record, row };
  Kind kind = Kind::missing;
  bool truth = false;
  std::int64_t number = 0;  ///< an integer, or a day's number
  std::string text;
  std::vector<Value> list;
  const Record* record = nullptr;
  const Town* row = nullptr;
  std::string path;  ///< of a row: of the field that names it
  std::set<std::string> missing;
  bool failed = false;

  bool known() const { return kind != Kind::missing; }
};

Value truth(bool held);
Value integer(std::int64_t number);
Value missing(std::set<std::string> fields);
bool same(const Value& a, const Value& b);
/// A value as words of a subject; of a list, its elements. Two rows may have the same.
std::string words_of(const Value& value);
/// The same, told apart as values are.
std::string text_apart(const Value& value);
Value value_of(const Datum& datum);

/// All rows of the table.
Value all_towns();

/// What an expression sees.
struct Scope {
  const Pack* pack = nullptr;
  Day as_of;
  Day of_lists;  ///< the dossier's own date, where it has one
  std::map<std::string, Value> variables;
};

Value evaluate(const Expression& expression, const Scope& scope);

}  // namespace reference
