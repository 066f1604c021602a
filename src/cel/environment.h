#pragma once
#include <unordered_map>

#include "cel/library.h"
#include "cel/regex.h"

namespace guiju::cel {

struct Variable {
  const Type* type = nullptr;
  std::uint32_t slot = 0;
};

/// What names mean in an environment.
struct Environment::Impl {
  explicit Impl(Types& made_by) : types(made_by) {}

  Types& types;
  std::unordered_map<std::string, Variable> variables;
  std::uint32_t slots = 0;
  bool has_qualified_names = false;  ///< a variable such as `a.b` was declared
  /// Functions of the host, with the library's overloads of the same name.
  std::unordered_map<std::string, FunctionGroup> functions;
  std::string container;
  std::shared_ptr<Patterns> patterns = std::make_shared<Patterns>();

  const Variable* find_variable(const std::string& name) const;
  const FunctionGroup* find_function(const std::string& name, bool member) const;
  /// `name` as it might be meant in the container `a.b`: `a.b.name`, `a.name`, `name`
  /// (cel-spec langdef, Name Resolution).
  std::vector<std::string> candidates(const std::string& name, bool absolute) const;
  std::vector<std::string_view> variable_names() const;
  std::vector<std::string_view> function_names(bool member) const;
};

/// The type that a name such as `int` or `google.protobuf.Duration` denotes; null if none.
const Type* denoted_type(std::string_view name);

/// A signature in the library's notation, as a person reads it.
std::string print_signature(const std::string& name, bool member, const Overload& overload);

}  // namespace guiju::cel
