#include "cel/parse.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "cel/lexer.h"
#include "text/unicode.h"

namespace guiju::cel {
namespace {

constexpr std::array<std::string_view, 17> reserved_words{
    "as",  "break", "const",   "continue",  "else",   "for", "function", "if",   "import",
    "let", "loop",  "package", "namespace", "return", "var", "void",     "while"};

struct BinaryOperator {
  std::string_view text;
  Operator op;
  int precedence;
};

constexpr std::array<BinaryOperator, 12> binary_operators{{
    {"==", Operator::equal, 1},
    {"!=", Operator::not_equal, 1},
    {"<", Operator::less, 1},
    {"<=", Operator::less_equal, 1},
    {">", Operator::greater, 1},
    {">=", Operator::greater_equal, 1},
    {"in", Operator::in, 1},
    {"+", Operator::add, 2},
    {"-", Operator::subtract, 2},
    {"*", Operator::multiply, 3},
    {"/", Operator::divide, 3},
    {"%", Operator::modulo, 3},
}};

// Words that other languages use for operators.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> word_operators{
    {{"and", "&&"}, {"or", "||"}, {"is", "=="}, {"AND", "&&"}, {"OR", "||"}}};

const Localized an_expression{"一个表达式", "an expression"};

Span join(Span begin, Span end) { return {begin.begin, end.end}; }

/// Recursive descent. Every function answers null after a mistake, which has been reported.
class Parser {
 public:
  Parser(std::string_view text, Reporter& reporter)
      : text_(text), reporter_(reporter), lexer_(text, reporter) {}

  NodePtr run() {
    if (text_.size() > max_expression_bytes) {
      reporter_.add("cel-too-long", {0, static_cast<std::uint32_t>(text_.size())},
                    {{"limit", same(std::to_string(max_expression_bytes))}});
      return nullptr;
    }
    if (const auto invalid = find_invalid_utf8(text_)) {
      const auto at = static_cast<std::uint32_t>(*invalid);
      reporter_.add("cel-not-utf8", {at, at + 1});
      return nullptr;
    }
    if (!advance()) return nullptr;
    if (token_.kind == TokenKind::end) {
      reporter_.add("cel-empty", token_.span);
      return nullptr;
    }
    auto node = expression();
    if (node && token_.kind != TokenKind::end)
      return unexpected({"一个运算符或结尾", "an operator or the end"});
    return node;
  }

 private:
  // --- tokens

  bool advance() {
    previous_ = token_.span;
    auto token = lexer_.next();
    if (token) token_ = std::move(*token);
    return token.has_value();
  }
  bool at(std::string_view symbol) const {
    return token_.kind == TokenKind::symbol && token_.text == symbol;
  }
  /// Passes `symbol` if it is next. Answers none after a token that could not be read.
  std::optional<bool> pass(std::string_view symbol) {
    if (!at(symbol)) return false;
    if (!advance()) return std::nullopt;
    return true;
  }

  NodePtr unexpected(Localized expected) {
    if (token_.kind == TokenKind::name) {
      for (const auto& [word, instead] : word_operators) {
        if (token_.text != word) continue;
        reporter_.add(
            "cel-operator", token_.span,
            {{"found", same(std::string(word))}, {"instead", same(std::string(instead))}});
        return nullptr;
      }
    }
    reporter_.add("cel-syntax", token_.span,
                  {{"found", found()}, {"expected", std::move(expected)}});
    return nullptr;
  }
  Localized found() const {
    if (token_.kind == TokenKind::end) return {"表达式的结尾", "the end of the expression"};
    return same("`" +
                std::string(text_.substr(token_.span.begin, token_.span.end - token_.span.begin)) +
                "`");
  }
  /// Passes the bracket that closes the one at `opened`.
  bool close(std::string_view bracket, Span opened) {
    if (at(bracket)) return advance();
    if (token_.kind == TokenKind::end) {
      reporter_.add("cel-unclosed", opened,
                    {{"open", same(std::string(text_.substr(opened.begin, 1)))},
                     {"close", same(std::string(bracket))}});
      return false;
    }
    const std::string quoted = "`" + std::string(bracket) + "`";
    unexpected(bracket == ")" || bracket == "]" || bracket == "}"
                   ? Localized{"`,`、运算符或 " + quoted, "`,`, an operator or " + quoted}
                   : same(quoted));
    return false;
  }

