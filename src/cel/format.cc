#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "cel/library.h"

// `format` of the strings extension: %s %d %f %e %b %o %x %X, with a precision for %f and %e.

namespace guiju::cel {
namespace {

std::string plain(const Value& value);

std::string plain_map(const Map& map) {
  std::vector<std::pair<std::string, std::string>> rows;
  for (const auto& entry : map.entries) rows.emplace_back(plain(entry.key), plain(entry.value));
  std::sort(rows.begin(), rows.end());
  std::string out = "{";
  for (const auto& [key, value] : rows) {
    if (out.size() > 1) out += ", ";
    out.append(key).append(": ").append(value);
  }
  return out + '}';
}

std::string plain_list(const List& list) {
  std::string out = "[";
  for (const auto& element : list.elements) {
    if (out.size() > 1) out += ", ";
    out += plain(element);
  }
  return out + ']';
}

/// A value as `%s` shows it: strings without quotes, maps sorted by key.
std::string plain(const Value& value) {
  switch (value.kind) {
    case Kind::string:
    case Kind::bytes:
      return std::string(value.text());
    case Kind::real:
      return print_number(value.real);
    case Kind::integer:
      return std::to_string(value.integer);
    case Kind::uinteger:
      return std::to_string(value.uinteger);
    case Kind::list:
      return plain_list(*value.list);
    case Kind::map:
      return plain_map(*value.map);
    case Kind::timestamp:
      return print_timestamp(*value.time);
    case Kind::duration:
      return print_duration(*value.time);
    case Kind::date:
      return format_date(value.days);
    default:
      return to_string(value);
  }
}

std::string hex_of_bytes(std::string_view bytes, bool upper) {
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += upper ? fmt::format("{:02X}", byte) : fmt::format("{:02x}", byte);
  }
  return out;
}

std::string with_sign(std::int64_t value, const auto& print) {
  const auto size = static_cast<std::uint64_t>(value);
  return value < 0 ? "-" + print(0 - size) : print(size);
}

std::string non_finite(double value) { return print_number(value); }

/// One substitution: its letter, and the digits asked for after the point.
struct Clause {
  char letter = 's';
  int precision = 6;
};

/// A formatted argument, or why it cannot be formatted so.
struct Formatted {
  std::optional<std::string> text;
  std::string_view allowed;  ///< what the clause takes
};

Formatted decimal(const Value& value) {
  switch (value.kind) {
    case Kind::integer:
      return {std::to_string(value.integer), {}};
    case Kind::uinteger:
      return {std::to_string(value.uinteger), {}};
    case Kind::real:
      return {print_number(value.real), {}};
    default:
      return {std::nullopt, "decimal clause can only be used on numbers"};
  }
}

Formatted real(const Value& value, const Clause& clause) {
  double number = 0;
  switch (value.kind) {
    case Kind::real:
      number = value.real;
      break;
    case Kind::integer:
      number = static_cast<double>(value.integer);
      break;
    case Kind::uinteger:
      number = static_cast<double>(value.uinteger);
      break;
    default:
      return {std::nullopt, clause.letter == 'e'
                                ? "scientific clause can only be used on doubles"
                                : "fixed-point clause can only be used on doubles"};
  }
  if (!std::isfinite(number)) return {non_finite(number), {}};
  return {clause.letter == 'e' ? fmt::format("{:.{}e}", number, clause.precision)
                               : fmt::format("{:.{}f}", number, clause.precision),
          {}};
}

Formatted binary(const Value& value) {
  const auto print = [](std::uint64_t bits) { return fmt::format("{:b}", bits); };
  switch (value.kind) {
    case Kind::boolean:
      return {value.boolean ? "1" : "0", {}};
    case Kind::integer:
      return {with_sign(value.integer, print), {}};
    case Kind::uinteger:
      return {print(value.uinteger), {}};
    default:
      return {std::nullopt, "only integers and bools can be formatted as binary"};
  }
}

Formatted octal(const Value& value) {
  const auto print = [](std::uint64_t bits) { return fmt::format("{:o}", bits); };
  if (value.is(Kind::integer)) return {with_sign(value.integer, print), {}};
  if (value.is(Kind::uinteger)) return {print(value.uinteger), {}};
  return {std::nullopt, "octal clause can only be used on integers"};
}

Formatted hexadecimal(const Value& value, bool upper) {
  const auto print = [upper](std::uint64_t bits) {
    return upper ? fmt::format("{:X}", bits) : fmt::format("{:x}", bits);
  };
  switch (value.kind) {
    case Kind::integer:
      return {with_sign(value.integer, print), {}};
    case Kind::uinteger:
      return {print(value.uinteger), {}};
    case Kind::string:
    case Kind::bytes:
      return {hex_of_bytes(value.text(), upper), {}};
    default:
      return {std::nullopt, "only integers, byte buffers, and strings can be formatted as hex"};
  }
}

Formatted apply(const Clause& clause, const Value& value) {
  switch (clause.letter) {
    case 's':
      return {plain(value), {}};
    case 'd':
      return decimal(value);
    case 'b':
      return binary(value);
    case 'o':
      return octal(value);
    case 'x':
    case 'X':
      return hexadecimal(value, clause.letter == 'X');
    default:
      return real(value, clause);
  }
}

class Formatter {
 public:
  Formatter(Context& context, std::string_view pattern, std::span<const Value> arguments)
      : context_(context), pattern_(pattern), arguments_(arguments) {}

