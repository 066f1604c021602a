#pragma once
#include "model.h"

namespace reference {

/// Today, for dossiers without a date of their own.
inline const Day today = day_of(2025, 6, 1);

/// Judges the dossiers by the rules, one subject after the other.
Answers judge(const Audit& audit);

}  // namespace reference
