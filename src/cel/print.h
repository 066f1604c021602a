#pragma once
#include <string>

#include "cel/ast.h"

namespace guiju::cel {

/// An expression as text, with the parentheses it needs and no others. Parsing what was printed
/// gives the same tree.
std::string print(const Node& node);

/// A literal as it would be written.
std::string print(const Literal& literal);

/// `text` between double quotes, with what cannot stand there escaped.
std::string quoted(std::string_view text);
std::string quoted_bytes(std::string_view bytes);
/// A double as the shortest decimal that reads back as the same one; with a point or an exponent.
std::string print_real(double value);

}  // namespace guiju::cel
