#pragma once
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cel/expression.h"

namespace guiju::cel {

/// What a function of the library works with: memory for its result, and the steps it may spend.
class Context {
 public:
  Context(Arena& memory, std::uint64_t steps) : arena(memory), steps_(steps) {}

  Arena& arena;

  /// Takes `count` steps; false once they are used up, and from then on always.
  bool spend(std::uint64_t count = 1) {
    if (steps_ >= count) {
      steps_ -= count;
      return true;
    }
    steps_ = 0;
    exhausted_ = true;
    return false;
  }
  /// Takes what handling that many bytes costs.
  bool spend_bytes(std::uint64_t bytes) { return spend(bytes / 16 + 1); }
  bool exhausted() const { return exhausted_; }
  std::uint64_t steps() const { return steps_; }

  /// An error whose message is a constant of the program.
  Value fail(ErrorCode code, std::string_view constant);
  /// An error whose message is made now.
  Value fail_with(ErrorCode code, std::string_view message) {
    return fail(code, arena.copy(message));
  }
  Value out_of_steps();
  Value no_overload();

  Value string(std::string_view text) { return Value::of_string(arena.copy(text)); }
  Value list(std::span<const Value> elements);
  Value some(Value value);  ///< an optional that holds `value`
  Value timestamp(Timestamp time);
  Value duration(Timestamp time);
  /// Missing field `field` of `record`, reached as `path` (which must outlive the evaluation).
  Value missing(const Record& record, std::uint32_t field, std::uint32_t holder,
                std::string_view path);

 private:
  std::uint64_t steps_;
  bool exhausted_ = false;
};

/// The two errors as one: all that is missing if both are missing fields, else the other error.
const Error* join_errors(Arena& arena, const Error* left, const Error* right);
/// `error` with every missing field it was joined from in its list, each once, in order.
const Error* gather_missing(Arena& arena, const Error* error);

using Builtin = Value (*)(Context&, std::span<const Value>);

/// Of conversions to what the argument is already.
inline Value identity(Context&, std::span<const Value> arguments) { return arguments[0]; }

/// One signature of a function. Several of the same name are overloads; the first that fits the
/// kinds of the arguments is called.
struct Overload {
  std::vector<const Type*> parameters;  ///< the receiver first
  const Type* result = nullptr;
  std::vector<std::uint32_t> accepted;  ///< of each parameter: a set of kinds
  Builtin builtin = nullptr;
  Value (*host)(const Call&) = nullptr;
  const void* data = nullptr;
};

/// All overloads of one name, as a method or as a function.
struct FunctionGroup {
  std::string name;
  bool member = false;
  std::vector<std::shared_ptr<const Overload>> overloads;
};

/// A line of the library: a signature such as `(string).charAt(int): string` or
/// `math.abs(int): int`, single capital letters being type parameters, and its implementation.
struct Declaration {
  std::string_view signature;
  Builtin call;
};

std::span<const Declaration> core_library();
std::span<const Declaration> conversion_library();
std::span<const Declaration> string_library();
std::span<const Declaration> math_library();
std::span<const Declaration> time_library();
std::span<const Declaration> optional_library();
std::span<const Declaration> encoder_library();
std::span<const Declaration> policy_library();
/// Signatures of the operators, under names such as `_+_`; evaluated by the evaluator itself.
std::span<const Declaration> operator_library();

/// The functions of the library by name; null if there is none.
const FunctionGroup* find_builtin(std::string_view name, bool member);

/// The kinds a value of a type may have at run time, as a set of bits.
std::uint32_t kinds_of(const Type* type);
inline std::uint32_t bit(Kind kind) { return 1u << static_cast<unsigned>(kind); }

// --- operations that the evaluator and the library share

/// Steps that need no counting, for work whose size the caller has bounded already.
inline constexpr std::uint64_t unlimited = std::numeric_limits<std::uint64_t>::max();

/// CEL equality; takes steps in proportion to what it looks at.
bool equal_within(Context& context, const Value& left, const Value& right);
/// -1, 0 or 1; 2 where the order is undefined (NaN); none if these kinds have no order.
enum class Order : std::int8_t { less = -1, equal = 0, greater = 1, unordered = 2, none = 3 };
Order compare(const Value& left, const Value& right);

Value add(Context& context, const Value& left, const Value& right);
Value subtract(Context& context, const Value& left, const Value& right);
Value multiply(Context& context, const Value& left, const Value& right);
Value divide(Context& context, const Value& left, const Value& right);
Value modulo(Context& context, const Value& left, const Value& right);
Value negate(Context& context, const Value& operand);
Value contains(Context& context, const Value& element, const Value& container);

Value add_time(Context& context, const Value& left, const Value& right);
Value subtract_time(Context& context, const Value& left, const Value& right);
Order compare_time(const Timestamp& left, const Timestamp& right);
std::string print_timestamp(const Timestamp& time);
std::string print_duration(const Timestamp& time);
/// A double as people write it: shortest digits, an exponent only where it is very large or small.
std::string print_number(double value);
/// The number of values in `value` at all depths; a long text counts as several.
std::uint64_t weight_of(const Value& value);
/// How many lists, maps and optionals are one inside the other in it.
std::uint32_t depth_of(const Value& value);
/// More values than this in one computed value, or a greater depth, count as unbounded: to walk it
/// would take too long, or too much stack.
inline constexpr std::uint64_t max_weight = 1'000'000;
inline constexpr std::uint32_t max_depth = 500;
/// The type of a value at run time: `list`, `int`, a record's type.
const Type* runtime_type(const Value& value);
/// Its name as the suite writes it: `google.protobuf.Timestamp`, `null_type`, `list`.
std::string runtime_type_name(const Type* type);

Value math_extreme(Context& context, std::span<const Value> numbers, bool greatest);
Value format_text(Context& context, std::string_view pattern, std::span<const Value> arguments);

}  // namespace guiju::cel
