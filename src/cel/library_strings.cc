#include <algorithm>
#include <cstring>

#include "cel/library.h"
#include "cel/print.h"
#include "cel/regex.h"
#include "cel/utf8.h"
#include "text/unicode.h"

// The standard string functions and the strings extension. Positions count code points.

namespace guiju::cel {
namespace {

using Arguments = std::span<const Value>;
constexpr auto npos = std::string_view::npos;

Value out_of_range(Context& context, std::int64_t index) {
  return context.fail_with(ErrorCode::index_out_of_range,
                           "index out of range: " + std::to_string(index));
}

bool pay(Context& context, Arguments arguments) {
  std::uint64_t bytes = 0;
  for (const auto& argument : arguments) {
    if (argument.is(Kind::string)) bytes += argument.size;
  }
  return context.spend_bytes(bytes);
}

/// The byte where character `index` starts, or npos if `index` is not between 0 and the length.
std::size_t position(std::string_view text, std::int64_t index) {
  return index < 0 ? npos : byte_of_character(text, index);
}

std::int64_t characters_before(std::string_view text, std::size_t byte) {
  return static_cast<std::int64_t>(count_characters(text.substr(0, byte)));
}

// --- standard functions

Value starts_with(Context& context, Arguments arguments) {
  if (!pay(context, arguments.subspan(1))) return context.out_of_steps();
  return Value::of(arguments[0].text().starts_with(arguments[1].text()));
}

Value ends_with(Context& context, Arguments arguments) {
  if (!pay(context, arguments.subspan(1))) return context.out_of_steps();
  return Value::of(arguments[0].text().ends_with(arguments[1].text()));
}

/// Takes what a search of `text` for `part` may cost: their product, at worst.
bool pay_search(Context& context, std::string_view text, std::string_view part) {
  return context.spend_bytes(text.size()) &&
         context.spend_bytes(text.size() / 32 * std::min<std::size_t>(part.size(), 1024));
}

Value contains_part(Context& context, Arguments arguments) {
  if (!pay_search(context, arguments[0].text(), arguments[1].text())) return context.out_of_steps();
  return Value::of(arguments[0].text().find(arguments[1].text()) != npos);
}

Value matches(Context& context, Arguments arguments) {
  // Compiling costs much more than reading: a step for every byte of the pattern, and then some.
  if (!context.spend(100 + 10 * arguments[1].size) || !pay(context, arguments)) {
    return context.out_of_steps();
  }
  std::string error;
  const auto pattern = Regex::compile(arguments[1].text(), error);
  if (!pattern) return context.fail_with(ErrorCode::invalid_argument, "invalid pattern: " + error);
  const auto cost = pattern->size() + pattern->steps_to_search(arguments[0].size);
  if (!context.spend(cost)) return context.out_of_steps();
  return Value::of(pattern->search(arguments[0].text()));
}

// --- extension

Value char_at(Context& context, Arguments arguments) {
  if (!pay(context, arguments)) return context.out_of_steps();
  const auto text = arguments[0].text();
  auto begin = position(text, arguments[1].integer);
  if (begin == npos) return out_of_range(context, arguments[1].integer);
  const auto start = begin;
  if (begin < text.size()) next_character(text, begin);
  return Value::of_string(text.substr(start, begin - start));
}

Value index_of(Context& context, Arguments arguments) {
  const auto text = arguments[0].text();
  if (!pay_search(context, text, arguments[1].text())) return context.out_of_steps();
  const std::int64_t from = arguments.size() > 2 ? arguments[2].integer : 0;
  const auto begin = position(text, from);
  if (begin == npos) return out_of_range(context, from);
  const auto found = text.find(arguments[1].text(), begin);
  return Value::of(found == npos ? std::int64_t{-1} : characters_before(text, found));
}

Value last_index_of(Context& context, Arguments arguments) {
  const auto text = arguments[0].text();
  if (!pay_search(context, text, arguments[1].text())) return context.out_of_steps();
  auto begin = text.size();
  if (arguments.size() > 2) {
    begin = position(text, arguments[2].integer);
    if (begin == npos) return out_of_range(context, arguments[2].integer);
  }
  const auto found = text.rfind(arguments[1].text(), begin);
  return Value::of(found == npos ? std::int64_t{-1} : characters_before(text, found));
}

Value substring(Context& context, Arguments arguments) {
  if (!pay(context, arguments)) return context.out_of_steps();
  const auto text = arguments[0].text();
  const auto begin = position(text, arguments[1].integer);
  if (begin == npos) return out_of_range(context, arguments[1].integer);
  auto end = text.size();
  if (arguments.size() > 2) {
    end = position(text, arguments[2].integer);
    if (end == npos) return out_of_range(context, arguments[2].integer);
  }
  if (begin > end) {
    return context.fail_with(
        ErrorCode::invalid_argument,
        "invalid substring range. start: " + std::to_string(arguments[1].integer) +
            ", end: " + std::to_string(arguments[2].integer));
  }
  return Value::of_string(text.substr(begin, end - begin));
}

template <char first, char last, int step>
Value change_case(Context& context, Arguments arguments) {
  if (!pay(context, arguments)) return context.out_of_steps();
  const auto text = arguments[0].text();
  char* changed = context.arena.make<char>(text.size());
  std::transform(text.begin(), text.end(), changed,
                 [](char c) { return c >= first && c <= last ? static_cast<char>(c + step) : c; });
  return Value::of_string({changed, text.size()});
}

/// Appends with a bound: what replacing or joining makes is paid for as it grows.
class Builder {
 public:
  explicit Builder(Context& context) : context_(context) {}
  bool append(std::string_view text) {
    if (!context_.spend_bytes(text.size())) return false;
    out_ += text;
    return true;
  }
  Value take() { return context_.string(out_); }

