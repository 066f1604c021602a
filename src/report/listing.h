#pragma once
#include <ostream>
#include <span>

#include "report/report.h"

namespace guiju {

// What packs hold, for people and for programs.

/// What becomes of a clause, in words.
std::string dispositions_of(const Clause& clause, Language language);

/// Each pack in a few lines.
void list_packs(std::span<const Pack* const> packs, const RenderOptions& options,
                std::ostream& out);
/// The kinds and clauses of one pack, with what becomes of each clause.
void list_pack(const Pack& pack, const RenderOptions& options, std::ostream& out);
/// The names by which commands know them, one a line: packs, kinds, clauses, rules, questions.
void list_names(std::span<const Pack* const> packs, std::ostream& out);
/// All of it as JSON.
void list_packs_json(std::span<const Pack* const> packs, std::ostream& out);

}  // namespace guiju
