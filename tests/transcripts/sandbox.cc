#include "sandbox.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace guiju::testing {
namespace fs = std::filesystem;
namespace {

using Words = std::vector<std::string>;

bool is_blank(char c) { return c == ' ' || c == '\t'; }

void check_errno(int result, const fs::path& path) {
  if (result != 0) throw std::system_error(errno, std::generic_category(), path);
}

std::string from_hex(const Words& words) {
  std::string bytes;
  for (std::size_t i = 2; i < words.size(); ++i) {
    if (words[i].size() % 2 != 0) throw std::runtime_error("odd number of digits: " + words[i]);
    for (std::size_t at = 0; at < words[i].size(); at += 2) {
      bytes.push_back(static_cast<char>(std::stoi(words[i].substr(at, 2), nullptr, 16)));
    }
  }
  return bytes;
}

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
}

/// `guiju 1.2.3` is `guiju {version}`, so that a new version changes no transcript.
std::string without_version(std::string text) {
  constexpr std::string_view name = "guiju ";
  for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
    const auto begin = at + name.size();
    const auto end = std::min(text.find_first_not_of("0123456789.", begin), text.size());
    const auto dots = std::count(text.begin() + static_cast<std::ptrdiff_t>(begin),
                                 text.begin() + static_cast<std::ptrdiff_t>(end), '.');
    if (dots == 2) text.replace(begin, end - begin, "{version}");
  }
  return text;
}

/// The length of the UTF-8 character at `at`, 0 if there is none.
std::size_t character(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  std::size_t length = 0;
  if (byte(at) < 0x80) length = 1;
  if (byte(at) >= 0xC2) length = 2;
  if (byte(at) >= 0xE0) length = 3;
  if (byte(at) >= 0xF0) length = 4;
  if (byte(at) >= 0xF5 || at + length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return 0;
  }
  return length;
}

std::string visible(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const auto c = static_cast<unsigned char>(text[at]);
    const auto length = character(text, at);
    const bool control = (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F;
    if (control || length == 0) {
      result += fmt::format("<0x{:02X}>", c);
      ++at;
    } else {
      result += text.substr(at, length);
      at += length;
    }
  }
  return result;
}

/// `NAME=VALUE` into the environment, `NAME` out of it.
void set(std::map<std::string, std::string>& environment, const std::string& assignment) {
  const auto equals = assignment.find('=');
  const auto name = assignment.substr(0, equals);
  if (equals == std::string::npos) {
    environment.erase(name);
  } else {
    environment[name] = assignment.substr(equals + 1);
  }
}

bool is_assignment(const std::string& word) {
  const auto equals = word.find('=');
  if (equals == std::string::npos || equals == 0) return false;
  return std::all_of(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(equals),
                     [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; });
}

}  // namespace

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::system_error(errno, std::generic_category(), path);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_file(const fs::path& path, std::string_view content) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << content << std::flush;
  if (!file) throw std::system_error(errno, std::generic_category(), path);
}

Words words_of(std::string_view line) {
  Words words;
  std::string word;
  bool started = false;
  char quote = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    const bool escapes = c == '\\' && quote != '\'' && i + 1 < line.size();
    if (escapes) {
      word += line[++i];
      started = true;
    } else if (quote != 0) {
      if (c != quote) word += c;
      if (c == quote) quote = 0;
    } else if (c == '\'' || c == '"') {
      quote = c;
      started = true;
    } else if (!is_blank(c)) {
      word += c;
      started = true;
    } else if (started) {
      words.push_back(std::exchange(word, {}));
      started = false;
    }
  }
  if (quote != 0) throw std::runtime_error(fmt::format("a quote is not closed: {}", line));
  if (started) words.push_back(word);
  return words;
}

