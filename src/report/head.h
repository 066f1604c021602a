#pragma once
#include <string>
#include <vector>

#include "report/digest.h"

namespace guiju {

/// A line of a report's head: 审查日期 / 2024-12-01（材料所写日期）.
struct HeadFact {
  std::string name, value;  ///< neither empty; not escaped
};

/// What a report stands on, so that it can be made again: the dossiers (of one, with its SHA-256),
/// the policies with versions and SHA-256, the day and where it came from, what fails the run, what
/// was left aside by `--pack` and `--rule`, the tool and its version. Nothing of it is a clock's.
std::vector<HeadFact> head_of(const ReportHead& head, const Digest& digest,
                              const RenderOptions& options);

}  // namespace guiju
