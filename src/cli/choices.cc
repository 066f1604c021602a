#include "cli/choices.h"

#include <charconv>

#include "cel/expression.h"
#include "pack/hint.h"
#include "report/phrase.h"

namespace guiju {

void report_bad_value(std::string_view option, const std::string& value,
                      const std::vector<std::string>& names, Diagnostics& diagnostics) {
  diagnostics.add(
      "usage-bad-value", {},
      {{"option", same(std::string(option))},
       {"value", same(value)},
       {"hint", near_hint(value, names)},
       {"choices", localized([&](Language language) { return join(names, language); })}});
}

const Format* choose_format(std::string_view option, const std::string& name,
                            Diagnostics& diagnostics, std::vector<std::string> other) {
  for (const auto& format : formats()) {
    if (format.name == name) return &format;
    other.emplace_back(format.name);
  }
  report_bad_value(option, name, other, diagnostics);
  return nullptr;
}

std::optional<std::int64_t> read_date(const Arguments& arguments, std::string_view option,
                                      Diagnostics& diagnostics) {
  if (!arguments.has(option)) return std::nullopt;
  const auto text = arguments.last(option, "");
  const auto day = cel::parse_date(text);
  if (!day) {
    diagnostics.add("usage-bad-date", {},
                    {{"option", same(std::string(option))}, {"value", same(text)}});
  }
  return day;
}

std::size_t read_number(const Arguments& arguments, std::string_view option, std::size_t otherwise,
                        Diagnostics& diagnostics) {
  if (!arguments.has(option)) return otherwise;
  const auto text = arguments.last(option, "");
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size() && number > 0) return number;
  diagnostics.add("usage-bad-number", {},
                  {{"option", same(std::string(option))}, {"value", same(text)}});
  return otherwise;
}

}  // namespace guiju
