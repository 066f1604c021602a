#include "report/phrase.h"

#include <array>

namespace guiju {

std::string join(const std::vector<std::string>& parts, Language language) {
  return fmt::format("{}", fmt::join(parts, language == Language::zh ? "、" : ", "));
}

std::string listed(std::vector<std::string> parts, Language language) {
  std::erase_if(parts, [](const std::string& part) { return part.empty(); });
  return fmt::format("{}", fmt::join(parts, language == Language::zh ? "，" : ", "));
}

namespace {

struct Ending {
  std::string_view plural, singular;
};

/// The first that fits. Enough for what is counted in a policy: people, bodies, branches, days.
constexpr std::array endings{
    Ending{"people", "person"}, Ending{"staff", "staff"}, Ending{"ies", "y"},
    Ending{"ches", "ch"},       Ending{"shes", "sh"},     Ending{"sses", "ss"},
    Ending{"xes", "x"},         Ending{"ss", "ss"},       Ending{"s", ""},
};

std::string singular(std::string_view plural) {
  for (const auto& ending : endings) {
    if (!plural.ends_with(ending.plural)) continue;
    plural.remove_suffix(ending.plural.size());
    return std::string(plural).append(ending.singular);
  }
  return std::string(plural);
}

}  // namespace

std::string unit_for(std::int64_t number, const Localized& unit, Language language) {
  if (unit.empty()) return {};
  if (language == Language::zh) return unit.in(language);
  return " " + (number == 1 ? singular(unit.in(language)) : unit.in(language));
}

}  // namespace guiju