  // --- nodes

  NodePtr make(NodeKind kind, Span span) {
    auto node = std::make_unique<Node>();
    node->kind = kind;
    node->span = node->outer = node->name_span = span;
    return node;
  }
  /// Sets what follows from the children; refuses a tree that is too high.
  NodePtr finish(NodePtr node) {
    std::uint16_t height = 0;
    for (const auto& child : node->children) height = std::max(height, child->height);
    node->height = static_cast<std::uint16_t>(height + 1);
    node->outer = node->span;
    return node->height > max_height ? too_deep(node->span) : std::move(node);
  }
  NodePtr too_deep(Span span) {
    reporter_.add("cel-too-deep", span, {{"limit", same(std::to_string(max_height))}});
    return nullptr;
  }

  // --- operators, from the loosest to the tightest

  struct Deeper {
    explicit Deeper(Parser& parser) : parser_(parser) { ++parser_.depth_; }
    ~Deeper() { --parser_.depth_; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;
    Parser& parser_;
  };

  NodePtr expression() {
    const Deeper deeper(*this);
    if (depth_ > max_height) return too_deep(token_.span);
    auto condition = logical(NodeKind::logical_or);
    if (!condition || !at("?")) return condition;
    const Span question = token_.span;
    if (!advance()) return nullptr;
    auto then = logical(NodeKind::logical_or);
    if (!then) return nullptr;
    if (!at(":")) return unexpected({"`:`(`?` 的另一半)", "`:`, the other half of `?`"});
    if (!advance()) return nullptr;
    auto otherwise = expression();
    if (!otherwise) return nullptr;

    auto node = make(NodeKind::conditional, join(condition->outer, otherwise->outer));
    node->name_span = question;
    node->children.push_back(std::move(condition));
    node->children.push_back(std::move(then));
    node->children.push_back(std::move(otherwise));
    return finish(std::move(node));
  }

  /// A chain of `||` or of `&&`, as one node: both are associative, so the grouping is nobody's
  /// concern, and a long chain does not make a high tree.
  NodePtr logical(NodeKind kind) {
    const bool is_or = kind == NodeKind::logical_or;
    const auto operand = [&] { return is_or ? logical(NodeKind::logical_and) : binary(1); };
    auto first = operand();
    if (!first || !at(is_or ? "||" : "&&")) return first;

    auto node = make(kind, first->outer);
    node->name_span = token_.span;
    add_operand(*node, std::move(first));
    while (at(is_or ? "||" : "&&")) {
      if (!advance()) return nullptr;
      auto next = operand();
      if (!next) return nullptr;
      node->span.end = next->outer.end;
      add_operand(*node, std::move(next));
    }
    return finish(std::move(node));
  }
  static void add_operand(Node& chain, NodePtr operand) {
    if (operand->kind != chain.kind) {
      chain.children.push_back(std::move(operand));
      return;
    }
    for (auto& inner : operand->children) chain.children.push_back(std::move(inner));
  }

  const BinaryOperator* binary_operator() const {
    if (token_.kind != TokenKind::symbol) return nullptr;
    const auto found = std::find_if(binary_operators.begin(), binary_operators.end(),
                                    [&](const auto& known) { return known.text == token_.text; });
    return found == binary_operators.end() ? nullptr : found;
  }

  NodePtr binary(int precedence) {
    auto left = unary();
    while (left) {
      const auto* op = binary_operator();
      if (!op || op->precedence < precedence) return left;
      const Span where = token_.span;
      if (!advance()) return nullptr;
      auto right = binary(op->precedence + 1);
      if (!right) return nullptr;
      auto node = make(NodeKind::binary, join(left->outer, right->outer));
      node->op = op->op;
      node->name_span = where;
      node->children.push_back(std::move(left));
      node->children.push_back(std::move(right));
      left = finish(std::move(node));
    }
    return left;
  }

