#pragma once
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <unistd.h>

#include "audit/audit.h"
#include "pack/pack.h"
#include "report/renderers.h"

namespace guiju {

/// A folder of its own, gone with the test.
class TestFolder {
 public:
  TestFolder() {
    path_ = std::filesystem::temp_directory_path() / ("guiju-test-" + std::to_string(::getpid()));
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  ~TestFolder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }

  void write(const std::string& name, const std::string& bytes) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << bytes;
  }

 private:
  std::filesystem::path path_;
};

inline std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

/// Options for judging the example dossiers, on a day that does not move.
inline AuditOptions on_examples() {
  AuditOptions options;
  options.files.paths = {std::string(GUIJU_SOURCE_DIR) + "/examples"};
  options.files.use_ignore_file = false;
  options.today = cel::parse_date("2026-01-01").value();
  return options;
}

/// A report in full, as it is written.
inline std::string json_of(const ReportParts& report) {
  std::ostringstream out;
  render_json(report, digest(report, {}), {}, out);
  return out.str();
}

inline std::string judged(const Packs& packs, const AuditOptions& options, Diagnostics& run) {
  std::istringstream nothing;
  return json_of(*run_audit(packs, options, nothing, run));
}

}  // namespace guiju
