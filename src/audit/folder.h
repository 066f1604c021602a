#pragma once
#include <cstdint>
#include <string>
#include <vector>


namespace guiju {

/// One entry of a folder, as far as the folder itself tells.
struct FolderEntry {
  enum class Type : std::uint8_t { file, folder, link };  ///< file: whatever is neither
  std::string name;
  Type type = Type::file;
};

/// The entries of a folder by name, without hidden ones. An entry is only looked at where its
/// folder does not tell what it is: with 100,000 files a `stat` of each would cost more than all
/// else. 0, or the number of the system's error.
int list_folder(const std::string& path, std::vector<FolderEntry>& entries);

}  // namespace guiju
