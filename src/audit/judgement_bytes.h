#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "audit/judge_file.h"
#include "report/report_parts.h"

namespace guiju {

// What a file came to, as bytes: the cache keeps them, and shards hand them over. They are the same
// on every machine; packs and rules stand in them by id and number, so they mean the same only with
// the very packs that judged.

/// `judgement` without the dossiers that it kept.
std::string encode(const FileJudgement& judgement);
/// The other way round; nothing where the bytes are not what `encode` made with these packs.
std::optional<FileJudgement> decode(std::string_view bytes, const Packs& packs);

// Only what stands in the report: dossiers, diagnostics, findings, questions, results.
std::string encode_report(const FileJudgement& judgement);
/// As much of it as is asked for: the less, the less time it takes.
std::optional<FileJudgement> decode_report(std::string_view bytes, const Packs& packs,
                                           ReportParts::Extent extent = ReportParts::Extent::whole);

}  // namespace guiju
