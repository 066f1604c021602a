#include "report/baseline.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "report/json_report.h"

namespace guiju {
namespace {

constexpr std::string_view format = "guiju-baseline";
constexpr int version = 1;

std::string text_in(const Json& object, const char* member) {
  const auto found = object.find(member);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Localized words_in(const Json& object, const char* member) {
  const auto found = object.find(member);
  if (found == object.end() || !found->is_object()) return {};
  return {text_in(*found, "zh"), text_in(*found, "en")};
}

bool is_baseline(const Json& json) {
  return json.is_object() && text_in(json, "format") == format && json.contains("version") &&
         json["version"] == version && json.contains("matters") && json["matters"].is_array();
}

/// Whether a matter of an earlier run was looked at in this one.
class Looked {
 public:
  explicit Looked(const Report& report) : report_(report) {
    for (const auto& dossier : report.dossiers) files_.insert(dossier.file);
    for (const auto& entry : report.diagnostics) files_.insert(entry.diagnostic.place.file);
    for (const auto& result : report.results) rules_.insert(result.rule->address);
  }

  bool at(const Matter& matter) const {
    const bool partly = !report_.only_packs.empty() || !report_.only_rules.empty();
    // A rule that no dossier concerns any more was looked at, unless it was left aside.
    if (partly && !rules_.contains(matter.id)) return false;
    return matter.file.empty() || files_.contains(matter.file);
  }

 private:
  const Report& report_;
  std::set<std::string> files_, rules_;
};

}  // namespace

std::string write_baseline(const Report& report) {
  std::vector<Matter> matters;
  for (const auto& entry : report.diagnostics) matters.push_back(matter_of(entry));
  for (const auto& finding : report.findings) {
    matters.push_back(matter_of(finding, report.dossiers));
  }
  std::stable_sort(matters.begin(), matters.end(), [](const Matter& left, const Matter& right) {
    return left.identity < right.identity;
  });
  std::ostringstream out;
  out << "{\"format\": \"" << format << "\", \"version\": " << version << ", \"matters\": [";
  const char* separator = "\n";
  for (const auto& matter : matters) {
    std::ostringstream line;
    write_line(json_of(matter), line);
    auto text = line.str();
    text.pop_back();
    out << separator << text;
    separator = ",\n";
  }
  out << "\n]}\n";
  return out.str();
}

Baseline read_baseline(const std::string& file, const ReadLimits& limits,
                       Diagnostics& diagnostics) {
  const auto bytes = read_bytes(file, limits, diagnostics);
  if (!bytes) return {};
  const auto json = Json::parse(*bytes, nullptr, false);
  if (!is_baseline(json)) {
    Place place;
    place.file = file;
    diagnostics.add("baseline-not-one", std::move(place), {{"file", same(file)}});
    return {};
  }
  Baseline baseline;
  for (const auto& entry : json["matters"]) {
    baseline.push_back({text_in(entry, "identity"), text_in(entry, "id"), text_in(entry, "file"),
                        words_in(entry, "subject"), words_in(entry, "sentence")});
  }
  return baseline;
}

void apply_baseline(const Baseline& baseline, Report& report) {
  report.has_baseline = true;
  std::map<std::string_view, std::size_t> left;
  for (const auto& matter : baseline) ++left[matter.identity];
  const auto stand = [&left](const std::string& identity) {
    const auto found = left.find(identity);
    if (found == left.end() || found->second == 0) return Novelty::fresh;
    --found->second;
    return Novelty::known;
  };
  for (auto& entry : report.diagnostics) entry.novelty = stand(matter_of(entry).identity);
  for (auto& finding : report.findings) finding.novelty = stand(finding.identity);
  const Looked looked(report);
  for (const auto& matter : baseline) {
    auto& times = left[matter.identity];
    if (times == 0 || !looked.at(matter)) continue;
    --times;
    report.fixed.push_back(matter);
  }
}

}  // namespace guiju
