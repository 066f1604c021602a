#include "cli/progress.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "cli/surroundings.h"
#include "report/phrase.h"
#include "text/unicode.h"

namespace guiju {

namespace {

constexpr std::chrono::milliseconds first_after(500);
constexpr std::chrono::milliseconds pause(100);
constexpr std::string_view erase_line = "\r\x1b[K";

/// Time to the second below an hour, then to the minute.
std::string duration(double seconds, Language language) {
  const auto whole = static_cast<std::size_t>(std::ceil(seconds));
  const auto minutes = whole / 60;
  if (minutes == 0) return say(language, "{}秒", "{} s", whole);
  if (minutes < 60) return say(language, "{}分{}秒", "{} min {} s", minutes, whole % 60);
  return say(language, "{}小时{}分", "{} h {} min", minutes / 60, minutes % 60);
}

/// Whole numbers, but for small ones.
std::string rate_of(double rate) {
  return rate < 10 ? fmt::format("{:.1f}", rate) : fmt::format("{:.0f}", rate);
}

/// The parts there are, in the order in which they are read.
enum Part : std::uint8_t { files, findings, rate, left };
using Parts = std::array<std::string, 4>;

Parts parts_of(const Progress& progress, Language language) {
  Parts parts;
  parts[files] =
      say(language, "已审查{}/{}个文件", "{} of {} files judged", progress.done, progress.total);
  if (progress.found > 0) {
    parts[findings] = say(language, "发现{}处", "{} found", progress.found);
  }
  if (progress.done == progress.total) {
    parts[left] = word(language, "正在汇总", "making the report");
  } else if (progress.done > 0 && progress.seconds > 0) {
    const double per_second = static_cast<double>(progress.done) / progress.seconds;
    const auto remaining = static_cast<double>(progress.total - progress.done) / per_second;
    if (per_second >= 0.1) {
      parts[rate] = say(language, "每秒{}个", "{} a second", rate_of(per_second));
    }
    parts[left] = say(language, "约剩{}", "about {} left", duration(remaining, language));
  }
  return parts;
}

std::string joined(const Parts& parts, Language language) {
  std::string words;
  for (const auto& part : parts) {
    if (part.empty()) continue;
    if (!words.empty()) words += word(language, "，", ", ");
    words += part;
  }
  return words;
}

}  // namespace

std::string words_of(const Progress& progress, Language language, std::size_t width) {
  auto parts = parts_of(progress, language);
  for (const auto part : {rate, findings, left, files}) {
    auto words = joined(parts, language);
    if (display_width(words) <= width) return words;
    parts[part].clear();
  }
  return {};
}

ProgressLine::ProgressLine(std::ostream& out, Language language, std::size_t width)
    : out_(out),
      language_(language),
      width_(width),
      begun_(Clock::now()),
      next_(begun_ + first_after) {}

void ProgressLine::show(std::size_t done, std::size_t total, std::size_t found) {
  const auto now = Clock::now();
  const bool last = drawn_ && done == total;
  if (now < next_ && !last) return;
  const std::chrono::duration<double> seconds = now - begun_;
  // In the last cell of a line some terminals go on to the next.
  const auto room = width_ > 0 ? width_ - 1 : 0;
  out_ << erase_line << words_of({done, total, found, seconds.count()}, language_, room);
  out_.flush();
  drawn_ = true;
  next_ = now + pause;
}

void ProgressLine::erase() {
  if (!drawn_) return;
  out_ << erase_line;
  out_.flush();
  drawn_ = false;
}

std::unique_ptr<ProgressLine> progress_line(const Call& call) {
  if (call.arguments.has("--quiet") || !is_capable_terminal(Stream::err)) return nullptr;
  constexpr std::size_t usual = 80;
  return std::make_unique<ProgressLine>(call.err, call.err_style.language,
                                        columns_of(Stream::err).value_or(usual));
}

}  // namespace guiju
