#include <bit>
#include <cmath>

#include "cel/library.h"

// The math extension. `math.greatest` and `math.least` take any number of arguments and are
// called through `math_extreme`.

namespace guiju::cel {
namespace {

using Arguments = std::span<const Value>;

template <double (*function)(double)>
Value real(Context&, Arguments arguments) {
  return Value::of(function(arguments[0].real));
}

double round_half_away(double value) { return std::round(value); }
double ceil(double value) { return std::ceil(value); }
double floor(double value) { return std::floor(value); }
double trunc(double value) { return std::trunc(value); }
double square_root(double value) { return std::sqrt(value); }

Value square_root_of_int(Context&, Arguments arguments) {
  return Value::of(std::sqrt(static_cast<double>(arguments[0].integer)));
}
Value square_root_of_uint(Context&, Arguments arguments) {
  return Value::of(std::sqrt(static_cast<double>(arguments[0].uinteger)));
}

Value absolute(Context& context, Arguments arguments) {
  const Value& value = arguments[0];
  if (value.is(Kind::real)) return Value::of(std::fabs(value.real));
  if (value.is(Kind::uinteger) || value.integer >= 0) return Value{value}.at(no_origin);
  return negate(context, value);
}

Value sign(Context&, Arguments arguments) {
  const Value& value = arguments[0];
  if (value.is(Kind::integer)) {
    return Value::of(std::int64_t{value.integer > 0} - std::int64_t{value.integer < 0});
  }
  if (value.is(Kind::uinteger)) return Value::of_uint(value.uinteger > 0 ? 1 : 0);
  if (std::isnan(value.real) || value.real == 0) return value;
  return Value::of(value.real > 0 ? 1.0 : -1.0);
}

Value is_nan(Context&, Arguments arguments) {
  return Value::of(bool{std::isnan(arguments[0].real)});
}
Value is_inf(Context&, Arguments arguments) {
  return Value::of(bool{std::isinf(arguments[0].real)});
}
Value is_finite(Context&, Arguments arguments) {
  return Value::of(bool{std::isfinite(arguments[0].real)});
}

std::uint64_t bits_of(const Value& value) {
  return value.is(Kind::uinteger) ? value.uinteger : static_cast<std::uint64_t>(value.integer);
}

Value with_bits(const Value& like, std::uint64_t bits) {
  return like.is(Kind::uinteger) ? Value::of_uint(bits)
                                 : Value::of(static_cast<std::int64_t>(bits));
}

Value bit_and(Context&, Arguments arguments) {
  return with_bits(arguments[0], bits_of(arguments[0]) & bits_of(arguments[1]));
}
Value bit_or(Context&, Arguments arguments) {
  return with_bits(arguments[0], bits_of(arguments[0]) | bits_of(arguments[1]));
}
Value bit_xor(Context&, Arguments arguments) {
  return with_bits(arguments[0], bits_of(arguments[0]) ^ bits_of(arguments[1]));
}
Value bit_not(Context&, Arguments arguments) {
  return with_bits(arguments[0], ~bits_of(arguments[0]));
}

// The right shift moves in zeros, of negative numbers as well: both work on bits, not on numbers.
template <bool left>
Value shift(Context& context, Arguments arguments) {
  const auto count = arguments[1].integer;
  if (count < 0) return context.fail(ErrorCode::invalid_argument, "negative offset");
  const auto bits = bits_of(arguments[0]);
  if (count > 63) return with_bits(arguments[0], 0);
  return with_bits(arguments[0], left ? bits << count : bits >> count);
}

bool is_number(const Value& value) {
  return value.is(Kind::integer) || value.is(Kind::uinteger) || value.is(Kind::real);
}

}  // namespace

Value math_extreme(Context& context, std::span<const Value> numbers, bool greatest) {
  if (numbers.size() == 1 && numbers[0].is(Kind::list)) numbers = numbers[0].list->elements;
  if (numbers.empty()) {
    return context.fail(ErrorCode::invalid_argument, "the list must not be empty");
  }
  if (!context.spend(numbers.size())) return context.out_of_steps();
  const Value* best = nullptr;
  for (const auto& number : numbers) {
    if (!is_number(number)) return context.no_overload();
    const Order wanted = greatest ? Order::greater : Order::less;
    if (!best || compare(number, *best) == wanted) best = &number;
  }
  return *best;
}

std::span<const Declaration> math_library() {
  static constexpr Declaration declarations[] = {
      {"math.ceil(double): double", real<ceil>},
      {"math.floor(double): double", real<floor>},
      {"math.round(double): double", real<round_half_away>},
      {"math.trunc(double): double", real<trunc>},
      {"math.sqrt(double): double", real<square_root>},
      {"math.sqrt(int): double", square_root_of_int},
      {"math.sqrt(uint): double", square_root_of_uint},
      {"math.abs(int): int", absolute},
      {"math.abs(uint): uint", absolute},
      {"math.abs(double): double", absolute},
      {"math.sign(int): int", sign},
      {"math.sign(uint): uint", sign},
      {"math.sign(double): double", sign},
      {"math.isNaN(double): bool", is_nan},
      {"math.isInf(double): bool", is_inf},
      {"math.isFinite(double): bool", is_finite},
      {"math.bitAnd(int, int): int", bit_and},
      {"math.bitAnd(uint, uint): uint", bit_and},
      {"math.bitOr(int, int): int", bit_or},
      {"math.bitOr(uint, uint): uint", bit_or},
      {"math.bitXor(int, int): int", bit_xor},
      {"math.bitXor(uint, uint): uint", bit_xor},
      {"math.bitNot(int): int", bit_not},
      {"math.bitNot(uint): uint", bit_not},
      {"math.bitShiftLeft(int, int): int", shift<true>},
      {"math.bitShiftLeft(uint, int): uint", shift<true>},
      {"math.bitShiftRight(int, int): int", shift<false>},
      {"math.bitShiftRight(uint, int): uint", shift<false>},
  };
  return declarations;
}

}  // namespace guiju::cel
