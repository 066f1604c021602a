#include "report/baseline.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>
#include <unordered_map>
#include <utility>

#include "report/json_report.h"
#include "report/temporary_file.h"

namespace guiju {
namespace {

constexpr std::string_view format = "guiju-baseline";
constexpr int baseline_version = 1;

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
         json["version"] == baseline_version && json.contains("matters") &&
         json["matters"].is_array();
}

/// Whether matters of an earlier run were looked at in this one. Remembers of this run what those
/// name, and no more.
class Looked {
 public:
  Looked(const Baseline& baseline, const ReportHead& head)
      : partly_(!head.only_packs.empty() || !head.only_rules.empty()) {
    for (const auto& matter : baseline) {
      files_.emplace(matter.file, matter.file.empty());
      rules_.emplace(matter.id, false);
    }
  }

  void look_at(const ReportPart& part) {
    mark(part.file, files_);
    for (const auto& entry : part.diagnostics) mark(entry.diagnostic.place.file, files_);
    for (const auto& result : part.results) mark(result.rule->address, rules_);
  }

  bool at(const Matter& matter) const {
    // A rule that no dossier concerns any more was looked at, unless it was left aside.
    if (partly_ && !rules_.at(matter.id)) return false;
    return files_.at(matter.file);
  }

 private:
  using Names = std::unordered_map<std::string_view, bool>;

  static void mark(std::string_view name, Names& names) {
    const auto found = names.find(name);
    if (found != names.end()) found->second = true;
  }

  bool partly_;
  Names files_, rules_;  ///< of the baseline; true: met
};

/// How matters stand to a baseline, met one after the other.
class KnownMatters {
 public:
  explicit KnownMatters(const Baseline& baseline) {
    for (const auto& matter : baseline) ++left_[matter.identity];
  }

  /// Of the next matter of that identity: the baseline has each as often as it was met.
  Novelty of(std::string_view identity) {
    return take(identity) ? Novelty::known : Novelty::fresh;
  }

  /// Whether the baseline has one more of that identity, which is then gone.
  bool take(std::string_view identity) {
    const auto found = left_.find(identity);
    if (found == left_.end() || found->second == 0) return false;
    --found->second;
    return true;
  }

 private:
  std::unordered_map<std::string_view, std::size_t> left_;
};

/// The matters of a report in a file, so that they can be put in order without holding more of each
/// than its identity.
class SortedMatters {
 public:
  void add(const Matter& matter) {
    std::ostringstream line;
    write_line(json_of(matter), line);
    auto text = line.str();
    text.pop_back();
    file_.stream() << text;
    entries_.push_back({matter.identity, size_, text.size()});
    size_ += text.size();
  }

  void write(std::ostream& out) {
    std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& left, const Entry& right) {
      return left.identity < right.identity;
    });
    const char* separator = "\n";
    for (const auto& entry : entries_) {
      out << std::exchange(separator, ",\n") << file_.read(entry.offset, entry.size);
    }
  }

 private:
  struct Entry {
    std::string identity;
    std::uint64_t offset;
    std::size_t size;
  };

  TemporaryFile file_;
  std::vector<Entry> entries_;
  std::uint64_t size_ = 0;
};

}  // namespace

void write_baseline(const ReportParts& report, std::ostream& out) {
  SortedMatters matters;
  report.each([&](const ReportPart& part) {
    for (const auto& entry : part.diagnostics) matters.add(matter_of(entry));
  }, ReportParts::Extent::findings);
  report.each([&](const ReportPart& part) {
    for (const auto& finding : part.findings) matters.add(matter_of(finding, part.file));
  }, ReportParts::Extent::findings);
  out << "{\"format\": \"" << format << "\", \"version\": " << baseline_version
      << ", \"matters\": [";
  matters.write(out);
  out << "\n]}\n";
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

ComparedParts::ComparedParts(const Baseline& baseline, const ReportParts& report)
    : baseline_(baseline), report_(report), head_(report.head()) {
  head_.has_baseline = true;
  KnownMatters known(baseline);
  Looked looked(baseline, head_);
  report.each([&](const ReportPart& part) {
    looked.look_at(part);
    for (const auto& entry : part.diagnostics) known.take(matter_of(entry).identity);
    for (const auto& finding : part.findings) known.take(finding.identity);
  }, Extent::results);
  for (const auto& matter : baseline) {
    if (looked.at(matter) && known.take(matter.identity)) head_.fixed.push_back(matter);
  }
}

void ComparedParts::each(const Visit& visit, Extent extent, const Dossiers* only) const {
  // Which of several of one identity is known rests on those before it, so all are looked at.
  KnownMatters known(baseline_);
  report_.each([&](const ReportPart& from) {
    std::vector<InputDiagnostic> diagnostics(from.diagnostics.begin(), from.diagnostics.end());
    std::vector<Finding> findings(from.findings.begin(), from.findings.end());
    for (auto& entry : diagnostics) entry.novelty = known.of(matter_of(entry).identity);
    for (auto& finding : findings) finding.novelty = known.of(finding.identity);
    ReportPart part = from;
    part.diagnostics = diagnostics;
    part.findings = findings;
    if (is_read(only, part.index)) visit(part);
  }, extent);
}

}  // namespace guiju
