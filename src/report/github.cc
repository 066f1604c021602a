// Workflow commands of GitHub Actions, which it shows beside the lines that they speak of.

#include <algorithm>
#include <array>
#include <iterator>

#include "report/digest.h"
#include "report/escape.h"
#include "report/message.h"
#include "report/phrase.h"
#include "report/renderers.h"
#include "report/temporary_file.h"
#include "text/sha256.h"

namespace guiju {

namespace {

/// GitHub shows no more of each level for one step.
constexpr std::size_t shown_per_level = 10;

enum class Level : std::uint8_t { error, warning, notice };
constexpr std::array<std::string_view, 3> level_names{"error", "warning", "notice"};

struct Annotation {
  Level level = Level::notice;
  Place place;
  std::string title;
  std::vector<std::string> lines;  ///< of the message; empty ones are left out
};

Level level_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return Level::error;
    case Severity::warning:
      return Level::warning;
    case Severity::note:
      break;
  }
  return Level::notice;
}

std::string title(std::string_view label, std::string_view id) {
  return fmt::format("{}[{}]", label, id);
}

Annotation annotation_of(const Finding& finding, Language language) {
  const auto& rule = *finding.rule;
  auto heading = title(label_of(finding, language), rule.address);
  return {level_of(severity_of(finding)), finding.place,
          heading + " " + rule.clause->says.in(language),
          {sentence_of(finding, language), remedy_of(finding, language),
           citation_of(rule, language)}};
}

Annotation annotation_of(const Diagnostic& diagnostic, Language language) {
  return {level_of(severity_of(diagnostic)), diagnostic.place,
          title(label_of(diagnostic, language), diagnostic.id),
          {message_of(diagnostic, language), remedy_of(diagnostic, language)}};
}

Annotation annotation_of(const ReviewItem& item, std::string_view file, Language language) {
  Annotation made;
  made.place = place_of(item);
  if (!made.place.known()) made.place.file = file;
  made.level = level_of(severity_of(item));
  made.title = title(label_of(item, language), item.review->address);
  made.lines = {item.review->ask.in(language),
                item.answer ? words_of(*item.answer, language) : std::string(),
                citation_of(*item.review->clause, language)};
  return made;
}

/// Annotations of one sort in reading order: of each level as many as may be shown, and how many
/// there are.
struct Annotations {
  std::array<std::vector<Annotation>, 3> shown;
  std::array<std::size_t, 3> all{};

  /// `make` is not asked where there is no room.
  template <typename Make>
  void add(Severity severity, Make make) {
    const auto level = static_cast<std::size_t>(level_of(severity));
    if (++all[level] <= shown_per_level) shown[level].push_back(make());
  }

  void append(Annotations other) {
    for (std::size_t level = 0; level < all.size(); ++level) {
      all[level] += other.all[level];
      auto& more = other.shown[level];
      std::move(more.begin(), more.end(), std::back_inserter(shown[level]));
      shown[level].resize(std::min(shown[level].size(), shown_per_level));
    }
  }
};

/// All there is to annotate: what is wrong before what is left to a person. What the baseline has
/// already was annotated when it was new.
Annotations annotations_of(const ReportParts& report, const Threshold& threshold,
                           Language language) {
  Annotations wrong, undecided, others, questions;
  const auto add = [&](const auto& entries, Annotations& to) {
    for (const auto* entry : entries) {
      to.add(severity_of(*entry), [&] { return annotation_of(*entry, language); });
    }
  };
  report.each([&](const ReportPart& part) {
    const auto sorted = digest(part, threshold);
    add(sorted.diagnostics, wrong);
    add(sorted.violations, wrong);
    add(sorted.departures, others);
    add(sorted.remarks, others);
    // Missing fields gather undecided rules; here each rule speaks for itself, as in the data.
    for (const auto& finding : part.findings) {
      if (finding.outcome != Outcome::undecided || finding.novelty == Novelty::known) continue;
      undecided.add(severity_of(finding), [&] { return annotation_of(finding, language); });
    }
    for (const auto& item : part.review) {
      const bool settled = item.answer && item.answer->kept;
      if (settled) continue;
      questions.add(severity_of(item), [&] { return annotation_of(item, part.file, language); });
    }
  });
  for (auto* more : {&undecided, &others, &questions}) wrong.append(std::move(*more));
  return wrong;
}

/// Where it is, as properties of the command. GitHub takes columns of one line only.
std::string properties_of(const Place& place) {
  if (!place.known()) return {};
  auto text = fmt::format("file={},line={}", github_property(place.file), place.begin.line);
  if (place.end.line > place.begin.line) {
    const auto last = place.end.column > 1 ? place.end.line : place.end.line - 1;
    return fmt::format("{},endLine={},", text, last);
  }
  text += fmt::format(",endLine={},col={}", place.begin.line, place.begin.column);
  if (place.end.column > place.begin.column) {
    text += fmt::format(",endColumn={}", place.end.column - 1);
  }
  return text + ",";
}

void put(const Annotation& annotation, std::ostream& out) {
  std::vector<std::string> lines = annotation.lines;
  std::erase_if(lines, [](const std::string& line) { return line.empty(); });
  out << fmt::format("::{} {}title={}::{}\n",
                     level_names[static_cast<std::size_t>(annotation.level)],
                     properties_of(annotation.place), github_property(annotation.title),
                     github_message(fmt::format("{}", fmt::join(lines, "\n"))));
}

std::string left_out_words(const std::array<std::size_t, 3>& left_out, Language language) {
  const std::array<std::string_view, 3> levels{word(language, "错误", "errors"),
                                               word(language, "警告", "warnings"),
                                               word(language, "提示", "notices")};
  std::vector<std::string> parts;
  for (std::size_t level = 0; level < levels.size(); ++level) {
    if (left_out[level] == 0) continue;
    parts.push_back(say(language, "{1}{0}条", "{0} {1}", left_out[level], levels[level]));
  }
  return join(parts, language);
}

void put_annotations(const ReportParts& report, const RenderOptions& options, std::ostream& out) {
  const auto language = options.language;
  const auto annotations = annotations_of(report, options.threshold, language);
  std::array<std::size_t, 3> left_out{};
  for (std::size_t level = 0; level < left_out.size(); ++level) {
    for (const auto& annotation : annotations.shown[level]) put(annotation, out);
    left_out[level] = annotations.all[level] - annotations.shown[level].size();
  }
  const auto words = left_out_words(left_out, language);
  if (words.empty()) return;
  out << say(language, "未作注解（GitHub 每级只显示{}条）：{}\n",
             "not annotated, as GitHub shows {} of a level: {}\n", shown_per_level, words);
}

}  // namespace

void render_github(const ReportParts& report, const Digest& digest, const RenderOptions& options,
                   std::ostream& out) {
  if (!options.quiet) put_annotations(report, options, out);
  out << verdict_line(digest, options.language) << '\n';
}

void render_actions(const ReportParts& report, const Digest& digest, const RenderOptions& options,
                    std::ostream& out) {
  if (!options.quiet) put_annotations(report, options, out);
  TemporaryFile text;
  render_text(report, digest, options, text.stream());
  // A line of the text may look like a command. No text can hold the digest of itself, so none can
  // make GitHub listen again before its end.
  Sha256 sha256;
  text.read([&](std::string_view bytes) { sha256.add(bytes); });
  const auto token = sha256.hex();
  out << "::stop-commands::" << token << '\n';
  text.read([&](std::string_view bytes) { out << bytes; });
  out << "::" << token << "::\n";
}

}  // namespace guiju
