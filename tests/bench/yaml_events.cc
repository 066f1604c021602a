// Reads each file named on the command line, or each file of a folder, through yaml-cpp's events
// and does nothing with them: the measure of reading YAML.
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/parser.h>

#include <filesystem>
#include <fstream>

namespace {

namespace fs = std::filesystem;

struct Nothing : YAML::EventHandler {
  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t,
                const std::string&) override {}
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {}
  void OnMapEnd() override {}
};

void read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  YAML::Parser parser(file);
  Nothing nothing;
  while (parser.HandleNextDocument(nothing)) {
  }
}

}  // namespace

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    if (!fs::is_directory(argv[i])) {
      read(argv[i]);
      continue;
    }
    for (const auto& entry : fs::directory_iterator(argv[i])) read(entry.path());
  }
}