 private:
  Context& context_;
  std::string out_;
};

Value replace(Context& context, Arguments arguments) {
  const auto text = arguments[0].text();
  const auto old_part = arguments[1].text();
  const auto new_part = arguments[2].text();
  if (!pay_search(context, text, old_part)) return context.out_of_steps();
  std::int64_t limit = arguments.size() > 3 ? arguments[3].integer : -1;
  Builder out(context);
  std::size_t at = 0;
  while (limit != 0 && at <= text.size()) {
    const auto found = text.find(old_part, at);
    if (found == npos) break;
    auto next = found;
    // An empty part is found before every character and at the end.
    if (old_part.empty() && next < text.size()) next_character(text, next);
    if (!out.append(text.substr(at, found - at)) || !out.append(new_part)) {
      return context.out_of_steps();
    }
    if (old_part.empty()) {
      if (!out.append(text.substr(found, next - found))) return context.out_of_steps();
      at = found == text.size() ? text.size() + 1 : next;
    } else {
      at = found + old_part.size();
    }
    --limit;
  }
  if (at < text.size() && !out.append(text.substr(at))) return context.out_of_steps();
  return out.take();
}

Value split(Context& context, Arguments arguments) {
  const auto text = arguments[0].text();
  const auto separator = arguments[1].text();
  if (!pay_search(context, text, separator)) return context.out_of_steps();
  const std::int64_t limit = arguments.size() > 2 ? arguments[2].integer : -1;
  if (limit == 0) return context.list({});

  std::vector<Value> parts;
  std::size_t at = 0;
  while (limit < 0 || static_cast<std::int64_t>(parts.size()) + 1 < limit) {
    auto found = text.find(separator, at);
    if (separator.empty()) {
      found = at;
      if (found < text.size()) next_character(text, found);
      if (found >= text.size()) break;
    }
    if (found == npos) break;
    if (!context.spend()) return context.out_of_steps();
    parts.push_back(Value::of_string(text.substr(at, found - at)));
    at = found + separator.size();
  }
  if (!separator.empty() || !text.empty()) parts.push_back(Value::of_string(text.substr(at)));
  auto* elements = context.arena.make<Value>(parts.size());
  std::copy(parts.begin(), parts.end(), elements);
  return context.list({elements, parts.size()});
}

Value join(Context& context, Arguments arguments) {
  const auto separator = arguments.size() > 1 ? arguments[1].text() : std::string_view{};
  Builder out(context);
  bool first = true;
  for (const auto& part : arguments[0].list->elements) {
    if (!part.is(Kind::string)) return context.no_overload();
    if (!first && !out.append(separator)) return context.out_of_steps();
    if (!out.append(part.text())) return context.out_of_steps();
    first = false;
  }
  return out.take();
}

// The characters with the property White_Space in Unicode.
bool is_space(char32_t c) {
  return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

Value trim(Context& context, Arguments arguments) {
  if (!pay(context, arguments)) return context.out_of_steps();
  const auto text = arguments[0].text();
  std::size_t begin = text.size();
  std::size_t end = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto start = at;
    if (is_space(next_character(text, at))) continue;
    begin = std::min(begin, start);
    end = at;
  }
  return Value::of_string(begin < end ? text.substr(begin, end - begin) : std::string_view{});
}

Value reverse(Context& context, Arguments arguments) {
  if (!pay(context, arguments)) return context.out_of_steps();
  const auto text = arguments[0].text();
  char* reversed = context.arena.make<char>(text.size());
  std::size_t written = text.size();
  for (std::size_t at = 0; at < text.size();) {
    const auto start = at;
    next_character(text, at);
    written -= at - start;
    std::memcpy(reversed + written, text.data() + start, at - start);
  }
  return Value::of_string({reversed, text.size()});
}

Value quote(Context& context, Arguments arguments) {
  if (!pay(context, arguments)) return context.out_of_steps();
  return context.string(quoted(arguments[0].text()));
}

Value format(Context& context, Arguments arguments) {
  if (!pay(context, arguments)) return context.out_of_steps();
  return format_text(context, arguments[0].text(), arguments[1].list->elements);
}

Value normalized(Context& context, Arguments arguments) {
  if (!pay(context, arguments)) return context.out_of_steps();
  if (is_normalized_name(arguments[0].text())) return arguments[0];
  return context.string(normalized_name(arguments[0].text()));
}

}  // namespace

std::span<const Declaration> string_library() {
  static constexpr Declaration declarations[] = {
      {"(string).startsWith(string): bool", starts_with},
      {"(string).endsWith(string): bool", ends_with},
      {"(string).contains(string): bool", contains_part},
      {"(string).matches(string): bool", matches},
      {"matches(string, string): bool", matches},
      {"(string).charAt(int): string", char_at},
      {"(string).indexOf(string): int", index_of},
      {"(string).indexOf(string, int): int", index_of},
      {"(string).lastIndexOf(string): int", last_index_of},
      {"(string).lastIndexOf(string, int): int", last_index_of},
      {"(string).substring(int): string", substring},
      {"(string).substring(int, int): string", substring},
      {"(string).lowerAscii(): string", change_case<'A', 'Z', 'a' - 'A'>},
      {"(string).upperAscii(): string", change_case<'a', 'z', 'A' - 'a'>},
      {"(string).replace(string, string): string", replace},
      {"(string).replace(string, string, int): string", replace},
      {"(string).split(string): list(string)", split},
      {"(string).split(string, int): list(string)", split},
      {"(list(string)).join(): string", join},
      {"(list(string)).join(string): string", join},
      {"(string).trim(): string", trim},
      {"(string).reverse(): string", reverse},
      {"(string).format(list(dyn)): string", format},
      {"strings.quote(string): string", quote},
      {"normalized(string): string", normalized},
  };
  return declarations;
}

}  // namespace guiju::cel
