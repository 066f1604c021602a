#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/call.h"
#include "diag/diagnostic.h"

namespace guiju {

/// One value that an option may have.
template <typename Value>
struct Choice {
  std::string_view name;
  Value value;
};

/// Reports a value that an option does not know.
void report_bad_value(std::string_view option, const std::string& value,
                      const std::vector<std::string>& names, Diagnostics& diagnostics);

/// What `value` stands for; the first choice, and a diagnostic, if it is none of them.
template <typename Value, std::size_t count>
Value choose(std::string_view option, const std::string& value,
             const std::array<Choice<Value>, count>& choices, Diagnostics& diagnostics) {
  std::vector<std::string> names;
  for (const auto& choice : choices) {
    if (choice.name == value) return choice.value;
    names.emplace_back(choice.name);
  }
  report_bad_value(option, value, names, diagnostics);
  return choices.front().value;
}

/// The format of that name; null, and a diagnostic, if there is none. The option may take `other`
/// names as well, which the caller knows.
const Format* choose_format(std::string_view option, const std::string& name,
                            Diagnostics& diagnostics, std::vector<std::string> other = {});

/// The format that `--format` names, or the first of the table where it names none; null, and a
/// diagnostic, where there is none of that name.
template <typename Format>
const Format* choose_named(const std::vector<Format>& table, const Call& call,
                           Diagnostics& diagnostics) {
  const auto wanted = call.arguments.last("--format", table.front().name);
  std::vector<std::string> names;
  for (const auto& format : table) {
    if (format.name == wanted) return &format;
    names.emplace_back(format.name);
  }
  report_bad_value("--format", wanted, names, diagnostics);
  return nullptr;
}

/// A date option's day; none if it was not given, or with a diagnostic if it is no date.
std::optional<std::int64_t> read_date(const Arguments& arguments, std::string_view option,
                                      Diagnostics& diagnostics);

/// A number option's value, `otherwise` where it was not given or (with a diagnostic) is none.
std::size_t read_number(const Arguments& arguments, std::string_view option, std::size_t otherwise,
                        Diagnostics& diagnostics);

}  // namespace guiju
