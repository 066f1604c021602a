#include <cmath>
#include <cstring>

#include "cel/library.h"

// Arithmetic and membership (cel-spec langdef, Arithmetic Operators; List of Standard Definitions).
// Integers never wrap: what does not fit is an error.

namespace guiju::cel {
namespace {

Value overflow(Context& context) {
  return context.fail(ErrorCode::overflow, "return error for overflow");
}

bool both(const Value& left, const Value& right, Kind kind) {
  return left.is(kind) && right.is(kind);
}

bool is_time(const Value& value) { return value.is(Kind::timestamp) || value.is(Kind::duration); }

Value concatenate(Context& context, const Value& left, const Value& right) {
  const std::size_t size = left.text().size() + right.text().size();
  if (!context.spend_bytes(size)) return context.out_of_steps();
  if (right.size == 0) return Value::of_string(left.text());
  if (left.size == 0) return Value::of_string(right.text());
  char* memory = context.arena.make<char>(size);
  std::memcpy(memory, left.chars, left.text().size());
  std::memcpy(memory + left.size, right.chars, right.text().size());
  return Value::of_string({memory, size});
}

Value join_lists(Context& context, const List& left, const List& right) {
  const std::size_t size = left.elements.size() + right.elements.size();
  if (!context.spend(size)) return context.out_of_steps();
  auto* elements = context.arena.make<Value>(size);
  auto* end = std::copy(left.elements.begin(), left.elements.end(), elements);
  std::copy(right.elements.begin(), right.elements.end(), end);
  return context.list({elements, size});
}

}  // namespace

Value add(Context& context, const Value& left, const Value& right) {
  if (both(left, right, Kind::integer)) {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(left.integer, right.integer, &sum)) return overflow(context);
    return Value::of(sum);
  }
  if (both(left, right, Kind::real)) return Value::of(left.real + right.real);
  if (both(left, right, Kind::string)) return concatenate(context, left, right);
  if (both(left, right, Kind::uinteger)) {
    std::uint64_t sum = 0;
    if (__builtin_add_overflow(left.uinteger, right.uinteger, &sum)) return overflow(context);
    return Value::of_uint(sum);
  }
  if (both(left, right, Kind::bytes)) {
    return Value::of_bytes(concatenate(context, left, right).text());
  }
  if (both(left, right, Kind::list)) return join_lists(context, *left.list, *right.list);
  if (is_time(left) && is_time(right)) return add_time(context, left, right);
  return context.no_overload();
}

Value subtract(Context& context, const Value& left, const Value& right) {
  if (both(left, right, Kind::integer)) {
    std::int64_t difference = 0;
    if (__builtin_sub_overflow(left.integer, right.integer, &difference)) return overflow(context);
    return Value::of(difference);
  }
  if (both(left, right, Kind::real)) return Value::of(left.real - right.real);
  if (both(left, right, Kind::uinteger)) {
    if (left.uinteger < right.uinteger) return overflow(context);
    return Value::of_uint(left.uinteger - right.uinteger);
  }
  if (is_time(left) && is_time(right)) return subtract_time(context, left, right);
  return context.no_overload();
}

Value multiply(Context& context, const Value& left, const Value& right) {
  if (both(left, right, Kind::integer)) {
    std::int64_t product = 0;
    if (__builtin_mul_overflow(left.integer, right.integer, &product)) return overflow(context);
    return Value::of(product);
  }
  if (both(left, right, Kind::real)) return Value::of(left.real * right.real);
  if (both(left, right, Kind::uinteger)) {
    std::uint64_t product = 0;
    if (__builtin_mul_overflow(left.uinteger, right.uinteger, &product)) return overflow(context);
    return Value::of_uint(product);
  }
  return context.no_overload();
}

Value divide(Context& context, const Value& left, const Value& right) {
  constexpr std::string_view by_zero = "divide by zero";
  if (both(left, right, Kind::integer)) {
    if (right.integer == 0) return context.fail(ErrorCode::divide_by_zero, by_zero);
    if (right.integer == -1) return negate(context, left);
    return Value::of(left.integer / right.integer);
  }
  if (both(left, right, Kind::real)) return Value::of(left.real / right.real);
  if (both(left, right, Kind::uinteger)) {
    if (right.uinteger == 0) return context.fail(ErrorCode::divide_by_zero, by_zero);
    return Value::of_uint(left.uinteger / right.uinteger);
  }
  return context.no_overload();
}

Value modulo(Context& context, const Value& left, const Value& right) {
  constexpr std::string_view by_zero = "modulus by zero";
  if (both(left, right, Kind::integer)) {
    if (right.integer == 0) return context.fail(ErrorCode::modulus_by_zero, by_zero);
    if (right.integer == -1) return Value::of(std::int64_t{0});  // the least integer would trap
    return Value::of(left.integer % right.integer);
  }
  if (both(left, right, Kind::uinteger)) {
    if (right.uinteger == 0) return context.fail(ErrorCode::modulus_by_zero, by_zero);
    return Value::of_uint(left.uinteger % right.uinteger);
  }
  return context.no_overload();
}

