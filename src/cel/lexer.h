#pragma once
#include <optional>
#include <string_view>

#include "cel/ast.h"
#include "cel/report.h"

namespace guiju::cel {

enum class TokenKind : std::uint8_t { end, name, quoted_name, literal, symbol };

struct Token {
  TokenKind kind = TokenKind::end;
  Span span;
  std::string_view text;  ///< of the expression; without the backquotes of a quoted name
  Literal literal;
};

/// Cuts an expression into tokens (cel-spec langdef, Syntax). `true`, `false` and `null` come as
/// literals, `in` as a symbol, every other word as a name.
class Lexer {
 public:
  Lexer(std::string_view text, Reporter& reporter) : text_(text), reporter_(reporter) {}

  /// The next token; none after something that is no token, which has then been reported.
  std::optional<Token> next();

 private:
  struct Quote;

  void skip_blanks();
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  Span from(std::size_t begin) const {
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)};
  }
  Token token(TokenKind kind, std::size_t begin) const;

  std::optional<Token> word();
  std::optional<Token> quoted_name();
  std::optional<Token> number();
  void pass_digits();
  bool pass_decimal();
  std::optional<Token> string();
  std::optional<Token> symbol();
  std::optional<Token> stranger();

  bool starts_string() const;
  Quote quote();
  bool string_body(const Quote& quote, std::string& out);
  bool escape(const Quote& quote, std::string& out);
  bool numeric_escape(const Quote& quote, std::size_t begin, int digits, unsigned base,
                      std::string& out);
  bool bad_escape(std::size_t begin);

  std::string_view text_;
  Reporter& reporter_;
  std::size_t at_ = 0;
};

}  // namespace guiju::cel
