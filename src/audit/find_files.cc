#include "audit/find_files.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <set>

namespace guiju {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 3> endings{".yaml", ".yml", ".json"};

bool is_dossier_file(const fs::path& path) {
  const std::string ending = path.extension().string();
  return std::find(endings.begin(), endings.end(), ending) != endings.end() &&
         !path.filename().string().starts_with('.');
}

/// Walks folders in order of name, each real folder once, so that a loop of links ends.
class Walk {
 public:
  Walk(std::vector<std::string>& files, Diagnostics& diagnostics)
      : files_(files), diagnostics_(diagnostics) {}

  void folder(const fs::path& path) {
    std::error_code error;
    const fs::path real = fs::canonical(path, error);
    if (!error && !seen_.insert(real.string()).second) return;
    std::vector<fs::path> entries;
    for (fs::directory_iterator at(path, error), end; !error && at != end; at.increment(error)) {
      entries.push_back(at->path());
    }
    if (error) {
      diagnostics_.add("audit-folder-unreadable", {},
                       {{"path", same(path.generic_string())}, {"reason", same(error.message())}});
    }
    std::sort(entries.begin(), entries.end());
    for (const auto& entry : entries) one(entry);
  }

 private:
  void one(const fs::path& entry) {
    std::error_code error;
    if (fs::is_directory(entry, error)) {
      if (!entry.filename().string().starts_with('.')) folder(entry);
    } else if (is_dossier_file(entry)) {
      files_.push_back(entry.generic_string());
    }
  }

  std::vector<std::string>& files_;
  Diagnostics& diagnostics_;
  std::set<std::string> seen_;
};

}  // namespace

std::vector<std::string> find_files(const std::vector<std::string>& paths,
                                    Diagnostics& diagnostics) {
  std::vector<std::string> files;
  Walk walk(files, diagnostics);
  for (const auto& path : paths) {
    std::error_code error;
    if (path == "-") {
      files.push_back(path);
    } else if (fs::is_directory(path, error)) {
      walk.folder(path);
    } else if (fs::exists(fs::symlink_status(path, error))) {
      files.push_back(fs::path(path).generic_string());
    } else {
      diagnostics.add("audit-no-such-path", {}, {{"path", same(path)}});
    }
  }
  std::set<std::string> seen;
  std::erase_if(files, [&seen](const std::string& file) {
    return !seen.insert(fs::path(file).lexically_normal().generic_string()).second;
  });
  if (files.empty() && !diagnostics.has_errors()) diagnostics.add("audit-nothing-found", {});
  return files;
}

std::unique_ptr<SourceFile> read_input(const std::string& file, std::istream& standard_input,
                                       const ReadLimits& limits, Diagnostics& diagnostics) {
  if (file != "-") return read_source(file, limits, diagnostics);
  std::string bytes(std::istreambuf_iterator<char>(standard_input), {});
  return check_source("-", std::move(bytes), limits, diagnostics);
}

}  // namespace guiju