Sandbox::Sandbox(Place place) : place_(std::move(place)) {
  auto pattern = (fs::temp_directory_path() / "guiju-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) check_errno(-1, pattern);
  top_ = fs::canonical(pattern);
  folder_ = top_ / "work";
  fs::create_directory(folder_);
  fs::create_directory(top_ / "home");
  environment_ = {{"HOME", top_ / "home"},
                  {"LANG", place_.language},
                  {"PATH", "/usr/bin:/bin"},
                  {"TERM", "dumb"},
                  {"TZ", "UTC"}};
  for (const char* name : {"ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS"}) {
    if (const char* value = std::getenv(name)) environment_[name] = value;
  }
}

Sandbox::~Sandbox() {
  // A folder without permission would stay.
  std::error_code ignored;
  fs::recursive_directory_iterator it(top_, ignored);
  for (; it != fs::recursive_directory_iterator(); it.increment(ignored)) {
    if (it->is_directory(ignored) && !it->is_symlink(ignored)) {
      fs::permissions(it->path(), fs::perms::owner_all, fs::perm_options::add, ignored);
    }
  }
  fs::remove_all(top_, ignored);
}

fs::path Sandbox::inside(std::string_view path) const {
  const auto normal = fs::path(path).lexically_normal();
  if (normal.is_absolute() || normal.begin() == normal.end() || *normal.begin() == "..") {
    throw std::runtime_error(fmt::format("outside the sandbox: {}", path));
  }
  return folder_ / normal;
}

void Sandbox::write(std::string_view path, std::string_view content) {
  const auto file = inside(path);
  fs::create_directories(file.parent_path());
  write_file(file, content);
}

std::string Sandbox::read(std::string_view path) const { return read_file(inside(path)); }

void Sandbox::direct(std::string_view line) {
  const auto words = words_of(line);
  const auto file = [&](std::size_t index) {
    const auto path = inside(words[index]);
    fs::create_directories(path.parent_path());
    return path;
  };

  struct Directive {
    std::string_view name;
    std::size_t least, most;  // words after the name
    std::function<void()> carry_out;
  };
  const Directive directives[] = {
      {"@bytes", 1, 10000, [&] { write_file(file(1), from_hex(words)); }},
      {"@chmod", 2, 2,
       [&] {
         const auto mode = static_cast<mode_t>(std::stoul(words[1], nullptr, 8));
         check_errno(chmod(inside(words[2]).c_str(), mode), words[2]);
       }},
      {"@copy", 1, 2,
       [&] {
         fs::copy(place_.repository / words[1], file(words.size() - 1),
                  fs::copy_options::recursive | fs::copy_options::overwrite_existing);
       }},
      {"@env", 1, 1, [&] { set(environment_, words[1]); }},
      {"@fifo", 1, 1, [&] { check_errno(mkfifo(file(1).c_str(), 0600), words[1]); }},
      {"@mkdir", 1, 1, [&] { fs::create_directories(file(1)); }},
      {"@remove", 1, 1, [&] { fs::remove_all(inside(words[1])); }},
      {"@symlink", 2, 2, [&] { fs::create_symlink(words[2], file(1)); }},
      {"@timeout", 1, 1, [&] { timeout_ = std::chrono::seconds(std::stoul(words[1])); }},
      {"@unprivileged", 0, 0, [&] { unprivileged_ = true; }},
  };
  for (const auto& directive : directives) {
    const auto given = words.size() - 1;
    if (directive.name != words[0] || given < directive.least || given > directive.most) continue;
    directive.carry_out();
    return;
  }
  throw std::runtime_error(fmt::format("no such directive, or not with so many words: {}", line));
}

Ended Sandbox::show(const Words& files) const {
  Ended ended{.how = "0", .orderly = true};
  for (const auto& file : files) {
    if (fs::exists(inside(file))) {
      ended.out += masked(read_file(inside(file)));
    } else {
      ended.err += fmt::format("cat: no such file: {}\n", file);
      ended.how = "1";
    }
  }
  return ended;
}

Ended Sandbox::list(const fs::path& folder) const {
  Words names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    names.push_back(entry.path().filename().string() + (entry.is_directory() ? "/" : ""));
  }
  std::sort(names.begin(), names.end());
  Ended ended{.how = "0", .orderly = true};
  for (const auto& name : names) ended.out += name + "\n";
  return ended;
}

Ended Sandbox::compare(const std::string& one, const std::string& other) const {
  if (read_file(inside(one)) == read_file(inside(other))) return {.how = "0", .orderly = true};
  return {.out = fmt::format("{} {} differ\n", one, other), .how = "1", .orderly = true};
}

Ended Sandbox::copy(const std::string& from, const std::string& to) const {
  auto target = inside(to);
  if (fs::is_directory(target)) target /= fs::path(from).filename();
  fs::copy(inside(from), target,
           fs::copy_options::recursive | fs::copy_options::overwrite_existing);
  return {.how = "0", .orderly = true};
}

Ended Sandbox::command(std::string_view line) {
  auto words = words_of(line);
  Command command{.program = place_.guiju,
                  .environment = environment_,
                  .folder = folder_,
                  .unprivileged = unprivileged_,
                  .timeout = timeout_};
  while (!words.empty() && is_assignment(words.front())) {
    set(command.environment, words.front());
    words.erase(words.begin());
  }
  if (words.empty()) throw std::runtime_error("a command without words");

  if (words[0] == "cat") return show({words.begin() + 1, words.end()});
  if (words[0] == "ls") return list(words.size() > 1 ? inside(words[1]) : folder_);
  if (words.size() == 3 && words[0] == "cmp") return compare(words[1], words[2]);
  if (words.size() == 4 && words[0] == "cp" && words[1] == "-r") return copy(words[2], words[3]);
  if (words.size() == 2 && words[0] == "echo" && words[1] == "$?") {
    return {.out = last_end_ + "\n", .how = "0", .orderly = true};
  }

  for (std::size_t i = words[0] == "guiju" ? 1 : 0; i < words.size(); ++i) {
    const bool redirects = (words[i] == "<" || words[i] == ">") && i + 1 < words.size();
    if (!redirects) {
      command.arguments.push_back(words[i]);
    } else {
      (words[i] == "<" ? command.input : command.output) = words[i + 1];
      ++i;
    }
  }
  if (unprivileged_ && geteuid() == 0) {
    fs::permissions(top_, fs::perms::others_exec, fs::perm_options::add);
  }
  auto ended = run(command);
  ended.out = masked(ended.out);
  ended.err = masked(ended.err);
  last_end_ = ended.how;
  return ended;
}

std::string Sandbox::masked(std::string text) const {
  replace_all(text, folder_.string(), "{tmp}");
  replace_all(text, top_.string(), "{tmp}/..");
  return visible(without_version(std::move(text)));
}

}  // namespace guiju::testing
