#include "audit/find_files.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <unordered_map>
#include <unordered_set>

#include "audit/folder.h"
#include "audit/path_pattern.h"
#include "diag/reason.h"

namespace guiju {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 3> endings{".yaml", ".yml", ".json"};

std::string_view name_of(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string_view ending_of(std::string_view name) {
  const auto dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : name.substr(dot);
}

bool has_our_ending(std::string_view name) {
  const auto same_letter = [](char left, char right) {
    return (left >= 'A' && left <= 'Z' ? left - 'A' + 'a' : left) == right;
  };
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) {
    const auto own = ending_of(name);
    return std::equal(own.begin(), own.end(), ending.begin(), ending.end(), same_letter);
  });
}

std::string real_path(const std::string& path) {
  std::error_code error;
  const auto real = fs::canonical(path, error);
  return error ? path : real.string();
}

std::string joined(const std::string& folder, const std::string& name) {
  return folder.ends_with('/') ? folder + name : folder + '/' + name;
}

/// The first few: `甲.yaml、乙.yaml、丙.yaml等`.
Localized some_of(const std::vector<std::string>& names) {
  constexpr std::size_t shown = 3;
  Localized words;
  for (std::size_t i = 0; i < std::min(shown, names.size()); ++i) {
    if (i > 0) {
      words.zh += "、";
      words.en += ", ";
    }
    words.zh += names[i];
    words.en += names[i];
  }
  if (names.size() > shown) {
    words.zh += "等";
    words.en += ", …";
  }
  return words;
}

std::vector<Argument> number_and_some(const std::vector<std::string>& names) {
  return {{"count", same(std::to_string(names.size()))}, {"files", some_of(names)}};
}

/// What a walk takes of the files it meets.
class Wanted {
 public:
  /// All with an ending of ours.
  Wanted() = default;
  /// What a pattern matches; if it does not say the ending, of those with an ending of ours.
  explicit Wanted(const std::string& pattern)
      : pattern_(PathPattern(pattern)),
        any_ending_(!ending_of(name_of(pattern)).empty() &&
                    !has_wildcard(ending_of(name_of(pattern)))) {}

  bool file(const std::string& path) const {
    return (any_ending_ || has_our_ending(name_of(path))) && (!pattern_ || pattern_->matches(path));
  }
  bool folder(const std::string& path) const {
    return !pattern_ || pattern_->may_match_below(path);
  }

 private:
  std::optional<PathPattern> pattern_;
  bool any_ending_ = false;
};

/// Gathers files in the order in which they are asked for.
class Finder {
 public:
  Finder(const FileSelection& selection, Diagnostics& diagnostics)
      : selection_(selection), diagnostics_(diagnostics) {}

  void read_exclusions();
  void take_path(const std::string& path);
  void take_list(std::istream& standard_input);
  std::vector<FoundFile> finish();

 private:
  struct Candidate {
    FoundFile file;
    std::uint32_t folder;  ///< of `real_folders_`
    bool link;             ///< the file itself is one
    bool detour;           ///< it, or a folder on the way in a walk, is a link
  };

  void take_word(const std::string& path);
  void take_lines(std::istream& in);
  void take_listed(const std::string& line);
  void take_existing(const std::string& path, const fs::file_status& own, bool named);
  void take_pattern(const std::string& pattern);
  void walk(const std::string& path, const Wanted& wanted);
  void enter(const std::string& path, const std::string& real, const Wanted& wanted);
  void take_entry(const FolderEntry& entry, const std::string& folder, std::uint32_t real,
                  const Wanted& wanted);
  bool left_out(const std::string& path, bool is_folder);
  bool leads_outside(const std::string& link);
  std::uint32_t real_folder_of(const std::string& file);
  void report_unreadable(const std::string& file);
  void note_roots();
  void drop_repeated();
  std::string real_path_of(const Candidate& candidate) const;

