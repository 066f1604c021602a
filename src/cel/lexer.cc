#include "cel/lexer.h"

#include <array>
#include <charconv>
#include <utility>

#include "cel/utf8.h"
#include "text/unicode.h"

namespace guiju::cel {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_name_part(char c) { return is_name_start(c) || is_digit(c); }
bool is_quoted_name_part(char c) {
  return is_name_part(c) || c == '.' || c == '-' || c == '/' || c == ' ';
}

Argument named(std::string name, std::string value) {
  return {std::move(name), same(std::move(value))};
}

constexpr std::string_view single_symbols = "()[]{}.,:?!<>+-*/%";

/// Whether two characters are one symbol.
bool is_double_symbol(char first, char second) {
  if (second == '=') return first == '=' || first == '!' || first == '<' || first == '>';
  return first == second && (first == '&' || first == '|');
}

/// A symbol of another language for one of ours.
std::string_view operator_for(char32_t character) {
  switch (character) {
    case U'=':
      return "==";
    case U'&':
      return "&&";
    case U'|':
      return "||";
    default:
      return {};
  }
}

struct Lookalike {
  char32_t character;
  std::string_view instead;
};

// What a Chinese keyboard types where ASCII is meant, besides the full-width forms.
constexpr std::array<Lookalike, 9> lookalikes{{{U'“', "\""},
                                               {U'”', "\""},
                                               {U'‘', "'"},
                                               {U'’', "'"},
                                               {U'、', ","},
                                               {U'。', "."},
                                               {U'【', "["},
                                               {U'】', "]"},
                                               {U'\u3000', " "}}};

std::string ascii_for(char32_t character) {
  if (character >= 0xFF01 && character <= 0xFF5E) {
    return std::string(1, static_cast<char>(character - 0xFF01 + 0x21));
  }
  for (const auto& lookalike : lookalikes) {
    if (lookalike.character == character) return std::string(lookalike.instead);
  }
  return {};
}

std::optional<Literal> parse_integer(std::string_view digits, bool is_unsigned) {
  const bool hexadecimal = digits.size() > 2 && (digits[1] == 'x' || digits[1] == 'X');
  if (hexadecimal) digits.remove_prefix(2);
  std::uint64_t value = 0;
  const auto end = digits.data() + digits.size();
  const auto [rest, error] = std::from_chars(digits.data(), end, value, hexadecimal ? 16 : 10);
  if (error != std::errc{} || rest != end) return std::nullopt;

  Literal literal;
  literal.uinteger = value;
  literal.kind = is_unsigned ? Kind::uinteger : Kind::integer;
  return literal;
}

std::optional<Literal> parse_real(std::string_view digits) {
  Literal literal;
  literal.kind = Kind::real;
  const auto end = digits.data() + digits.size();
  const auto error = std::from_chars(digits.data(), end, literal.real).ec;
  // Only strtod tells infinity from zero where a number is out of range.
  if (error != std::errc{}) literal.real = std::strtod(std::string(digits).c_str(), nullptr);
  return literal;
}

}  // namespace

/// How a string literal is written: `br"""` is raw bytes between three double quotes.
struct Lexer::Quote {
  std::size_t begin = 0;
  char mark = '"';
  bool triple = false;
  bool raw = false;
  bool bytes = false;
};

std::optional<Token> Lexer::next() {
  skip_blanks();
  if (at_ >= text_.size()) return token(TokenKind::end, at_);
  const char c = peek();
  if (starts_string()) return string();
  if (is_name_start(c)) return word();
  if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number();
  if (c == '`') return quoted_name();
  return symbol();
}

void Lexer::skip_blanks() {
  while (at_ < text_.size()) {
    const char c = peek();
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
      ++at_;
    } else if (c == '/' && peek(1) == '/') {
      while (at_ < text_.size() && peek() != '\n') ++at_;
    } else {
      return;
    }
  }
}

Token Lexer::token(TokenKind kind, std::size_t begin) const {
  Token token;
  token.kind = kind;
  token.span = from(begin);
  token.text = text_.substr(begin, at_ - begin);
  return token;
}

