#pragma once
#include "audit/answers.h"
#include "audit/audit.h"
#include "cli/commands.h"

namespace guiju {

/// What the options say that every command has which judges: which dossiers, by what, as of when.
AuditOptions audit_options(const Call& call, Diagnostics& diagnostics);
/// The answers that people gave (`--answers`).
std::vector<AnsweredDossier> answers_of(const Call& call, const ReadLimits& limits,
                                        Diagnostics& diagnostics);

}  // namespace guiju
