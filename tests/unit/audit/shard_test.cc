#include "audit/shard.h"

#include "audit_run.h"
#include "text/deflate.h"
#include "world.h"

namespace guiju {
namespace {

/// Shards of a run in a folder, as files.
std::vector<std::string> write_shards(const TestFolder& folder, const Packs& packs,
                                      const AuditOptions& options, std::uint32_t of) {
  std::vector<std::string> paths;
  for (std::uint32_t number = 1; number <= of; ++number) {
    std::ostringstream out;
    std::istringstream nothing;
    Diagnostics run;
    write_shard(packs, options, {number, of, true}, nothing, out, run);
    CHECK(run.empty());
    const std::string name = "shard" + std::to_string(of) + "-" + std::to_string(number);
    folder.write(name, out.str());
    paths.push_back(folder / name);
  }
  return paths;
}

std::string merged(const Packs& packs, const std::vector<std::string>& shards) {
  Diagnostics run;
  const auto report = merge_shards(packs, shards, run);
  for (const auto& diagnostic : run.all()) UNSCOPED_INFO(message_of(diagnostic, Language::en));
  CHECK(run.empty());
  return json_of(*report);
}

/// The one error of a merge, which gives no report.
std::string error_of(const Packs& packs, const std::vector<std::string>& shards) {
  Diagnostics run;
  CHECK(merge_shards(packs, shards, run)->head().files == 0);
  REQUIRE(run.all().size() == 1);
  return std::string(run.all().front().id) + ": " + message_of(run.all().front(), Language::en);
}

}  // namespace

TEST_CASE("shards: merged in any order, they are the report of one run") {
  const TestFolder folder;
  Diagnostics run;
  const Packs packs = load_packs(builtin_rules(), run);
  AuditOptions options = on_examples();
  options.jobs = 2;
  const auto whole = judged(packs, options, run);
  for (const std::uint32_t of : {1U, 2U, 7U}) {
    auto shards = write_shards(folder, packs, options, of);
    CHECK((merged(packs, shards) == whole));
    std::reverse(shards.begin(), shards.end());
    CHECK((merged(packs, shards) == whole));
  }
}

TEST_CASE("shards: out of a full cache they are the same") {
  const TestFolder folder;
  Diagnostics run;
  const Packs packs = load_packs(builtin_rules(), run);
  AuditOptions options = on_examples();
  const auto whole = judged(packs, options, run);
  options.cache = folder / "cache";
  for (int turn = 0; turn < 2; ++turn) {
    CHECK((merged(packs, write_shards(folder, packs, options, 2)) == whole));
  }
}

TEST_CASE("shards: more of them than files, and files that are no dossiers") {
  const TestFolder folder;
  Diagnostics run;
  const Packs packs = load_packs(builtin_rules(), run);
  folder.write("in/a.yaml", "kind: SpecialtyAlliance\n");
  folder.write("in/b.yaml", "nothing: of ours\n");
  folder.write("in/c.yaml", "kind: [\n");
  AuditOptions options = on_examples();
  options.files.paths = {folder / "in"};
  const auto whole = judged(packs, options, run);
  CHECK((merged(packs, write_shards(folder, packs, options, 5)) == whole));
}

TEST_CASE("shards: without slices, files come in the order of their paths") {
  const TestFolder folder;
  Diagnostics run;
  const Packs packs = load_packs(builtin_rules(), run);
  AuditOptions options = on_examples();
  const auto whole = judged(packs, options, run);
  const std::string examples = options.files.paths.front();
  std::vector<std::string> shards;
  for (const auto& entry : std::filesystem::directory_iterator(examples)) {
    if (!entry.is_directory()) continue;
    options.files.paths = {entry.path().string()};
    std::ostringstream out;
    std::istringstream nothing;
    write_shard(packs, options, {}, nothing, out, run);
    const std::string name = "of-" + entry.path().filename().string();
    folder.write(name, out.str());
    shards.push_back(folder / name);
  }
  CHECK(shards.size() >= 4);
  CHECK((merged(packs, shards) == whole));
  CHECK(run.empty());
}

TEST_CASE("shards: what does not belong together is refused") {
  const TestFolder folder;
  Diagnostics run;
  const Packs packs = load_packs(builtin_rules(), run);
  AuditOptions options = on_examples();
  options.files.paths.front() += "/zhejiang";
  const auto shards = write_shards(folder, packs, options, 3);

  CHECK(error_of(packs, {shards[0], shards[2]}) ==
        "shard-missing: of 3 shards, these are missing: 2");
  CHECK(error_of(packs, {shards[0], shards[1], shards[2], shards[1]}).starts_with("shard-twice"));
  CHECK(error_of(packs, {folder / "none"}).starts_with("shard-not-read"));
  folder.write("text", "kind: SpecialtyAlliance\n");
  CHECK(error_of(packs, {folder / "text"}).starts_with("shard-not-one"));

  const auto bytes = bytes_of(shards[0]);
  for (const std::size_t size : {std::size_t{20}, bytes.size() / 2, bytes.size() - 1}) {
    folder.write("cut", bytes.substr(0, size));
    CHECK(error_of(packs, {folder / "cut", shards[1], shards[2]}).starts_with("shard-damaged"));
  }
  auto damaged = bytes;
  damaged[bytes.size() / 3] = static_cast<char>(damaged[bytes.size() / 3] ^ 1);
  folder.write("damaged", damaged);
  CHECK(error_of(packs, {folder / "damaged", shards[1], shards[2]}).starts_with("shard-damaged"));

  AuditOptions bare = options;
  bare.digests = false;
  const auto whole = judged(packs, options, run);
  CHECK((merged(packs, write_shards(folder, packs, bare, 2)) == whole));

  // The same frame by another program: its digest stands first, behind kind and sign of a text.
  auto foreign = bytes;
  const auto at = std::string("guiju-shard 1\n").size();
  const auto size = static_cast<std::size_t>(static_cast<unsigned char>(foreign[at])) |
                    static_cast<std::size_t>(static_cast<unsigned char>(foreign[at + 1])) << 8;
  auto frame = foreign.substr(at + 8, size);
  REQUIRE(frame.size() > 70);
  frame[10] = frame[10] == '0' ? '1' : '0';
  for (std::size_t i = 0; i < 4; ++i) {
    foreign[at + 4 + i] = static_cast<char>(checksum_of(frame) >> (8 * i));
  }
  foreign.replace(at + 8, size, frame);
  folder.write("foreign", foreign);
  CHECK(error_of(packs, {folder / "foreign", shards[1], shards[2]})
            .starts_with("shard-other-program"));

  AuditOptions later = options;
  later.today += 1;
  const auto other_day = bytes_of(write_shards(folder, packs, later, 3)[0]);
  folder.write("other-day", other_day);
  write_shards(folder, packs, options, 3);
  CHECK(error_of(packs, {shards[1], folder / "other-day", shards[2]})
            .starts_with("shard-other-options"));

  World world("    info: {zh: 某, en: some}\n");
  CHECK(error_of(world.packs, {shards[0]}).starts_with("shard-other-packs"));
}

TEST_CASE("shards: a file that is in two of them is refused") {
  const TestFolder folder;
  Diagnostics run;
  const Packs packs = load_packs(builtin_rules(), run);
  folder.write("in/a.yaml", "kind: SpecialtyAlliance\n");
  AuditOptions options = on_examples();
  options.files.paths = {folder / "in"};
  for (const char* name : {"one", "other"}) {
    std::ostringstream out;
    std::istringstream nothing;
    write_shard(packs, options, {}, nothing, out, run);
    folder.write(name, out.str());
  }
  CHECK(error_of(packs, {folder / "one", folder / "other"}).starts_with("shard-file-twice"));
}

}  // namespace guiju