  const FileSelection& selection_;
  Diagnostics& diagnostics_;
  Exclusions asked_;       // on the command line: holds for named files too
  Exclusions exclusions_;  // with those of the ignore file
  std::vector<Candidate> found_;
  std::vector<std::string> real_folders_;
  std::unordered_map<std::string, std::uint32_t> folders_of_files_;
  std::unordered_set<std::string> entered_;  // real folders of this walk
  std::vector<std::string> empty_roots_, other_endings_;
  std::size_t roots_ = 0, files_left_out_ = 0, folders_left_out_ = 0;
  std::vector<std::string> linked_folders_;  // met in this walk
  std::string real_root_;                    // of this walk
  std::vector<std::string> links_outside_;
  bool on_detour_ = false;
  bool met_links_ = false;
};

void Finder::report_unreadable(const std::string& file) {
  diagnostics_.add("audit-list-unreadable", {},
                   {{"list", same(file)}, {"reason", reason_of(errno, Doing::reading_file)}});
}

// ---- what to leave out ----

void Finder::read_exclusions() {
  std::error_code error;
  if (selection_.use_ignore_file && fs::exists(ignore_file, error)) {
    std::ifstream file(ignore_file, std::ios::binary);
    std::string lines;
    std::getline(file, lines, '\0');
    if (!file.is_open() || file.bad()) report_unreadable(ignore_file);
    exclusions_.add_lines(lines);
  }
  for (const auto& pattern : selection_.exclude) {
    exclusions_.add(pattern);
    asked_.add(pattern);
  }
}

bool Finder::left_out(const std::string& path, bool is_folder) {
  if (exclusions_.empty() || !exclusions_.exclude(path, is_folder)) return false;
  ++(is_folder ? folders_left_out_ : files_left_out_);
  return true;
}

// ---- what is asked for ----

void Finder::take_path(const std::string& path) {
  const auto before = found_.size();
  const auto left_out_before = files_left_out_ + folders_left_out_;
  const auto said_before = diagnostics_.all().size();
  take_word(path);
  const bool nothing = found_.size() == before && diagnostics_.all().size() == said_before &&
                       files_left_out_ + folders_left_out_ == left_out_before;
  if (nothing) empty_roots_.push_back(path);
}

void Finder::take_word(const std::string& path) {
  ++roots_;
  if (path == "-") {
    found_.push_back({{path, true}, 0, false, false});
    return;
  }
  std::error_code error;
  const auto own = fs::symlink_status(path, error);
  if (own.type() != fs::file_type::not_found) {
    take_existing(path, own, true);
  } else if (has_wildcard(path)) {
    take_pattern(path);
  } else {
    diagnostics_.add("audit-no-such-path", {}, {{"path", same(path)}});
  }
}

/// A path that is there, or of which the system does not say so: reading it tells why.
void Finder::take_existing(const std::string& path, const fs::file_status& own, bool named) {
  std::error_code error;
  const bool link = own.type() == fs::file_type::symlink;
  const bool is_folder = link ? fs::is_directory(path, error) : fs::is_directory(own);
  if ((named ? asked_ : exclusions_).exclude_within(path, is_folder)) {
    ++(is_folder ? folders_left_out_ : files_left_out_);
  } else if (is_folder) {
    walk(path, Wanted());
  } else {
    found_.push_back({{fs::path(path).generic_string(), named}, real_folder_of(path), link, link});
  }
}

std::uint32_t Finder::real_folder_of(const std::string& file) {
  auto parent = fs::path(file).parent_path().string();
  if (parent.empty()) parent = ".";
  const auto [known, is_new] =
      folders_of_files_.try_emplace(parent, static_cast<std::uint32_t>(real_folders_.size()));
  if (is_new) real_folders_.push_back(real_path(parent));
  return known->second;
}