  NodePtr unary() {
    if (!at("!") && !at("-")) return member();
    const Deeper deeper(*this);
    if (depth_ > max_height) return too_deep(token_.span);
    const Span sign = token_.span;
    const bool negative = at("-");
    if (!advance()) return nullptr;
    if (negative && is_number()) return member(sign);

    auto operand = unary();
    if (!operand) return nullptr;
    auto node = make(NodeKind::unary, join(sign, operand->outer));
    node->op = negative ? Operator::negate : Operator::logical_not;
    node->name_span = sign;
    node->children.push_back(std::move(operand));
    return finish(std::move(node));
  }
  bool is_number() const {
    return token_.kind == TokenKind::literal &&
           (token_.literal.kind == Kind::integer || token_.literal.kind == Kind::real);
  }

  // --- members: `a.b`, `a.b(c)`, `a[b]`

  NodePtr member(std::optional<Span> sign = std::nullopt) {
    auto node = sign ? number(*sign) : primary();
    while (node) {
      if (at(".")) {
        node = select(std::move(node));
      } else if (at("[")) {
        node = index(std::move(node));
      } else {
        break;
      }
    }
    return node;
  }

  NodePtr select(NodePtr operand) {
    if (!advance()) return nullptr;
    const auto optional = pass("?");
    if (!optional) return nullptr;
    const bool quoted = token_.kind == TokenKind::quoted_name;
    if (token_.kind != TokenKind::name && !quoted) {
      return unexpected({"一个字段名或方法名", "the name of a field or method"});
    }
    const Token name = std::move(token_);
    if (!advance()) return nullptr;
    if (at("(") && !quoted && !*optional) return call(name, std::move(operand), false);

    auto node = make(NodeKind::select, join(operand->outer, name.span));
    node->name_span = name.span;
    node->text = name.text;
    node->optional = *optional;
    node->children.push_back(std::move(operand));
    return finish(std::move(node));
  }

  NodePtr index(NodePtr operand) {
    const Span opened = token_.span;
    if (!advance()) return nullptr;
    const auto optional = pass("?");
    if (!optional) return nullptr;
    auto key = expression();
    if (!key || !close("]", opened)) return nullptr;
    auto node = make(NodeKind::index, join(operand->outer, previous_));
    node->name_span = join(opened, previous_);
    node->optional = *optional;
    node->children.push_back(std::move(operand));
    node->children.push_back(std::move(key));
    return finish(std::move(node));
  }

  NodePtr call(const Token& name, NodePtr receiver, bool absolute) {
    const Span opened = token_.span;
    auto node = make(NodeKind::call, receiver ? receiver->outer : name.span);
    node->name_span = name.span;
    node->text = name.text;
    node->member = receiver != nullptr;
    node->absolute = absolute;
    if (receiver) node->children.push_back(std::move(receiver));
    if (!advance()) return nullptr;
    while (!at(")")) {
      auto argument = expression();
      if (!argument) return nullptr;
      node->children.push_back(std::move(argument));
      if (!at(",")) break;
      if (!advance()) return nullptr;
      if (at(")")) return unexpected(an_expression);
    }
    if (!close(")", opened)) return nullptr;
    node->span.end = previous_.end;
    return finish(std::move(node));
  }

  // --- primaries

  NodePtr primary() {
    switch (token_.kind) {
      case TokenKind::literal:
        return literal();
      case TokenKind::name:
        return name(false);
      case TokenKind::symbol:
        if (at("(")) return parenthesis();
        if (at("[")) return list();
        if (at("{")) return map();
        if (at(".")) {
          if (!advance()) return nullptr;
          if (token_.kind == TokenKind::name) return name(true);
          return unexpected({"一个名称", "a name"});
        }
        break;
      case TokenKind::quoted_name:
        reporter_.add("cel-quoted-name", token_.span);
        return nullptr;
      case TokenKind::end:
        break;
    }
    return unexpected(an_expression);
  }

