#include "pack/words.h"

#include <array>

namespace guiju {
namespace {

struct StrengthWords {
  Strength strength;
  std::string_view name;
  const char* zh;
  const char* en;
};
constexpr std::array strengths{
    StrengthWords{Strength::must, "must", "应当", "must"},
    StrengthWords{Strength::in_principle, "in-principle", "原则上", "in principle"},
    StrengthWords{Strength::encouraged, "encouraged", "鼓励", "encouraged"},
};

struct DispositionWords {
  Disposition disposition;
  std::string_view name;
  const char* zh;
  const char* en;
};
constexpr std::array dispositions{
    DispositionWords{Disposition::rules, "rules", "规则", "rules"},
    DispositionWords{Disposition::evidence, "evidence", "佐证材料", "evidence"},
    DispositionWords{Disposition::review, "review", "人工审查", "review"},
    DispositionWords{Disposition::info, "info", "说明", "info"},
    DispositionWords{Disposition::programme, "programme", "总体目标", "programme"},
};

constexpr std::array<std::string_view, 6> forms{"count", "require", "unique",
                                                "match", "group",   "evidence"};

}  // namespace

std::string_view name_of(Strength strength) {
  return strengths[static_cast<std::size_t>(strength)].name;
}

std::string_view name_of(Disposition disposition) {
  return dispositions[static_cast<std::size_t>(disposition)].name;
}

std::string_view name_of(Form form) { return forms[static_cast<std::size_t>(form)]; }

std::optional<Strength> parse_strength(std::string_view name) {
  for (const auto& row : strengths) {
    if (row.name == name) return row.strength;
  }
  return std::nullopt;
}

Localized words_for(Strength strength) {
  const auto& row = strengths[static_cast<std::size_t>(strength)];
  return {row.zh, row.en};
}

Localized words_for(Disposition disposition) {
  const auto& row = dispositions[static_cast<std::size_t>(disposition)];
  return {row.zh, row.en};
}

}  // namespace guiju
