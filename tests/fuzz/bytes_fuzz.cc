// Bytes that earlier runs, other machines or other people wrote are refused, or come to something
// sound: what files came to, cache entries, shards, baselines, answers, tables. The first byte of
// the input says which, the second whether the rest is such bytes, or edits of sound ones.
#include <unistd.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <sstream>

#include "../unit/report/readers.h"
#include "audit/answers.h"
#include "audit/judgement_bytes.h"
#include "audit/judgement_cache.h"
#include "audit/shard_file.h"
#include "document/sheet.h"
#include "promise.h"
#include "report/baseline.h"
#include "report/renderers.h"
#include "scenario.h"
#include "target.h"
#include "text/deflate.h"

namespace guiju {
namespace {

constexpr const char* rules = R"(
    rules:
      - {id: level, kind: Alliance, each: dossier.members, as: m, require: m.level == "county", across: audit}
      - {id: members, kind: Alliance, each: dossier.members, as: m, where: m.consent, distinct: m.name, count: {min: params.least}}
      - {id: once, kind: Alliance, each: dossier.members, as: m, unique: m.name, across: audit}
      - {id: recommended, kind: Alliance, each: dossier.members, as: m, key: m.name, across: audit, match: {kind: Recommendation, each: dossier.units, as: u, key: u.name}}
      - {id: quota, kind: Recommendation, each: dossier.units, as: u, across: audit, group: {by: {t: dossier.topic}, universe: {t: {kind: Alliance, each: "[dossier.topic]"}}}, count: {max: params.dated}}
    evidence:
      - {id: papers, kind: Alliance, each: dossier.members, as: m, needs: [m.paper]}
    review:
      - {id: plan, kind: Alliance, ask: {zh: 具体, en: concrete}, look_at: [dossier.charter]}
)";
constexpr std::array dossiers{
    "kind: Alliance\nname: 甲联盟\nfiled: 2024-08-01\ntopic: 肺病\ncharter: 章程一号\n"
    "members:\n  - {name: 甲医院, level: county, consent: true, paper: {file: none.pdf}, city: "
    "东山市}\n"
    "  - {name: 乙医院, level: city}\n  - {name: 甲医院, county: 清河县, beds: 许多}\n"
    "justifications: [{rule: level, reason: 无, approved_by: 某局}]\n",
    "kind: Recommendation\ntopic: 肺病\ncity: 东山市\nunits: [{name: 甲医院}, {name: 丙医院}]\n"
    "---\nkind: Alliance\nname: 乙联盟\nmembers: [{name: 甲 医院（分院）}]\n"};

/// A folder of this process, gone at its end.
class Folder {
 public:
  Folder()
      : path_(std::filesystem::temp_directory_path() /
              ("guiju-fuzz-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  std::string write(const std::string& name, std::string_view bytes) const {
    const auto path = path_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
    return path.string();
  }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

/// Sound bytes of every sort, made once.
struct Sound {
  Sound() : world(rules) {
    require(!world.packs.all().empty(), "the pack is sound");
    options.today = cel::parse_date("2025-06-01").value();
    std::vector<const SourceFile*> files;
    for (const char* const dossier : dossiers) {
      auto& source = sources.emplace_back(std::make_unique<SourceFile>(
          "file" + std::to_string(sources.size() + 1) + ".yaml", dossier));
      files.push_back(source.get());
      auto copy = std::make_unique<SourceFile>(source->name(), std::string(dossier));
      judgements.push_back(encode(judge_file(world.packs, options, std::move(copy), true, false)));
    }
    report = judge_files(world.packs, files, options);
    const PartsInMemory parts(report);
    std::ostringstream out;
    write_baseline(parts, out);
    baseline = out.str();
    out.str({});
    write_answers(parts, Language::zh, out);
    answers = out.str();
    for (auto at = answers.find("结论:"); at != std::string::npos; at = answers.find("结论:", at)) {
      answers.insert(at += std::string_view("结论:").size(), " 符合");
    }
  }

  World world;
  AuditOptions options;
  std::vector<std::unique_ptr<SourceFile>> sources;
  std::vector<std::string> judgements;
  Report report;
  std::string baseline, answers;
};

const Sound& sound() {
  static const Sound made;
  return made;
}

const Folder& folder() {
  static const Folder made;
  return made;
}

/// `bytes` with some of them changed, put in or left out.
std::string edited(std::string bytes, Choices& choices) {
  while (!choices.empty() && bytes.size() < (1 << 20)) {
    const std::size_t at = choices.below(65536) % (bytes.size() + 1);
    switch (choices.below(6)) {
      case 0:
        if (at < bytes.size()) bytes[at] = static_cast<char>(choices.byte());
        break;
      case 1:
        bytes.insert(at, choices.bytes());
        break;
      case 2:
        bytes.erase(at, choices.byte());
        break;
      case 3:
        bytes.insert(at, bytes.substr(choices.below(65536) % (bytes.size() + 1), 64));
        break;
      case 4:
        bytes.insert(at, choices.byte(), static_cast<char>(choices.byte()));
        break;
      default:
        if (at < bytes.size()) bytes[at] = static_cast<char>(bytes[at] + 1);
        break;
    }
  }
  return bytes;
}

/// What the input gives in place of sound bytes.
std::string damaged(const std::string& bytes, Choices& choices) {
  return choices.chance(192) ? edited(bytes, choices) : std::string(choices.rest());
}

/// Whatever a report holds, it can be shown.
void show(const ReportParts& report) {
  const Digest all = digest(report, {});
  for (const auto render : {render_text, render_json, render_html, render_csv}) {
    std::ostringstream out;
    RenderOptions options;
    options.verbose = true;
    render(report, all, options, out);
    require(!find_invalid_utf8(out.str()), "what is written is UTF-8");
  }
}

void of_judgement(Choices& choices) {
  const Packs& packs = sound().world.packs;
  const std::string bytes = damaged(choices.pick(sound().judgements), choices);
  if (const auto judgement = decode(bytes, packs)) {
    const std::string again = encode(*judgement);
    const auto twice = decode(again, packs);
    require(twice && encode(*twice) == again, "what is sound goes into bytes and back");
  }
  if (const auto judgement = decode_report(bytes, packs)) {
    require(decode_report(encode_report(*judgement), packs).has_value(), "a report stays sound");
  }
  decode_report(bytes, packs, ReportParts::Extent::findings);
  decode_report(bytes, packs, ReportParts::Extent::results);
}

/// A cache entry with its checksum, as judgement_cache.cc writes it.
std::string entry_of(const std::string& key, const std::string& judgement) {
  ByteWriter writer;
  writer(key, std::optional<std::int64_t>(), judgement);
  std::array<char, 9> sum{};
  std::snprintf(sum.data(), sum.size(), "%08x", checksum_of(writer.bytes()));
  return "guiju-cache 1\n" + std::string(sum.data()) + writer.bytes();
}

/// A run that finds `entry` in the cache for its first file.
void judge_by_cache(const std::string& entry) {
  AuditOptions options = sound().options;
  options.cache = folder().path() + "/cache";
  const JudgementCache cache(*options.cache, sound().world.packs, options);
  const std::string file = folder().write("file1.yaml", dossiers[0]);
  const std::string key = cache.key_of(file, dossiers[0], true);
  folder().write("cache/" + key.substr(0, 2) + "/" + key.substr(2), entry);
  options.files.paths = {file};
  options.files.use_ignore_file = false;
  std::istringstream nothing;
  Diagnostics run;
  const auto report = run_audit(sound().world.packs, options, nothing, run);
  show(*report);
}

void of_cache(Choices& choices) {
  const bool frame = choices.chance(16);
  const std::string file = folder().path() + "/file1.yaml";
  AuditOptions options = sound().options;
  const JudgementCache cache(folder().path() + "/cache", sound().world.packs, options);
  const std::string key = cache.key_of(file, dossiers[0], true);
  static const bool known = [&] {
    folder().write("cache/" + key.substr(0, 2) + "/" + key.substr(2),
                   entry_of(key, sound().judgements[1]));
    return cache.find(key).has_value();
  }();
  require(known, "an entry is as we think it is");
  if (frame) return judge_by_cache(damaged(entry_of(key, sound().judgements[0]), choices));
  judge_by_cache(entry_of(key, damaged(choices.pick(sound().judgements), choices)));
}

void merge(const std::string& shard) {
  const std::string path = folder().write("shard", shard);
  Diagnostics run;
  const auto report = merge_shards(sound().world.packs, {path}, run);
  for (const auto& diagnostic : run.all()) check_words(diagnostic);
  require(run.empty() || run.has_errors(), "what cannot be trusted is an error");
  show(*report);
}

/// A shard of the dossiers, where `change` may change the entries.
template <typename Change>
std::string shard_of(Change change) {
  std::ostringstream out;
  ShardWriter writer(out, head_of(sound().world.packs, sound().options, {1, 1, true}, 2));
  for (std::size_t i = 0; i < dossiers.size(); ++i) {
    ShardEntry entry{i, sound().sources[i]->name(), sound().sources[i]->name(),
                     sound().judgements[i], deflated(dossiers[i])};
    change(entry);
    writer.add(entry);
  }
  writer.finish();
  return out.str();
}

void of_shard(Choices& choices) {
  static const bool known = [] {
    const std::string path = folder().write("shard", shard_of([](ShardEntry&) {}));
    Diagnostics run;
    return merge_shards(sound().world.packs, {path}, run)->head().files == dossiers.size();
  }();
  require(known, "a shard is as we think it is");
  const std::size_t which = choices.below(8);
  if (which == 7) return merge(damaged(shard_of([](ShardEntry&) {}), choices));
  merge(shard_of([&](ShardEntry& entry) {
    Choices own = entry.number == 0 ? choices.part(1, 2) : choices;
    if (which == 5 || which == 6) {
      entry.source =
          which == 5 ? damaged(entry.source, own) : deflated(damaged(dossiers[entry.number], own));
    } else if (which == 4) {
      entry.name = entry.path = std::string(own.rest());
    } else {
      entry.judgement = damaged(entry.judgement, own);
    }
  }));
}

void of_baseline(Choices& choices) {
  const std::string file = folder().write("baseline", damaged(sound().baseline, choices));
  Diagnostics reading;
  const Baseline baseline = read_baseline(file, {}, reading);
  check_words(reading);
  const PartsInMemory report(sound().report);
  show(ComparedParts(baseline, report));
}

void of_answers(Choices& choices) {
  const std::string file = folder().write("answers.yaml", damaged(sound().answers, choices));
  Diagnostics reading;
  const auto answered = read_answers({file}, {}, reading);
  check_words(reading);
  const PartsInMemory report(sound().report);
  show(AnsweredParts(answered, report));
}

void of_tables(Choices& choices) {
  const bool workbook = choices.chance(64);
  Diagnostics reading;
  if (!workbook) {
    const auto sheet = read_csv("table.csv", choices.rest(), {}, reading);
    require(sheet.has_value() || reading.has_errors(), "what is refused is reported");
  } else {
    static const std::string sound_one = [] {
      std::ostringstream out;
      const PartsInMemory report(sound().report);
      render_xlsx(report, digest(report, {}), {}, out);
      return out.str();
    }();
    const std::string file = folder().write("table.xlsx", damaged(sound_one, choices));
    const auto sheet = read_sheet(file, "", {}, reading);
    require(sheet.has_value() || reading.has_errors(), "what is refused is reported");
  }
  check_words(reading);
}

void of_deflated(Choices& choices) {
  const std::size_t most = choices.below(4096);
  const std::string text(choices.bytes());
  require(inflated(deflated(text), text.size()) == text, "what was made small is made large again");
  const auto bytes = inflated(damaged(deflated(dossiers[0]), choices), most);
  require(!bytes || bytes->size() <= most, "no more than was asked for");
}

}  // namespace
}  // namespace guiju

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace guiju;
  Choices choices({reinterpret_cast<const char*>(data), size});
  constexpr std::array targets{of_judgement, of_shard,  of_cache,    of_baseline,
                               of_answers,   of_tables, of_deflated, of_shard};
  choices.pick(targets)(choices);
  return 0;
}
