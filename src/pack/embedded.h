#pragma once
#include <span>
#include <string_view>

namespace guiju {

/// One file of rules/, as it was when the program was built.
struct EmbeddedFile {
  std::string_view path;  ///< below rules/, with `/` between folders: `zhejiang-2024/pack.yaml`
  std::string_view bytes;
};

/// Every YAML file of rules/, sorted by path. The views live as long as the program.
std::span<const EmbeddedFile> embedded_rules();

}  // namespace guiju
