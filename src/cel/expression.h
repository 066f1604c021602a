#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cel/type.h"
#include "cel/value.h"
#include "diag/diagnostic.h"

namespace guiju::cel {

class Patterns;

/// What a host function is given.
struct Call {
  Arena& arena;
  std::span<const Value> arguments;
  const void* data;  ///< as registered
};

/// A function of the host. Errors among the arguments never reach it.
struct Function {
  std::string name;
  bool member = false;                  ///< called as `receiver.name(...)`
  std::vector<const Type*> parameters;  ///< the receiver first
  const Type* result = nullptr;
  Value (*call)(const Call&) = nullptr;
  const void* data = nullptr;
};

/// What an expression may name. Comes with the standard library, the extensions (strings, math,
/// optionals, encoders, bindings) and the policy library (dates, periods). Built once, then only
/// read, also by several threads.
class Environment {
 public:
  explicit Environment(Types& types);
  ~Environment();
  /// Declares a variable; answers its slot: the index of its value when a program is evaluated.
  /// A later declaration of the same name hides the earlier one.
  std::uint32_t declare(std::string name, const Type* type);
  void add(Function function);
  void set_container(std::string container);
  /// Takes the compiled patterns of several environments as one. Without this it has its own.
  void share(std::shared_ptr<Patterns> patterns);
  Types& types() const;

  struct Impl;
  const Impl& impl() const { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

/// The names of all functions (or methods), sorted.
std::vector<std::string_view> function_names(const Environment& environment, bool member);

/// Turns a range of bytes of an expression into a place in the file that holds it.
using Placing = std::function<Place(Span in_expression)>;

/// Work an evaluation may still do, in steps of about one operation each. Shared by the
/// evaluations of one dossier, so that no pack can hang the tool.
struct Budget {
  std::uint64_t steps = 10'000'000;
};

/// One comparison (or call, or field) at the bottom of a condition that made it false.
struct Atom {
  std::string text;       ///< as written
  Span where;             ///< in the expression
  std::string operation;  ///< `>=`, `==`, `in`, `has`, `!`, a function's name; empty: a bare value
  std::string left_text, right_text;
  Value left, right;  ///< null kind where there is none
  /// The field that `left` (or `right`) is, if it is one: its record type and index.
  const RecordType* left_type = nullptr;
  int left_field = -1;
  const RecordType* right_type = nullptr;
  int right_field = -1;
  bool negated = false;  ///< under an odd number of `!`
};

/// Why a condition is false, or what it lacked.
struct Explanation {
  std::vector<Atom> atoms;                   ///< the smallest sub-expressions that made it false
  std::vector<const MissingField*> missing;  ///< if it had no value
};

/// A field of a record that an expression reads.
struct FieldRead {
  const RecordType* record;
  std::uint32_t field;
};

/// A checked expression, ready to run. Immutable; safe to evaluate on several threads, each with
/// its own arena.
class Program {
 public:
  Program(Program&&) noexcept;
  Program& operator=(Program&&) noexcept;
  ~Program();

  const Type* type() const;
  /// `variables[slot]` for every slot of the environment it was compiled in. The result may borrow
  /// from the arena, from the variables and from this program.
  Value evaluate(std::span<const Value> variables, Arena& arena, Budget& budget) const;
  /// Evaluates again, keeping what is needed to say why. For conditions that did not hold.
  Explanation explain(std::span<const Value> variables, Arena& arena, Budget& budget) const;
  /// Every field path the expression reads, such as `dossier.members` (static, as written).
  std::vector<std::string> reads() const;
  /// Every field of a record of known type that it reads, in any way; some several times.
  std::vector<FieldRead> fields() const;
  /// The fields that it reads of the record in variable `slot`, some several times; nothing where
  /// it also looks at that variable in another way.
  std::optional<std::vector<std::uint32_t>> fields_of(std::uint32_t slot) const;

  struct Impl;
  explicit Program(std::unique_ptr<Impl> impl);
  const Impl& impl() const { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

/// Parses and checks `text`. With `expected` given, its result must be assignable to that type.
/// Reports every mistake found, with its place; nothing then.
std::optional<Program> compile(std::string_view text, const Environment& environment,
                               const Type* expected, const Placing& placing,
                               Diagnostics& diagnostics);

/// CEL equality (numbers compare across int, uint and double) and a hash that agrees with it.
bool equal(const Value& left, const Value& right);
std::uint64_t hash(const Value& value);
/// A value as CEL would write it: `"text"`, `12`, `date("2024-10-31")`, `[1, 2]`.
std::string to_string(const Value& value);

/// Civil dates (proleptic Gregorian). `parse_date` takes exactly YYYY-MM-DD.
std::optional<std::int64_t> parse_date(std::string_view text);
std::string format_date(std::int64_t days);
std::int64_t add_months(std::int64_t days, std::int64_t months);

}  // namespace guiju::cel
