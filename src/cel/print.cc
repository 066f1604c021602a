#include "cel/print.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace guiju::cel {
namespace {

/// How tightly a node binds; a child that binds looser than its place allows gets parentheses.
enum class Binding { ternary, either, both, relation, sum, product, sign, tight, enclosed };

Binding next_tighter(Binding binding) {
  return static_cast<Binding>(static_cast<int>(binding) + 1);
}

Binding binding_of(Operator op) {
  switch (op) {
    case Operator::add:
    case Operator::subtract:
      return Binding::sum;
    case Operator::multiply:
    case Operator::divide:
    case Operator::modulo:
      return Binding::product;
    case Operator::logical_not:
    case Operator::negate:
      return Binding::sign;
    default:
      return Binding::relation;
  }
}

Binding binding_of(const Node& node) {
  switch (node.kind) {
    case NodeKind::conditional:
      return Binding::ternary;
    case NodeKind::logical_or:
      return Binding::either;
    case NodeKind::logical_and:
      return Binding::both;
    case NodeKind::binary:
    case NodeKind::unary:
      return binding_of(node.op);
    default:
      return Binding::tight;
  }
}

bool is_plain_name(std::string_view name) {
  if (name.empty() || (name[0] >= '0' && name[0] <= '9')) return false;
  for (const char c : name) {
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9');
    if (!plain) return false;
  }
  return name != "in" && name != "true" && name != "false" && name != "null";
}

class Printer {
 public:
  std::string take(const Node& node) {
    expression(node, Binding::ternary);
    return std::move(out_);
  }

 private:
  void expression(const Node& node, Binding place) {
    const bool parentheses = binding_of(node) < place;
    if (parentheses) out_ += '(';
    bare(node);
    if (parentheses) out_ += ')';
  }

  void bare(const Node& node) {
    switch (node.kind) {
      case NodeKind::literal:
        out_ += print(node.literal);
        return;
      case NodeKind::name:
        out_ += node.absolute ? "." + node.text : node.text;
        return;
      case NodeKind::select:
        expression(*node.children[0], Binding::tight);
        out_ += node.optional ? ".?" : ".";
        out_ += is_plain_name(node.text) ? node.text : "`" + node.text + "`";
        return;
      case NodeKind::index:
        expression(*node.children[0], Binding::tight);
        out_ += node.optional ? "[?" : "[";
        expression(*node.children[1], Binding::ternary);
        out_ += ']';
        return;
      case NodeKind::call:
        return call(node);
      case NodeKind::unary:
        return unary(node);
      case NodeKind::binary:
        expression(*node.children[0], binding_of(node));
        out_ += fmt::format(" {} ", spelling(node.op));
        expression(*node.children[1], next_tighter(binding_of(node)));
        return;
      case NodeKind::logical_and:
        return chain(node, " && ", Binding::relation);
      case NodeKind::logical_or:
        return chain(node, " || ", Binding::both);
      case NodeKind::conditional:
        expression(*node.children[0], Binding::either);
        out_ += " ? ";
        expression(*node.children[1], Binding::either);
        out_ += " : ";
        expression(*node.children[2], Binding::ternary);
        return;
      case NodeKind::list:
        return list(node);
      case NodeKind::map:
        return map(node);
    }
  }

  void chain(const Node& node, std::string_view between, Binding place) {
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      if (i > 0) out_ += between;
      expression(*node.children[i], place);
    }
  }

  void unary(const Node& node) {
    out_ += spelling(node.op);
    const Node& operand = *node.children[0];
    // Without parentheses `-(5)` would read as a literal, and `-(-5)` as well.
    const bool negated_literal = node.op == Operator::negate && begins_with_number(operand);
    expression(operand, negated_literal ? Binding::enclosed : Binding::sign);
  }
  static bool begins_with_number(const Node& node) {
    const Node* first = &node;
    while (first->kind == NodeKind::select || first->kind == NodeKind::index ||
           (first->kind == NodeKind::call && first->member)) {
      first = first->children[0].get();
    }
    return first->kind == NodeKind::literal &&
           (first->literal.kind == Kind::integer || first->literal.kind == Kind::real);
  }

  void call(const Node& node) {
    std::size_t first = 0;
    if (node.member) {
      expression(*node.children[first++], Binding::tight);
      out_ += '.';
    } else if (node.absolute) {
      out_ += '.';
    }
    out_ += node.text + '(';
    for (std::size_t i = first; i < node.children.size(); ++i) {
      if (i > first) out_ += ", ";
      expression(*node.children[i], Binding::ternary);
    }
    out_ += ')';
  }

  void list(const Node& node) {
    out_ += '[';
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      if (i > 0) out_ += ", ";
      if (is_optional(node, i)) out_ += '?';
      expression(*node.children[i], Binding::ternary);
    }
    out_ += ']';
  }

  void map(const Node& node) {
    out_ += '{';
    for (std::size_t i = 0; i + 1 < node.children.size(); i += 2) {
      if (i > 0) out_ += ", ";
      if (is_optional(node, i / 2)) out_ += '?';
      expression(*node.children[i], Binding::ternary);
      out_ += ": ";
      expression(*node.children[i + 1], Binding::ternary);
    }
    out_ += '}';
  }
  static bool is_optional(const Node& node, std::size_t entry) {
    return entry < node.optional_entry.size() && node.optional_entry[entry];
  }

  std::string out_;
};

constexpr std::string_view escaped_characters = "\a\b\f\n\r\t\v\\\"";
constexpr std::string_view escape_letters = "abfnrtv\\\"";

}  // namespace

std::string print(const Node& node) { return Printer().take(node); }

std::string print(const Literal& literal) {
  switch (literal.kind) {
    case Kind::boolean:
      return literal.boolean ? "true" : "false";
    case Kind::integer:
      return std::to_string(literal.integer);
    case Kind::uinteger:
      return std::to_string(literal.uinteger) + 'u';
    case Kind::real:
      return print_real(literal.real);
    case Kind::string:
      return quoted(literal.text);
    case Kind::bytes:
      return quoted_bytes(literal.text);
    default:
      return "null";
  }
}

std::string quoted(std::string_view text) {
  const auto is_plain = [](char c) {
    return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F && c != '\\' && c != '"';
  };
  std::string out;
  out.reserve(text.size() + 2);
  out += '"';
  if (std::all_of(text.begin(), text.end(), is_plain)) return (out += text) += '"';
  for (const char c : text) {
    const auto escape = escaped_characters.find(c);
    if (escape != std::string_view::npos) {
      out += '\\';
      out += escape_letters[escape];
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string quoted_bytes(std::string_view bytes) {
  std::string out = "b\"";
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7F && c != '"' && c != '\\') {
      out += c;
    } else {
      out += fmt::format("\\x{:02x}", byte);
    }
  }
  return out + '"';
}

std::string print_real(double value) {
  // No literal gives these; as overflowing decimals they read back as what they are.
  if (std::isinf(value)) return value > 0 ? "1e999" : "-1e999";
  if (std::isnan(value)) return "double(\"NaN\")";
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  std::string text(buffer.data(), end);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

}  // namespace guiju::cel
