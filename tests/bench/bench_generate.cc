// Makes dossiers as people write them, and says what a judge must find in them.
//   bench_generate FOLDER COUNT [--broken SHARE] [--faulty SHARE] [--members N] [--declined]
//                  [--alone] [--chinese] [--predict FILE.json]
// COUNT alliances of Chinese hospitals over real cities and counties, and what the cities
// recommend (not with --alone). A share of the alliances (0.2) breaks a rule, a share of the files
// (0.01) is broken. --declined writes a text over two lines into each, for which the fast lane
// leaves it to yaml-cpp; --chinese writes every third with keys and values in Chinese.
#include <fmt/format.h>

#include <charconv>
#include <fstream>
#include <stdexcept>
#include <vector>

#include "generate.h"

namespace guiju::bench {
namespace {

struct Request {
  std::string folder, prediction;
  Plan plan;
};

template <typename Number>
Number number_of(const std::string& word) {
  Number number{};
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (error != std::errc() || end != word.data() + word.size()) {
    throw std::runtime_error("no number: " + word);
  }
  return number;
}

Request read_request(const std::vector<std::string>& words) {
  Request request;
  std::vector<std::string> plain;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto& word = words[i];
    const auto value = [&] { return i + 1 < words.size() ? words[++i] : std::string(); };
    if (word == "--broken")
      request.plan.broken = number_of<double>(value());
    else if (word == "--faulty")
      request.plan.faulty = number_of<double>(value());
    else if (word == "--members")
      request.plan.members = number_of<std::size_t>(value());
    else if (word == "--declined")
      request.plan.manner = Manner::declined;
    else if (word == "--alone")
      request.plan.recommendations = false;
    else if (word == "--chinese")
      request.plan.chinese = true;
    else if (word == "--predict")
      request.prediction = value();
    else
      plain.push_back(word);
  }
  if (plain.size() != 2) throw std::runtime_error("see the head of bench_generate.cc");
  request.folder = plain[0];
  request.plan.count = number_of<std::size_t>(plain[1]);
  return request;
}

/// Names here are ASCII without quotes, so JSON has them as they are.
void write(const Prediction& prediction, const std::string& path) {
  std::ofstream file(path, std::ios::binary);
  file << fmt::format(
      "{{\n  \"files\": {},\n  \"unreadable\": {},\n  \"dossiers\": {},\n"
      "  \"bytes\": {},\n  \"found\": {{",
      prediction.files, prediction.unreadable, prediction.dossiers, prediction.bytes);
  const char* separator = "\n";
  for (const auto& [what, count] : prediction.found) {
    file << separator << fmt::format("    \"{}\": {}", what, count);
    separator = ",\n";
  }
  file << "\n  }\n}\n";
  if (!file.flush()) throw std::runtime_error("cannot write " + path);
}

void run(const std::vector<std::string>& words) {
  const auto request = read_request(words);
  const World world(GUIJU_SOURCE_DIR "/rules/reference/divisions.yaml");
  const auto prediction = generate(world, request.plan, request.folder);
  if (!request.prediction.empty()) write(prediction, request.prediction);
}

}  // namespace
}  // namespace guiju::bench

int main(int argc, char** argv) {
  try {
    guiju::bench::run({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    fmt::print(stderr, "bench_generate: {}\n", error.what());
    return 2;
  }
}
