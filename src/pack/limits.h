#pragma once
#include <cstddef>
#include <cstdint>

namespace guiju {

// What a pack may cost, because packs come from strangers. No honest pack comes near any of these;
// each has a message of its own, and docs/pack-language.md names it. The budget of an evaluation is
// cel::Budget, the limit of its patterns cel::max_patterns_size, those of YAML are ReadLimits.

/// Lists one inside the other in the type of a field.
inline constexpr std::size_t most_lists_in_a_type = 8;

/// Comparisons, more or less, that looking for mistakes in one pack may take; beyond, lint says
/// that it has not looked at everything.
inline constexpr std::uint64_t most_lint_steps = 100'000'000;

/// Groups that must be there (`universe`), over all rules that are judged over the same dossiers.
inline constexpr std::uint64_t most_groups_needed = 200'000;

/// Pairs of elements that are held against each other, within a dossier and across an audit, where
/// no key that both have tells them apart.
inline constexpr std::uint64_t most_pairs_within = 200'000'000;
inline constexpr std::uint64_t most_pairs_across = 2'000'000'000;

/// Values in the dossiers of all cases of a pack, each with its base written out.
inline constexpr std::size_t most_case_values = 1'000'000;

/// Bytes and values that all changes of `test --mutate` may hold.
inline constexpr std::uint64_t most_mutant_values = 5'000'000;

/// Steps, as the budget of an evaluation has them, that all cases of a pack may take, and all
/// changes of `test --mutate` with the search for cases that would notice them.
inline constexpr std::uint64_t most_test_steps = 1'000'000'000;
inline constexpr std::uint64_t most_suggestion_steps = 100'000'000;  ///< of these, for one change
inline constexpr std::uint64_t most_mutation_steps = 4'000'000'000;

}  // namespace guiju
