#pragma once
#include <span>

#include "pack/embedded.h"

namespace guiju {

/// Every YAML file of src/cli/templates, what `guiju new` writes, sorted by path (`pack/kinds.yaml`).
/// A line `#zh …` or `#en …` is a comment for readers of that language only; `{pack}` stands for
/// the name of the new pack. The views live as long as the program.
std::span<const EmbeddedFile> embedded_templates();

}  // namespace guiju