Value negate(Context& context, const Value& operand) {
  if (operand.is(Kind::real)) return Value::of(-operand.real);
  if (!operand.is(Kind::integer)) return context.no_overload();
  if (operand.integer == std::numeric_limits<std::int64_t>::min()) return overflow(context);
  return Value::of(-operand.integer);
}

Value contains(Context& context, const Value& element, const Value& container) {
  if (container.is(Kind::map)) {
    if (!context.spend(container.map->held.slots.empty() ? container.map->entries.size() : 1)) {
      return context.out_of_steps();
    }
    return Value::of(find(*container.map, element) != nullptr);
  }
  if (!container.is(Kind::list)) return context.no_overload();
  if (container.list->indexed()) {
    if (!context.spend(4 * weight_of(element))) return context.out_of_steps();
    return Value::of(contains(*container.list, element));
  }
  for (const auto& candidate : container.list->elements) {
    // Texts of other lengths are the usual case, and need no closer look.
    const bool differs = candidate.is(Kind::string) && element.is(Kind::string) &&
                         candidate.size != element.size;
    if (differs && context.spend()) continue;
    if (equal_within(context, element, candidate)) return Value::of(true);
    if (context.exhausted()) return context.out_of_steps();
  }
  return Value::of(false);
}

std::span<const Declaration> operator_library() {
  static constexpr Declaration declarations[] = {
      {"_+_(int, int): int", nullptr},
      {"_+_(uint, uint): uint", nullptr},
      {"_+_(double, double): double", nullptr},
      {"_+_(string, string): string", nullptr},
      {"_+_(bytes, bytes): bytes", nullptr},
      {"_+_(list(A), list(A)): list(A)", nullptr},
      {"_+_(timestamp, duration): timestamp", nullptr},
      {"_+_(duration, timestamp): timestamp", nullptr},
      {"_+_(duration, duration): duration", nullptr},
      {"_-_(int, int): int", nullptr},
      {"_-_(uint, uint): uint", nullptr},
      {"_-_(double, double): double", nullptr},
      {"_-_(timestamp, timestamp): duration", nullptr},
      {"_-_(timestamp, duration): timestamp", nullptr},
      {"_-_(duration, duration): duration", nullptr},
      {"_*_(int, int): int", nullptr},
      {"_*_(uint, uint): uint", nullptr},
      {"_*_(double, double): double", nullptr},
      {"_/_(int, int): int", nullptr},
      {"_/_(uint, uint): uint", nullptr},
      {"_/_(double, double): double", nullptr},
      {"_%_(int, int): int", nullptr},
      {"_%_(uint, uint): uint", nullptr},
      {"-_(int): int", nullptr},
      {"-_(double): double", nullptr},
      {"!_(bool): bool", nullptr},
      {"_==_(A, A): bool", nullptr},
      {"_!=_(A, A): bool", nullptr},
      {"_in_(A, list(A)): bool", nullptr},
      {"_in_(A, map(A, B)): bool", nullptr},
      {"_[_](list(A), int): A", nullptr},
      {"_[_](map(A, B), A): B", nullptr},
      {"_[_](optional(list(A)), int): optional(A)", nullptr},
      {"_[_](optional(map(A, B)), A): optional(B)", nullptr},
      {"_[?_](list(A), int): optional(A)", nullptr},
      {"_[?_](map(A, B), A): optional(B)", nullptr},
      {"_[?_](optional(list(A)), int): optional(A)", nullptr},
      {"_[?_](optional(map(A, B)), A): optional(B)", nullptr},
#define GUIJU_ORDER(type)                                                                  \
  {"_<_(" type ", " type "): bool", nullptr}, {"_<=_(" type ", " type "): bool", nullptr}, \
      {"_>_(" type ", " type "): bool", nullptr}, {"_>=_(" type ", " type "): bool", nullptr}
      GUIJU_ORDER("bool"),
      GUIJU_ORDER("int"),
      GUIJU_ORDER("uint"),
      GUIJU_ORDER("double"),
      GUIJU_ORDER("string"),
      GUIJU_ORDER("bytes"),
      GUIJU_ORDER("timestamp"),
      GUIJU_ORDER("duration"),
      GUIJU_ORDER("date"),
  // Numbers of different kinds compare as numbers (cel-spec langdef, Ordering).
#define GUIJU_MIXED_ORDER(left, right)                                                       \
  {"_<_(" left ", " right "): bool", nullptr}, {"_<=_(" left ", " right "): bool", nullptr}, \
      {"_>_(" left ", " right "): bool", nullptr}, {"_>=_(" left ", " right "): bool", nullptr}
      GUIJU_MIXED_ORDER("int", "uint"),
      GUIJU_MIXED_ORDER("int", "double"),
      GUIJU_MIXED_ORDER("uint", "int"),
      GUIJU_MIXED_ORDER("uint", "double"),
      GUIJU_MIXED_ORDER("double", "int"),
      GUIJU_MIXED_ORDER("double", "uint"),
#undef GUIJU_ORDER
#undef GUIJU_MIXED_ORDER
  };
  return declarations;
}

}  // namespace guiju::cel