void Finder::take_pattern(const std::string& pattern) {
  const auto wildcard = pattern.find_first_of("*?[");
  const auto slash = pattern.rfind('/', wildcard);
  const auto base = slash == std::string::npos ? std::string(".")
                    : slash == 0               ? std::string("/")
                                               : pattern.substr(0, slash);
  const auto before = found_.size();
  const auto said_before = diagnostics_.all().size();
  std::error_code error;
  if (fs::is_directory(base, error)) walk(base, Wanted(pattern));
  // What the shell would have written has no `./` before it either.
  if (slash == std::string::npos) {
    for (auto i = before; i < found_.size(); ++i) {
      found_[i].file.path = found_[i].file.path.substr(2);
    }
  }
  if (found_.size() == before && diagnostics_.all().size() == said_before) {
    diagnostics_.add("audit-pattern-matches-nothing", {}, {{"pattern", same(pattern)}});
  }
}

void Finder::take_list(std::istream& standard_input) {
  if (*selection_.list == "-") return take_lines(standard_input);
  std::ifstream file(*selection_.list, std::ios::binary);
  if (!file) return report_unreadable(*selection_.list);
  take_lines(file);
}

void Finder::take_lines(std::istream& in) {
  const char separator = selection_.list_parted_by_nul ? '\0' : '\n';
  const auto list = same(*selection_.list);
  bool first = true;
  for (std::string line; std::getline(in, line, separator); first = false) {
    if (!selection_.list_parted_by_nul) {
      if (first && line.starts_with("\xEF\xBB\xBF")) line = line.substr(3);
      if (line.ends_with('\r')) line.pop_back();
      if (line.find('\0') != std::string::npos) {
        diagnostics_.add("audit-list-has-nul", {}, {{"list", list}});
        return;
      }
    }
    if (!line.empty()) take_listed(line);
  }
  if (in.bad()) report_unreadable(*selection_.list);
}

/// A list is often made by another program, so what in it is no dossier is told in one line.
void Finder::take_listed(const std::string& line) {
  ++roots_;
  std::string path = line;
  if (path == "-") path.insert(0, "./");  // in a list it is a file
  std::error_code error;
  const auto own = fs::symlink_status(path, error);
  if (own.type() == fs::file_type::not_found) {
    const bool quoted = line.size() > 1 && line.front() == '"' && line.back() == '"';
    diagnostics_.add(quoted ? "audit-list-quoted-name" : "audit-no-such-path", {},
                     {{"path", same(path)}});
  } else if (has_our_ending(name_of(path)) || fs::is_directory(path, error)) {
    take_existing(path, own, false);
  } else {
    other_endings_.push_back(path);
  }
}

// ---- walking ----

void Finder::walk(const std::string& path, const Wanted& wanted) {
  entered_.clear();
  real_root_ = real_path(path);
  enter(path, real_root_, wanted);
  // Links come last, so that what can be reached without one goes by its own path.
  on_detour_ = true;
  for (std::size_t i = 0; i < linked_folders_.size(); ++i) {
    const auto linked = linked_folders_[i];
    enter(linked, real_path(linked), wanted);
  }
  linked_folders_.clear();
  on_detour_ = false;
}

void Finder::enter(const std::string& path, const std::string& real, const Wanted& wanted) {
  if (!entered_.insert(real).second) return;
  std::vector<FolderEntry> entries;
  if (const int error = list_folder(path, entries); error != 0) {
    diagnostics_.add("audit-folder-unreadable", {},
                     {{"path", same(path)}, {"reason", reason_of(error, Doing::reading_folder)}});
  }
  const auto index = static_cast<std::uint32_t>(real_folders_.size());
  real_folders_.push_back(real);
  for (const auto& entry : entries) take_entry(entry, path, index, wanted);
}

/// A link that leads nowhere does not: reading it tells so.
bool Finder::leads_outside(const std::string& link) {
  std::error_code error;
  const auto real = fs::canonical(link, error).string();
  const bool inside = real == real_root_ || real.starts_with(joined(real_root_, ""));
  if (error || inside) return false;
  links_outside_.push_back(link);
  return true;
}

