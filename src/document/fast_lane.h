#pragma once
#include <optional>
#include <vector>

#include "document/document.h"
#include "document/read_yaml.h"

namespace guiju {

/// The documents of a file of plain block YAML (docs/yaml.md, "The fast lane"): exactly those that
/// yaml-cpp's way would give. Nothing where the file holds anything else, or anything that would
/// be reported: the fast lane never reports and never guesses. Linear in the bytes up to where it
/// declines. The documents borrow from `source`, which must outlive them.
std::optional<std::vector<Document>> read_fast(const SourceFile& source, const ReadLimits& limits);

}  // namespace guiju
