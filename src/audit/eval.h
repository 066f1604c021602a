#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "audit/audit.h"

namespace guiju {

/// What an expression came to in one dossier.
struct EvalResult {
  std::string file;
  std::uint32_t ordinal = 1;
  std::string pack;                         ///< whose kinds, parameters and lists it saw
  std::string value;                        ///< as CEL writes it; empty if there is none
  std::string type;                         ///< static type of the expression
  std::vector<MissingInformation> missing;  ///< why it has no value, where fields are missing
  std::string error;                        ///< any other reason, in English
};

/// Evaluates `expression` in every dossier of `options.paths`, once for each pack that would judge
/// it. It sees what a rule without `each` sees. An expression that does not compile, and trouble
/// with the input, are diagnostics.
std::vector<EvalResult> evaluate_expression(Packs& packs, std::string_view expression,
                                            const AuditOptions& options,
                                            std::istream& standard_input,
                                            Diagnostics& diagnostics);

}  // namespace guiju
