#pragma once
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace guiju::bench {

/// Makes dossiers as people write them: alliances of Chinese hospitals over real cities and
/// counties of a divisions table, each fifth with one fault. The same call makes the same bytes.
class Generator {
 public:
  /// Throws std::exception if `divisions` is no divisions table.
  explicit Generator(const std::filesystem::path& divisions);

  /// The dossier of this number, with so many members; 16 to 36 if none are given.
  std::string dossier(std::size_t number, std::size_t members = 0) const;
  /// Writes dossiers 0 to `count`, each a file of `folder`. Answers their size in bytes.
  std::size_t write(const std::filesystem::path& folder, std::size_t count) const;

 private:
  struct County {
    std::string city, name;
  };
  std::vector<County> counties_;
};

}  // namespace guiju::bench