  NodePtr parenthesis() {
    const Span opened = token_.span;
    if (!advance()) return nullptr;
    auto inner = expression();
    if (!inner || !close(")", opened)) return nullptr;
    inner->outer = join(opened, previous_);
    return inner;
  }

  NodePtr name(bool absolute) {
    const Token name = std::move(token_);
    if (!advance()) return nullptr;
    if (std::find(reserved_words.begin(), reserved_words.end(), name.text) !=
        reserved_words.end()) {
      reporter_.add("cel-reserved-word", name.span, {{"word", same(std::string(name.text))}});
      return nullptr;
    }
    if (at("(")) return call(name, nullptr, absolute);
    if (at("{")) {
      reporter_.add("cel-message", name.span, {{"name", same(std::string(name.text))}});
      return nullptr;
    }
    auto node = make(NodeKind::name, name.span);
    node->text = name.text;
    node->absolute = absolute;
    return node;
  }

  NodePtr literal() {
    auto node = make(NodeKind::literal, token_.span);
    node->literal = std::move(token_.literal);
    if (node->literal.kind == Kind::integer) {
      const auto digits = node->literal.uinteger;
      if (digits > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
        return out_of_range(node->span);
      }
      node->literal.integer = static_cast<std::int64_t>(digits);
      node->literal.uinteger = 0;
    }
    return advance() ? std::move(node) : nullptr;
  }

  /// A number with the minus sign at `sign`: one literal, so that the least integer can be written.
  NodePtr number(Span sign) {
    auto node = make(NodeKind::literal, join(sign, token_.span));
    node->literal = std::move(token_.literal);
    if (node->literal.kind == Kind::real) {
      node->literal.real = -node->literal.real;
    } else {
      constexpr auto least = std::uint64_t{1} << 63;
      const auto digits = node->literal.uinteger;
      if (digits > least) return out_of_range(node->span);
      node->literal.integer = static_cast<std::int64_t>(0 - digits);
      node->literal.uinteger = 0;
    }
    return advance() ? std::move(node) : nullptr;
  }

  NodePtr out_of_range(Span span) {
    reporter_.add("cel-number-range", span,
                  {{"number", same(std::string(text_.substr(span.begin, span.end - span.begin)))}});
    return nullptr;
  }

  NodePtr list() {
    const Span opened = token_.span;
    auto node = make(NodeKind::list, opened);
    if (!advance()) return nullptr;
    while (!at("]")) {
      const auto optional = pass("?");
      if (!optional) return nullptr;
      auto element = expression();
      if (!element) return nullptr;
      node->children.push_back(std::move(element));
      node->optional_entry.push_back(*optional);
      if (!at(",")) break;
      if (!advance()) return nullptr;
    }
    if (!close("]", opened)) return nullptr;
    node->span.end = previous_.end;
    return finish(std::move(node));
  }

  NodePtr map() {
    const Span opened = token_.span;
    auto node = make(NodeKind::map, opened);
    if (!advance()) return nullptr;
    while (!at("}")) {
      const auto optional = pass("?");
      if (!optional) return nullptr;
      auto key = expression();
      if (!key) return nullptr;
      if (!at(":")) return unexpected({"`:`(键和值之间)", "`:` between key and value"});
      if (!advance()) return nullptr;
      auto value = expression();
      if (!value) return nullptr;
      node->children.push_back(std::move(key));
      node->children.push_back(std::move(value));
      node->optional_entry.push_back(*optional);
      if (!at(",")) break;
      if (!advance()) return nullptr;
    }
    if (!close("}", opened)) return nullptr;
    node->span.end = previous_.end;
    return finish(std::move(node));
  }

  std::string_view text_;
  Reporter& reporter_;
  Lexer lexer_;
  Token token_;
  Span previous_;
  int depth_ = 0;
};

}  // namespace

NodePtr parse(std::string_view text, const Placing& placing, Diagnostics& diagnostics) {
  Reporter reporter(placing, diagnostics);
  return Parser(text, reporter).run();
}

}  // namespace guiju::cel
