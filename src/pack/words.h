#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "text/localized.h"

namespace guiju {

/// How binding a clause is; decides what a violation means (design: strength).
enum class Strength : std::uint8_t {
  must,          ///< 应, 不少于, a bare figure: an error, never waivable from inside the dossier
  in_principle,  ///< 原则上, 宜: an error unless the dossier justifies the departure
  encouraged,    ///< 鼓励, 优先: a remark, never an error
};

/// What becomes of a clause. A clause may have several.
enum class Disposition : std::uint8_t { rules, evidence, review, info, programme };

/// The forms a rule may have; `evidence` is the form of the requirements under `evidence:`.
enum class Form : std::uint8_t { count, require, unique, match, group, evidence };

std::string_view name_of(Strength strength);        ///< as packs write it: `in-principle`
std::string_view name_of(Disposition disposition);  ///< `rules`
std::string_view name_of(Form form);                ///< `count`
std::optional<Strength> parse_strength(std::string_view name);

Localized words_for(Strength strength);        ///< 应当 / must
Localized words_for(Disposition disposition);  ///< 规则 / rules

}  // namespace guiju