std::optional<Token> Lexer::word() {
  const auto begin = at_;
  while (is_name_part(peek())) ++at_;
  Token made = token(TokenKind::name, begin);
  if (made.text == "in") {
    made.kind = TokenKind::symbol;
  } else if (made.text == "true" || made.text == "false") {
    made.kind = TokenKind::literal;
    made.literal.kind = Kind::boolean;
    made.literal.boolean = made.text == "true";
  } else if (made.text == "null") {
    made.kind = TokenKind::literal;
  }
  return made;
}

std::optional<Token> Lexer::quoted_name() {
  const auto begin = at_++;
  while (is_quoted_name_part(peek())) ++at_;
  if (peek() != '`' || at_ == begin + 1) {
    reporter_.add("cel-quoted-name", from(begin));
    return std::nullopt;
  }
  ++at_;
  Token made = token(TokenKind::quoted_name, begin);
  made.text = made.text.substr(1, made.text.size() - 2);
  return made;
}

void Lexer::pass_digits() {
  while (is_digit(peek())) ++at_;
}

/// Passes a decimal; answers whether it has a fraction or an exponent.
bool Lexer::pass_decimal() {
  bool real = false;
  pass_digits();
  if (peek() == '.' && is_digit(peek(1))) {
    real = true;
    ++at_;
    pass_digits();
  }
  const std::size_t sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
  if ((peek() == 'e' || peek() == 'E') && is_digit(peek(1 + sign))) {
    real = true;
    at_ += 1 + sign;
    pass_digits();
  }
  return real;
}

std::optional<Token> Lexer::number() {
  const auto begin = at_;
  bool real = false;
  if (peek() == '0' && (peek(1) == 'x' || peek(1) == 'X') && is_hex(peek(2))) {
    at_ += 2;
    while (is_hex(peek())) ++at_;
  } else {
    real = pass_decimal();
  }
  const auto digits = text_.substr(begin, at_ - begin);
  const bool is_unsigned = !real && (peek() == 'u' || peek() == 'U');
  if (is_unsigned) ++at_;
  const bool glued = is_name_part(peek());
  while (is_name_part(peek())) ++at_;

  Token made = token(TokenKind::literal, begin);
  const auto literal = real ? parse_real(digits) : parse_integer(digits, is_unsigned);
  if (literal && !glued) {
    made.literal = *literal;
    return made;
  }
  reporter_.add(glued ? "cel-bad-number" : "cel-number-range", made.span,
                {named("number", std::string(made.text))});
  return std::nullopt;
}

bool Lexer::starts_string() const {
  std::size_t ahead = 0;
  if (peek(ahead) == 'b' || peek(ahead) == 'B') ++ahead;
  if (peek(ahead) == 'r' || peek(ahead) == 'R') ++ahead;
  return peek(ahead) == '"' || peek(ahead) == '\'';
}

Lexer::Quote Lexer::quote() {
  Quote quote;
  quote.begin = at_;
  if (peek() == 'b' || peek() == 'B') {
    quote.bytes = true;
    ++at_;
  }
  if (peek() == 'r' || peek() == 'R') {
    quote.raw = true;
    ++at_;
  }
  quote.mark = peek();
  quote.triple = peek(1) == quote.mark && peek(2) == quote.mark;
  at_ += quote.triple ? 3 : 1;
  return quote;
}

std::optional<Token> Lexer::string() {
  const Quote opened = quote();
  std::string body;
  if (!string_body(opened, body)) return std::nullopt;
  Token made = token(TokenKind::literal, opened.begin);
  made.literal.kind = opened.bytes ? Kind::bytes : Kind::string;
  made.literal.text = std::move(body);
  return made;
}

