#include "audit/judgement_cache.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <sstream>
#include <system_error>
#include <thread>

#include "audit/judgement_bytes.h"
#include "diag/reason.h"
#include "source_digest.h"
#include "text/archive.h"
#include "text/deflate.h"
#include "text/sha256.h"

namespace guiju {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view cache_heading = "guiju-cache 1\n";
constexpr std::size_t sum_size = 8;  // characters

/// What an entry holds beside the judgement.
struct Entry {
  std::string_view key;               ///< its own: a file may have been renamed
  std::optional<std::int64_t> today;  ///< the day it rests on; none: any
  std::string_view judgement;
};

template <typename Io, Coded<Entry> T>
void code(Io& io, T& entry) {
  io(entry.key, entry.today, entry.judgement);
}

/// Everything that decides what a file comes to, aside from the file.
std::string circumstances_of(const Packs& packs, const AuditOptions& options) {
  ByteWriter writer;
  writer(std::string(GUIJU_SOURCE_DIGEST));
  for (const auto& pack : packs.all()) writer(pack->id, digest_of(*pack));
  writer(options.packs, options.among, options.rules, options.as_of, options.outside_term);
  const ReadLimits& limits = options.limits;
  writer(limits.bytes, limits.nodes, limits.depth, limits.documents, limits.key_bytes);
  return sha256_of(writer.bytes());
}

/// Tells backup programs that the folder can be made again (bford.info/cachedir).
void write_tag(const std::string& folder) {
  const fs::path tag = fs::path(folder) / "CACHEDIR.TAG";
  std::error_code error;
  if (fs::exists(tag, error)) return;
  std::ofstream(tag) << "Signature: 8a477f597d28d172789f06886806bc55\n"
                        "# What guiju check --cache keeps. It may be deleted at any time.\n";
}

std::optional<std::string> read_whole(const std::string& path) {
  Diagnostics said;  // whatever is wrong with it, it is no entry
  ReadLimits limits;
  limits.bytes = std::numeric_limits<std::size_t>::max();
  return read_bytes(path, limits, said);
}

/// A name that no other thread or run takes at the same time.
std::string name_while_writing(const std::string& path) {
  std::ostringstream name;
  name << path << '.' << ::getpid() << '.' << std::this_thread::get_id() << ".new";
  return name.str();
}

/// Tells an entry that was damaged.
std::string sum_as_text(std::string_view bytes) {
  std::array<char, sum_size + 1> text{};
  std::snprintf(text.data(), text.size(), "%08x", checksum_of(bytes));
  return text.data();
}

}  // namespace

JudgementCache::JudgementCache(std::string folder, const Packs& packs, const AuditOptions& options)
    : folder_(std::move(folder)),
      packs_(packs),
      options_(options),
      circumstances_(circumstances_of(packs, options)) {
  std::error_code error;
  fs::create_directories(folder_, error);
  if (error) trouble_ = error.value();
  else write_tag(folder_);
}

std::string JudgementCache::key_of(std::string_view name, std::string_view bytes,
                                   bool named) const {
  std::string all = circumstances_ + sha256_of(bytes) + (named ? "1" : "0");
  return sha256_of(all.append(name));
}

std::string JudgementCache::path_of(const std::string& key) const {
  return folder_ + "/" + key.substr(0, 2) + "/" + key.substr(2);
}

bool JudgementCache::rests_on_today(const FileJudgement& judgement) const {
  if (options_.as_of) return false;
  return !std::all_of(judgement.entries.begin(), judgement.entries.end(), [](const auto& entry) {
    return entry.as_of_source == DateSource::dossier;
  });
}

std::optional<FileJudgement> JudgementCache::find(const std::string& key) const {
  const auto bytes = read_whole(path_of(key));
  const std::size_t before = cache_heading.size() + sum_size;
  if (!bytes || bytes->size() < before || !bytes->starts_with(cache_heading)) return std::nullopt;
  const std::string_view body = std::string_view(*bytes).substr(before);
  if (bytes->substr(cache_heading.size(), sum_size) != sum_as_text(body)) return std::nullopt;
  Entry entry;
  ByteReader reader(body);
  reader(entry);
  if (!reader.done() || entry.key != key) return std::nullopt;
  if (entry.today && *entry.today != options_.today) return std::nullopt;
  auto judgement = decode(entry.judgement, packs_);
  if (!judgement) return std::nullopt;
  // Files that dossiers name come and go without a change of the dossier.
  const auto as_it_was = [](const LookedFor& one) {
    return check_file(one.folder, one.file) == one.found;
  };
  const auto& looked_for = judgement->looked_for;
  if (!std::all_of(looked_for.begin(), looked_for.end(), as_it_was)) return std::nullopt;
  return judgement;
}

void JudgementCache::store(const std::string& key, const FileJudgement& judgement) {
  const std::string bytes = encode(judgement);
  Entry entry{key, {}, bytes};
  if (rests_on_today(judgement)) entry.today = options_.today;
  ByteWriter writer;
  writer(entry);
  const std::string path = path_of(key);
  const std::string fresh = name_while_writing(path);
  std::error_code error;
  fs::create_directories(fs::path(path).parent_path(), error);
  std::ofstream file(fresh, std::ios::binary);
  file << cache_heading << sum_as_text(writer.bytes()) << writer.bytes();
  file.close();
  if (file && std::rename(fresh.c_str(), path.c_str()) == 0) return;
  int none = 0;
  trouble_.compare_exchange_strong(none, error ? error.value() : errno != 0 ? errno : EIO);
  fs::remove(fresh, error);
}

void JudgementCache::tell_trouble(Diagnostics& run) const {
  if (trouble_ == 0) return;
  run.add("cache-not-written", {},
          {{"folder", same(folder_)}, {"reason", reason_of(trouble_, Doing::writing)}});
}

}  // namespace guiju
