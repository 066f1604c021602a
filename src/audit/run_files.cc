#include "audit/run_files.h"

#include <algorithm>
#include <filesystem>
#include <new>
#include <vector>

#include "pack/hint.h"

namespace guiju {
namespace {

/// A dossier of more bytes than this does not stay once it is judged, not even the only one of a
/// run: it takes several times its size, and rules across dossiers rarely speak of it.
constexpr std::size_t largest_kept = std::size_t{4} << 20;

/// Standard input, pipes and devices give their bytes once.
bool can_be_read_again(const std::string& path) {
  std::error_code error;
  return path != "-" && std::filesystem::is_regular_file(path, error);
}

AuditOptions with_digests(AuditOptions options) {
  options.digests = true;
  return options;
}

}  // namespace

void check_names(const Packs& packs, const AuditOptions& options, Diagnostics& run) {
  if (options.packs.empty() && options.rules.empty()) return;
  std::vector<std::string_view> ids;
  std::vector<std::string_view> rules;
  for (const auto& pack : packs.all()) {
    ids.push_back(pack->id);
    for (const auto& clause : pack->clauses) {
      for (const auto& rule : clause->rules) {
        rules.push_back(rule->id);
        rules.push_back(rule->address);
      }
    }
  }
  const auto check = [&run](const char* id, const char* argument, const auto& wanted,
                            const auto& known) {
    for (const auto& name : wanted) {
      if (std::find(known.begin(), known.end(), name) != known.end()) continue;
      run.add(id, {}, {{argument, same(name)}, {"hint", near_hint(name, known)}});
    }
  };
  check("pack-unknown", "pack", options.packs, ids);
  check("audit-unknown-rule", "rule", options.rules, rules);
}

FileReader::FileReader(const Packs& packs, const AuditOptions& options,
                       std::istream& standard_input)
    : packs_(packs),
      options_(options),
      for_cache_(with_digests(options)),
      standard_input_(standard_input) {
  if (options.cache) cache_.emplace(*options.cache, packs, options);
}

std::unique_ptr<SourceFile> FileReader::read(const FoundFile& file, Diagnostics& reading) const {
  return read_input(file, options_.files, standard_input_, options_.limits, reading);
}

FileJudgement FileReader::judge(const FoundFile& file, const Look& look) {
  try {
    return read_and_judge(file, look);
  } catch (const std::bad_alloc&) {
    return not_judged(file, {"内存不足", "too little memory"});
  } catch (const std::exception& error) {
    return not_judged(file, {"程序内部出错：" + std::string(error.what()),
                             "something went wrong inside guiju: " + std::string(error.what())});
  }
}

FileJudgement FileReader::not_judged(const FoundFile& file, Localized reason) {
  ++not_judged_;
  Diagnostic diagnostic{"file-not-judged", {}, {}, {}};
  diagnostic.place.file = file.path == "-" ? options_.files.stdin_name : shown_name(file.path);
  diagnostic.arguments = {{"reason", std::move(reason)}};
  return unreadable_file({std::move(diagnostic)});
}

FileJudgement FileReader::read_and_judge(const FoundFile& file, const Look& look) {
  const bool again = can_be_read_again(file.path);
  if (again && cache_) return judge_by_cache(file, look);
  Diagnostics reading;
  auto source = read(file, reading);
  if (source == nullptr) return unreadable_file(reading.take());
  if (look) look(source->name(), source->bytes());
  const bool keep = !again || (keep_ && source->bytes().size() <= largest_kept);
  return judge_file(packs_, options_, std::move(source), file.named, keep);
}

/// Bytes that the cache knows are text: others never came into it.
FileJudgement FileReader::judge_by_cache(const FoundFile& file, const Look& look) {
  Diagnostics reading;
  auto bytes = read_bytes(file.path, options_.limits, reading);
  if (!bytes) return unreadable_file(reading.take());
  const std::string name = shown_name(file.path);
  const std::string key = cache_->key_of(name, *bytes, file.named);
  const std::size_t digest = digest_for_run(*bytes);
  auto judgement = cache_->find(key);
  if (judgement && look) look(name, *bytes);
  if (!judgement) {
    auto source = check_source(name, std::move(*bytes), options_.limits, reading);
    if (source == nullptr) return unreadable_file(reading.take());
    if (look) look(source->name(), source->bytes());
    judgement = judge_file(packs_, for_cache_, std::move(source), file.named, false);
    cache_->store(key, *judgement);
  }
  judgement->digest = digest;
  return std::move(*judgement);
}

void FileReader::tell_trouble(Diagnostics& run) const {
  if (not_judged_ > 0) {
    run.add("audit-not-judged", {}, {{"number", same(std::to_string(not_judged_))}});
  }
  if (cache_) cache_->tell_trouble(run);
}

}  // namespace guiju