void Finder::take_entry(const FolderEntry& entry, const std::string& folder, std::uint32_t real,
                        const Wanted& wanted) {
  const bool link = entry.type == FolderEntry::Type::link;
  auto path = joined(folder, entry.name);
  std::error_code error;
  if (entry.type == FolderEntry::Type::folder || (link && fs::is_directory(path, error))) {
    if (!wanted.folder(path) || left_out(path, true)) return;
    if (link) {
      if (leads_outside(path)) return;
      linked_folders_.push_back(std::move(path));
    } else {
      enter(path, joined(real_folders_[real], entry.name), wanted);
    }
  } else if (wanted.file(path) && !left_out(path, false) && !(link && leads_outside(path))) {
    met_links_ = met_links_ || link;
    found_.push_back({{std::move(path), false}, real, link, link || on_detour_});
  }
}

// ---- the outcome ----

std::string Finder::real_path_of(const Candidate& candidate) const {
  const auto& path = candidate.file.path;
  if (path == "-") return path;
  if (candidate.link) return real_path(path);
  return joined(real_folders_[candidate.folder], std::string(name_of(path)));
}

/// A file that is reached by two paths is judged once: under the first that leads through no link,
/// if there is one.
void Finder::drop_repeated() {
  if (roots_ < 2 && !met_links_) return;
  std::unordered_map<std::string, std::size_t> chosen;
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < found_.size(); ++i) {
    keys.push_back(real_path_of(found_[i]));
    const auto [known, is_new] = chosen.try_emplace(keys[i], i);
    if (is_new) continue;
    const bool named = found_[i].file.named || found_[known->second].file.named;
    if (found_[known->second].detour && !found_[i].detour) known->second = i;
    found_[known->second].file.named = named;
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < found_.size(); ++i) {
    if (chosen[keys[i]] != i) continue;
    if (kept != i) found_[kept] = std::move(found_[i]);
    ++kept;
  }
  found_.resize(kept);
}

void Finder::note_roots() {
  const auto number = [](std::size_t value) { return same(std::to_string(value)); };
  if (found_.empty() && !diagnostics_.has_errors()) {
    diagnostics_.add("audit-nothing-found", {});
  } else {
    for (const auto& root : empty_roots_) {
      diagnostics_.add("audit-folder-empty", {}, {{"path", same(root)}});
    }
  }
  if (!other_endings_.empty()) {
    diagnostics_.add("audit-list-other-files", {}, number_and_some(other_endings_));
  }
  if (!links_outside_.empty()) {
    diagnostics_.add("audit-link-outside", {}, number_and_some(links_outside_));
  }
  if (files_left_out_ + folders_left_out_ > 0) {
    diagnostics_.add("audit-left-out", {},
                     {{"files", number(files_left_out_)}, {"folders", number(folders_left_out_)}});
  }
}

std::vector<FoundFile> Finder::finish() {
  drop_repeated();
  note_roots();
  std::vector<FoundFile> files;
  files.reserve(found_.size());
  for (auto& candidate : found_) files.push_back(std::move(candidate.file));
  return files;
}

}  // namespace

Diagnostic passed_over(const std::vector<std::string>& files, bool others_judged) {
  return {
      others_judged ? "audit-passed-over" : "audit-no-dossiers", {}, number_and_some(files), {}};
}

std::vector<FoundFile> find_files(const FileSelection& selection, std::istream& standard_input,
                                  Diagnostics& diagnostics) {
  Finder finder(selection, diagnostics);
  finder.read_exclusions();
  for (const auto& path : selection.paths) finder.take_path(path);
  if (selection.list) finder.take_list(standard_input);
  return finder.finish();
}

std::unique_ptr<SourceFile> read_input(const FoundFile& file, const FileSelection& selection,
                                       std::istream& standard_input, const ReadLimits& limits,
                                       Diagnostics& diagnostics) {
  if (file.path != "-") return read_source(file.path, limits, diagnostics);
  std::string bytes(std::istreambuf_iterator<char>(standard_input), {});
  return check_source(selection.stdin_name, std::move(bytes), limits, diagnostics);
}

}  // namespace guiju