  Value run() {
    while (at_ < pattern_.size()) {
      const auto percent = std::min(pattern_.find('%', at_), pattern_.size());
      out_ += pattern_.substr(at_, percent - at_);
      at_ = percent + 1;
      if (percent == pattern_.size()) break;
      if (peek() == '%') {
        out_ += '%';
        ++at_;
      } else if (const auto error = substitute()) {
        return *error;
      }
    }
    return context_.string(out_);
  }

 private:
  char peek() const { return at_ < pattern_.size() ? pattern_[at_] : '\0'; }

  std::optional<Value> substitute() {
    Clause clause;
    if (const auto error = read(clause)) return error;
    if (next_ >= arguments_.size()) {
      return fail(ErrorCode::index_out_of_range, fmt::format("index {} out of range", next_));
    }
    const Value& value = arguments_[next_++];
    const auto formatted = apply(clause, value);
    if (!formatted.text) {
      return fail(ErrorCode::invalid_argument,
                  fmt::format("error during formatting: {}, was given {}", formatted.allowed,
                              runtime_type_name(runtime_type(value))));
    }
    if (!context_.spend_bytes(formatted.text->size())) return context_.out_of_steps();
    out_ += *formatted.text;
    return std::nullopt;
  }

  std::optional<Value> read(Clause& clause) {
    const bool has_precision = peek() == '.';
    if (has_precision) {
      ++at_;
      clause.precision = 0;
      while (peek() >= '0' && peek() <= '9' && clause.precision < 1000) {
        clause.precision = clause.precision * 10 + (pattern_[at_++] - '0');
      }
      if (clause.precision > 1000) return unreadable("precision too large");
    }
    clause.letter = peek();
    if (clause.letter == '\0') return unreadable("unexpected end of string");
    if (std::string_view("sdfeboxX").find(clause.letter) == std::string_view::npos) {
      return unreadable(fmt::format("unrecognized formatting clause \"{}\"", clause.letter));
    }
    ++at_;
    return std::nullopt;
  }

  Value unreadable(std::string_view why) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("could not parse formatting clause: {}", why));
  }
  Value fail(ErrorCode code, std::string_view message) { return context_.fail_with(code, message); }

  Context& context_;
  std::string_view pattern_;
  std::span<const Value> arguments_;
  std::string out_;
  std::size_t at_ = 0;
  std::size_t next_ = 0;
};

}  // namespace

Value format_text(Context& context, std::string_view pattern, std::span<const Value> arguments) {
  std::uint64_t weight = 0;
  for (const auto& argument : arguments) weight += weight_of(argument);
  if (!context.spend(weight)) return context.out_of_steps();
  return Formatter(context, pattern, arguments).run();
}

}  // namespace guiju::cel