bool Lexer::string_body(const Quote& quote, std::string& out) {
  for (;;) {
    const bool line_break = peek() == '\n' || peek() == '\r';
    if (at_ >= text_.size() || (line_break && !quote.triple)) {
      const auto opened = quote.begin + (quote.bytes ? 1 : 0) + (quote.raw ? 1 : 0);
      const Span mark{static_cast<std::uint32_t>(quote.begin),
                      static_cast<std::uint32_t>(opened + (quote.triple ? 3 : 1))};
      reporter_.add("cel-unclosed-string", mark,
                    {named("mark", std::string(quote.triple ? 3 : 1, quote.mark))});
      return false;
    }
    if (peek() == quote.mark &&
        (!quote.triple || (peek(1) == quote.mark && peek(2) == quote.mark))) {
      at_ += quote.triple ? 3 : 1;
      return true;
    }
    if (peek() == '\\' && !quote.raw) {
      if (!escape(quote, out)) return false;
    } else {
      out += text_[at_++];
    }
  }
}

bool Lexer::escape(const Quote& quote, std::string& out) {
  constexpr std::string_view from_letters = "abfnrtv\\?\"'`";
  constexpr std::string_view to_characters = "\a\b\f\n\r\t\v\\?\"'`";

  const auto begin = at_++;
  const char letter = peek();
  const auto simple = from_letters.find(letter);
  if (letter != '\0' && simple != std::string_view::npos) {
    ++at_;
    out += to_characters[simple];
    return true;
  }
  if (letter >= '0' && letter <= '3') return numeric_escape(quote, begin, 3, 8, out);
  ++at_;
  if (letter == 'x' || letter == 'X') return numeric_escape(quote, begin, 2, 16, out);
  if (letter == 'u' && !quote.bytes) return numeric_escape(quote, begin, 4, 16, out);
  if (letter == 'U' && !quote.bytes) return numeric_escape(quote, begin, 8, 16, out);
  return bad_escape(begin);
}

bool Lexer::numeric_escape(const Quote& quote, std::size_t begin, int digits, unsigned base,
                           std::string& out) {
  std::uint32_t code = 0;
  for (int i = 0; i < digits; ++i, ++at_) {
    std::uint32_t digit = 0;
    const char c = peek();
    const auto [rest, error] = std::from_chars(&c, &c + 1, digit, static_cast<int>(base));
    if (error != std::errc{} || rest == &c) return bad_escape(begin);
    code = code * base + digit;
  }
  if (quote.bytes) {
    out += static_cast<char>(code);
    return true;
  }
  if (!is_scalar(code)) return bad_escape(begin);
  append_utf8(out, code);
  return true;
}

bool Lexer::bad_escape(std::size_t begin) {
  // The escape's text ends with a whole character, so that the message is valid UTF-8.
  at_ = std::min(at_ + (at_ == begin + 1 ? 1 : 0), text_.size());
  while (at_ < text_.size() && (static_cast<unsigned char>(peek()) & 0xC0) == 0x80) ++at_;
  reporter_.add("cel-bad-escape", from(begin),
                {named("escape", std::string(text_.substr(begin, at_ - begin)))});
  return false;
}

std::optional<Token> Lexer::symbol() {
  const auto begin = at_;
  const char c = peek();
  if (is_double_symbol(c, peek(1))) {
    at_ += 2;
    return token(TokenKind::symbol, begin);
  }
  if (single_symbols.find(c) == std::string_view::npos || c == '\0') return stranger();
  ++at_;
  return token(TokenKind::symbol, begin);
}

std::optional<Token> Lexer::stranger() {
  const auto begin = at_;
  const char32_t character = next_character(text_, at_);
  const std::string found(text_.substr(begin, at_ - begin));
  if (const auto op = operator_for(character); !op.empty()) {
    reporter_.add("cel-operator", from(begin),
                  {named("found", found), named("instead", std::string(op))});
  } else if (const auto instead = ascii_for(character); !instead.empty()) {
    reporter_.add("cel-full-width", from(begin),
                  {named("found", found), named("instead", instead)});
  } else {
    reporter_.add("cel-bad-character", from(begin), {named("found", printable(found))});
  }
  return std::nullopt;
}

}  // namespace guiju::cel
