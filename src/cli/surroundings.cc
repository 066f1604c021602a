#include "cli/surroundings.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>

namespace guiju {

namespace {

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : value;
}

int descriptor_of(Stream stream) { return stream == Stream::out ? STDOUT_FILENO : STDERR_FILENO; }

std::optional<std::string_view> language_option(const std::vector<std::string>& words) {
  constexpr std::string_view option = "--lang";
  std::optional<std::string_view> found;
  for (std::size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
    const std::string_view word = words[i];
    if (word == option && i + 1 < words.size()) found = words[i + 1];
    if (word.starts_with("--lang=")) found = word.substr(option.size() + 1);
  }
  return found;
}

}  // namespace

Language language_of_locale() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const auto locale = variable(name);
    if (locale.empty()) continue;
    const auto language = locale.substr(0, locale.find_first_of("_.@"));
    const bool none = language == "C" || language == "POSIX";
    return none || language == "zh" ? Language::zh : Language::en;
  }
  return Language::zh;
}

Language language_of(const std::vector<std::string>& words) {
  const auto option = language_option(words);
  if (option == "zh") return Language::zh;
  if (option == "en") return Language::en;
  return language_of_locale();
}

bool is_capable_terminal(Stream stream) {
  const auto terminal = variable("TERM");
  return isatty(descriptor_of(stream)) == 1 && !terminal.empty() && terminal != "dumb";
}

bool wants_colour(std::string_view choice, Stream stream) {
  if (choice == "always") return true;
  if (choice == "never" || !variable("NO_COLOR").empty()) return false;
  return is_capable_terminal(stream);
}

std::optional<std::size_t> columns_of(Stream stream) {
  winsize size{};
  const int descriptor = descriptor_of(stream);
  if (isatty(descriptor) != 1 || ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) {
    return std::nullopt;
  }
  return size.ws_col;
}

std::size_t width_of(Stream stream) {
  constexpr std::size_t least = 40;
  constexpr std::size_t usual = 100;
  constexpr std::size_t most = 160;  // longer lines are hard to follow
  const auto columns = columns_of(stream);
  return columns ? std::clamp(*columns, least, most) : usual;
}

bool in_github_actions() {
  const char* value = std::getenv("GITHUB_ACTIONS");
  return value != nullptr && std::string_view(value) == "true";
}

std::int64_t today() {
  using namespace std::chrono;
  const auto in_china = system_clock::now() + hours(8);
  return floor<days>(in_china).time_since_epoch().count();
}

}  // namespace guiju
