#include <charconv>
#include <cmath>
#include <optional>

#include "cel/library.h"
#include "cel/time.h"
#include "text/unicode.h"

// Size, types and conversions (cel-spec langdef, List of Standard Definitions).

namespace guiju::cel {
namespace {

using Arguments = std::span<const Value>;

Value size(Context& context, Arguments arguments) {
  const Value& value = arguments[0];
  switch (value.kind) {
    case Kind::string:
      if (!context.spend_bytes(value.size)) return context.out_of_steps();
      return Value::of(static_cast<std::int64_t>(count_characters(value.text())));
    case Kind::bytes:
      return Value::of(static_cast<std::int64_t>(value.size));
    case Kind::list:
      return Value::of(static_cast<std::int64_t>(value.list->elements.size()));
    case Kind::map:
      return Value::of(static_cast<std::int64_t>(value.map->entries.size()));
    default:
      return context.no_overload();
  }
}

Value type_of(Context&, Arguments arguments) { return Value::of(runtime_type(arguments[0])); }

// --- conversions

Value range_error(Context& context) { return context.fail(ErrorCode::range, "range error"); }

Value conversion_error(Context& context) {
  return context.fail(ErrorCode::conversion, "type conversion error");
}

Value bool_of_string(Context& context, Arguments arguments) {
  const auto text = arguments[0].text();
  for (const std::string_view yes : {"1", "t", "true", "TRUE", "True"}) {
    if (text == yes) return Value::of(true);
  }
  for (const std::string_view no : {"0", "f", "false", "FALSE", "False"}) {
    if (text == no) return Value::of(false);
  }
  return conversion_error(context);
}

Value bytes_of_string(Context&, Arguments arguments) {
  return Value::of_bytes(arguments[0].text());
}

Value double_of_int(Context&, Arguments arguments) {
  return Value::of(static_cast<double>(arguments[0].integer));
}
Value double_of_uint(Context&, Arguments arguments) {
  return Value::of(static_cast<double>(arguments[0].uinteger));
}

Value double_of_string(Context& context, Arguments arguments) {
  auto text = arguments[0].text();
  if (!context.spend_bytes(text.size())) return context.out_of_steps();
  if (!text.empty() && text[0] == '+') text.remove_prefix(1);
  if (text.empty() || text[0] == '+') return conversion_error(context);
  double value = 0;
  const auto end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  if (rest != end || error == std::errc::invalid_argument) return conversion_error(context);
  if (error == std::errc::result_out_of_range) return range_error(context);
  return Value::of(value);
}

Value int_of_uint(Context& context, Arguments arguments) {
  const auto value = arguments[0].uinteger;
  if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
    return range_error(context);
  }
  return Value::of(static_cast<std::int64_t>(value));
}

Value int_of_double(Context& context, Arguments arguments) {
  constexpr double limit = 9223372036854775808.0;  // 2^63; both ends are excluded by the suite
  const double value = arguments[0].real;
  if (!(value > -limit && value < limit)) return range_error(context);
  return Value::of(static_cast<std::int64_t>(value));
}

template <typename Integer>
std::optional<Integer> parse_integer(std::string_view text) {
  if (text.size() > 1 && text[0] == '+') text.remove_prefix(1);
  Integer value = 0;
  const auto end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || rest != end) return std::nullopt;
  return value;
}

Value int_of_string(Context& context, Arguments arguments) {
  const auto value = parse_integer<std::int64_t>(arguments[0].text());
  return value ? Value::of(*value) : conversion_error(context);
}

Value int_of_timestamp(Context&, Arguments arguments) {
  return Value::of(arguments[0].time->seconds);
}

Value uint_of_int(Context& context, Arguments arguments) {
  if (arguments[0].integer < 0) return range_error(context);
  return Value::of_uint(static_cast<std::uint64_t>(arguments[0].integer));
}

Value uint_of_double(Context& context, Arguments arguments) {
  constexpr double limit = 18446744073709551616.0;  // 2^64
  const double value = arguments[0].real;
  if (!(value >= 0 && value < limit)) return range_error(context);
  return Value::of_uint(static_cast<std::uint64_t>(value));
}

Value uint_of_string(Context& context, Arguments arguments) {
  const auto value = parse_integer<std::uint64_t>(arguments[0].text());
  return value ? Value::of_uint(*value) : conversion_error(context);
}

Value string_of_scalar(Context& context, Arguments arguments) {
  const Value& value = arguments[0];
  switch (value.kind) {
    case Kind::boolean:
      return Value::of_string(value.boolean ? "true" : "false");
    case Kind::integer:
      return context.string(std::to_string(value.integer));
    case Kind::uinteger:
      return context.string(std::to_string(value.uinteger));
    case Kind::real:
      return context.string(print_number(value.real));
    case Kind::timestamp:
      return context.string(print_timestamp(*value.time));
    case Kind::duration:
      return context.string(print_duration(*value.time));
    case Kind::date:
      return context.string(format_date(value.days));
    default:
      return context.no_overload();
  }
}

Value string_of_bytes(Context& context, Arguments arguments) {
  const auto bytes = arguments[0].text();
  if (!context.spend_bytes(bytes.size())) return context.out_of_steps();
  if (find_invalid_utf8(bytes)) return context.fail(ErrorCode::conversion, "invalid UTF-8");
  return Value::of_string(bytes);
}

}  // namespace

std::string print_number(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  const double size = std::fabs(value);
  const bool plain = size == 0 || (size >= 1e-6 && size < 1e21);
  char buffer[64];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value,
                                 plain ? std::chars_format::fixed : std::chars_format::scientific);
  return {buffer, end.ptr};
}

std::span<const Declaration> core_library() {
  static constexpr Declaration declarations[] = {
      {"size(string): int", size},     {"size(bytes): int", size},
      {"size(list(A)): int", size},    {"size(map(A, B)): int", size},
      {"(string).size(): int", size},  {"(bytes).size(): int", size},
      {"(list(A)).size(): int", size}, {"(map(A, B)).size(): int", size},
      {"type(A): type(A)", type_of},   {"dyn(A): dyn", identity},
  };
  return declarations;
}

std::span<const Declaration> conversion_library() {
  static constexpr Declaration declarations[] = {
      {"bool(bool): bool", identity},
      {"bool(string): bool", bool_of_string},
      {"bytes(bytes): bytes", identity},
      {"bytes(string): bytes", bytes_of_string},
      {"double(double): double", identity},
      {"double(int): double", double_of_int},
      {"double(uint): double", double_of_uint},
      {"double(string): double", double_of_string},
      {"int(int): int", identity},
      {"int(uint): int", int_of_uint},
      {"int(double): int", int_of_double},
      {"int(string): int", int_of_string},
      {"int(timestamp): int", int_of_timestamp},
      {"uint(uint): uint", identity},
      {"uint(int): uint", uint_of_int},
      {"uint(double): uint", uint_of_double},
      {"uint(string): uint", uint_of_string},
      {"string(string): string", identity},
      {"string(bool): string", string_of_scalar},
      {"string(int): string", string_of_scalar},
      {"string(uint): string", string_of_scalar},
      {"string(double): string", string_of_scalar},
      {"string(timestamp): string", string_of_scalar},
      {"string(duration): string", string_of_scalar},
      {"string(date): string", string_of_scalar},
      {"string(bytes): string", string_of_bytes},
  };
  return declarations;
}

}  // namespace guiju::cel
