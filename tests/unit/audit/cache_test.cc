#include "audit_run.h"
#include "world.h"

namespace guiju {
namespace {

std::vector<std::filesystem::path> entries_of(const std::string& folder) {
  std::vector<std::filesystem::path> entries;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const bool is_entry = entry.is_regular_file() && entry.path().filename() != "CACHEDIR.TAG";
    if (is_entry) entries.push_back(entry.path());
  }
  return entries;
}

/// A pack and a folder with one dossier, which a cache is tried on.
struct Small {
  Small() {
    REQUIRE(world.diagnostics.empty());
    options.files.paths = {folder / "dossiers"};
    options.files.use_ignore_file = false;
    options.today = cel::parse_date("2025-06-01").value();
    options.cache = folder / "cache";
  }
  Report judge() {
    std::istringstream nothing;
    Diagnostics run;
    auto report = whole(*run_audit(world.packs, options, nothing, run));
    CHECK(run.empty());
    return report;
  }

  TestFolder folder;
  World world{R"(
    rules:
      - id: enough
        kind: Alliance
        each: dossier.members
        count: {min: params.dated}
    evidence:
      - id: paper
        kind: Alliance
        needs: [dossier.charter]
)"};
  AuditOptions options;
};

}  // namespace

TEST_CASE("cache: a report from it is the same bytes") {
  const TestFolder folder;
  Diagnostics run;
  const Packs packs = load_packs(builtin_rules(), run);
  AuditOptions options = on_examples();
  const auto without = judged(packs, options, run);
  options.cache = folder / "cache";
  options.jobs = 2;
  CHECK((judged(packs, options, run) == without));
  const auto entries = entries_of(folder / "cache");
  CHECK(entries.size() > 100);
  CHECK((judged(packs, options, run) == without));
  CHECK(entries_of(folder / "cache") == entries);
  CHECK(std::filesystem::exists(folder / "cache/CACHEDIR.TAG"));

  SECTION("damaged entries are judged anew") {
    for (std::size_t i = 0; i < entries.size(); ++i) {
      auto bytes = bytes_of(entries[i].string());
      const std::size_t at = i * 7919 % bytes.size();
      if (i % 3 == 0) bytes.resize(at);
      else bytes[at] = static_cast<char>(bytes[at] ^ 0x20);
      std::ofstream(entries[i], std::ios::binary) << bytes;
    }
    CHECK((judged(packs, options, run) == without));
    CHECK((judged(packs, options, run) == without));
  }
  SECTION("entries under the names of others are judged anew") {
    for (std::size_t i = 1; i < entries.size(); i += 2) {
      std::filesystem::copy_file(entries[i - 1], entries[i],
                                 std::filesystem::copy_options::overwrite_existing);
    }
    CHECK((judged(packs, options, run) == without));
  }
  CHECK(run.empty());
}

TEST_CASE("cache: an entry is taken, and not for other circumstances") {
  Small small;
  const auto& folder = small.folder;
  folder.write("dossiers/a.yaml", alliance("members: [{name: 甲}]\ncharter: {file: charter.pdf}\n"));
  folder.write("dossiers/charter.pdf", "…");
  CHECK(small.judge().findings.empty());
  const auto entries = entries_of(folder / "cache");
  REQUIRE(entries.size() == 1);
  const auto written = std::filesystem::last_write_time(entries.front());
  CHECK(small.judge().findings.empty());
  CHECK(std::filesystem::last_write_time(entries.front()) == written);

  SECTION("evidence that is gone is missed") {
    std::filesystem::remove(folder / "dossiers/charter.pdf");
    const Report report = small.judge();
    ONLY_FINDING(report);
    CHECK(finding.rule->id == "paper");
    folder.write("dossiers/charter.pdf", "…");
    CHECK(small.judge().findings.empty());
  }
  SECTION("other bytes are other bytes") {
    folder.write("dossiers/a.yaml", alliance("members: []\ncharter: {file: charter.pdf}\n"));
    const Report report = small.judge();
    ONLY_FINDING(report);
    CHECK(finding.rule->id == "enough");
  }
  SECTION("another day of judgement, by which the figure is another") {
    small.options.as_of = cel::parse_date("2025-02-01");
    const Report report = small.judge();
    ONLY_FINDING(report);
    CHECK(finding.rule->id == "enough");
  }
  SECTION("today matters where the dossier states no day") {
    folder.write("dossiers/a.yaml",
                 "kind: Alliance\nname: 甲联盟\nmembers: [{name: 甲}]\ncharter: {number: 一}\n");
    small.options.today = cel::parse_date("2024-12-31").value();
    CHECK(small.judge().findings.empty());
    small.options.today = cel::parse_date("2025-01-01").value();
    const Report report = small.judge();
    ONLY_FINDING(report);
    CHECK(finding.rule->id == "enough");
  }
  SECTION("digests that were not asked for are there when they are") {
    small.options.cache = folder / "other";
    small.options.digests = false;
    small.judge();
    small.options.digests = true;
    CHECK(small.judge().dossiers.front().sha256.size() == 64);
  }
  SECTION("a file that was passed over is not, once it is named") {
    folder.write("dossiers/b.yaml", "nothing: of ours\n");
    CHECK(small.judge().files == 1);
    small.options.files.paths = {folder / "dossiers/b.yaml"};
    const Report report = small.judge();
    CHECK(report.files == 1);
    REQUIRE(report.diagnostics.size() == 1);
    CHECK(report.diagnostics.front().diagnostic.id == "dossier-no-kind");
  }
  SECTION("another pack") {
    small.options.packs = {"trial"};
    small.judge();
    CHECK(entries_of(folder / "cache").size() == 2);
  }
  SECTION("other limits") {
    folder.write("dossiers/a.yaml", alliance("members: [{name: 甲}]\ncharter: {file: charter.pdf}\n"));
    small.options.limits.nodes = 3;
    CHECK_FALSE(small.judge().diagnostics.empty());
  }
  SECTION("a filter of rules") {
    folder.write("dossiers/a.yaml", alliance("members: []\ncharter: {file: charter.pdf}\n"));
    CHECK(small.judge().findings.size() == 1);
    small.options.rules = {"paper"};
    CHECK(small.judge().findings.empty());
  }
}

TEST_CASE("cache: a folder that can't be written is a warning, and the report is whole") {
  const TestFolder folder;
  folder.write("file", "no folder");
  Diagnostics run;
  const Packs packs = load_packs(builtin_rules(), run);
  AuditOptions options = on_examples();
  options.files.paths.front() += "/zhejiang";
  const auto without = judged(packs, options, run);
  options.cache = folder / "file/cache";
  CHECK((judged(packs, options, run) == without));
  REQUIRE(run.all().size() == 1);
  CHECK(run.all().front().id == "cache-not-written");
  CHECK_FALSE(run.has_errors());
}

}  // namespace guiju
