#include "cel/library.h"

// Optional values. `optMap`, `optFlatMap`, `?.`, `[?]` and optional entries are the evaluator's.

namespace guiju::cel {
namespace {

using Arguments = std::span<const Value>;

Value of(Context& context, Arguments arguments) { return context.some(arguments[0]); }
Value none(Context&, Arguments) { return Value::of_optional(nullptr); }

bool is_zero(const Value& value) {
  switch (value.kind) {
    case Kind::null:
      return true;
    case Kind::boolean:
      return !value.boolean;
    case Kind::integer:
      return value.integer == 0;
    case Kind::uinteger:
      return value.uinteger == 0;
    case Kind::real:
      return value.real == 0;
    case Kind::string:
    case Kind::bytes:
      return value.size == 0;
    case Kind::list:
      return value.list->elements.empty();
    case Kind::map:
      return value.map->entries.empty();
    case Kind::timestamp:
    case Kind::duration:
      return value.time->seconds == 0 && value.time->nanos == 0;
    case Kind::optional:
      return value.held == nullptr;
    default:
      return false;
  }
}

Value of_non_zero(Context& context, Arguments arguments) {
  return is_zero(arguments[0]) ? Value::of_optional(nullptr) : context.some(arguments[0]);
}

Value has_value(Context&, Arguments arguments) { return Value::of(arguments[0].held != nullptr); }

Value value(Context& context, Arguments arguments) {
  if (arguments[0].held) return *arguments[0].held;
  return context.fail(ErrorCode::invalid_argument, "optional.none() dereference");
}

Value either(Context&, Arguments arguments) {
  return arguments[0].held ? arguments[0] : arguments[1];
}

Value or_value(Context&, Arguments arguments) {
  return arguments[0].held ? *arguments[0].held : arguments[1];
}

Value unwrap(Context& context, Arguments arguments) {
  const auto optionals = arguments[0].list->elements;
  if (!context.spend(optionals.size())) return context.out_of_steps();
  auto* held = context.arena.make<Value>(optionals.size());
  std::size_t count = 0;
  for (const auto& optional : optionals) {
    if (!optional.is(Kind::optional)) return context.no_overload();
    if (optional.held) held[count++] = *optional.held;
  }
  return context.list({held, count});
}

Value first(Context& context, Arguments arguments) {
  const auto elements = arguments[0].list->elements;
  return elements.empty() ? Value::of_optional(nullptr) : context.some(elements.front());
}

Value last(Context& context, Arguments arguments) {
  const auto elements = arguments[0].list->elements;
  return elements.empty() ? Value::of_optional(nullptr) : context.some(elements.back());
}

}  // namespace

std::span<const Declaration> optional_library() {
  static constexpr Declaration declarations[] = {
      {"optional.of(A): optional(A)", of},
      {"optional.none(): optional(A)", none},
      {"optional.ofNonZeroValue(A): optional(A)", of_non_zero},
      {"optional.unwrap(list(optional(A))): list(A)", unwrap},
      {"(optional(A)).hasValue(): bool", has_value},
      {"(optional(A)).value(): A", value},
      {"(optional(A)).or(optional(A)): optional(A)", either},
      {"(optional(A)).orValue(A): A", or_value},
      {"(list(optional(A))).unwrapOpt(): list(A)", unwrap},
      {"(list(A)).first(): optional(A)", first},
      {"(list(A)).last(): optional(A)", last},
  };
  return declarations;
}

}  // namespace guiju::cel
