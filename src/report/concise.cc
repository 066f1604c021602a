// One line a finding, for editors and for `grep`.

#include "report/digest.h"
#include "report/phrase.h"
#include "report/message.h"
#include "report/renderers.h"
#include "text/unicode.h"

namespace guiju {

namespace {

void line(const Place& place, std::string_view label, std::string_view address,
          const std::string& sentence, std::ostream& out) {
  if (place.known()) {
    out << fmt::format("{}:{}:{}: ", printable(place.file), place.begin.line, place.begin.column);
  }
  out << fmt::format("{}[{}] {}\n", label, printable(address), printable(sentence));
}

/// `已知错误`; what is new needs no word.
std::string with_novelty(std::string_view label, Novelty novelty, Language language) {
  if (novelty != Novelty::known) return std::string(label);
  return say(language, "{}{}", "{} {}", words_of(novelty, language), label);
}

/// The place of what is to be looked at first, else the dossier's beginning.
Place place_of(const ReviewItem& item, std::string_view file) {
  auto place = place_of(item);
  if (!place.known()) place.file = file;
  return place;
}

/// A line an entry: diagnostics of all parts, then findings, then questions.
class ConciseLines {
 public:
  ConciseLines(const ReportParts& report, Language language, std::ostream& out)
      : report_(report), language_(language), out_(out) {}

  void put_all() {
    report_.each([this](const ReportPart& part) {
      for (const auto& entry : part.diagnostics) put(entry);
    }, Extent::findings);
    report_.each([this](const ReportPart& part) {
      for (const auto& finding : part.findings) put(finding);
    }, Extent::findings);
    report_.each([this](const ReportPart& part) {
      for (const auto& item : part.review) put(item, part.file);
    }, Extent::whole);
    for (const auto& matter : report_.head().fixed) put(matter);
  }

 private:
  using Extent = ReportParts::Extent;

  void put(const InputDiagnostic& entry) {
    const auto& diagnostic = entry.diagnostic;
    line(diagnostic.place, with_novelty(label_of(diagnostic, language_), entry.novelty, language_),
         diagnostic.id, message_of(diagnostic, language_), out_);
  }

  void put(const Finding& finding) {
    line(finding.place, with_novelty(label_of(finding, language_), finding.novelty, language_),
         finding.rule->address, sentence_of(finding, language_), out_);
  }

  void put(const ReviewItem& item, std::string_view file) {
    if (item.answer && item.answer->kept) return;
    line(place_of(item, file), label_of(item, language_), item.review->address,
         item.review->ask.in(language_), out_);
  }

  void put(const Matter& matter) {
    Place place;
    place.file = matter.file;
    line(place, word(language_, "已修复", "fixed"), matter.id, matter.sentence.in(language_), out_);
  }

  const ReportParts& report_;
  Language language_;
  std::ostream& out_;
};

}  // namespace

void render_concise(const ReportParts& report, const Digest& digest, const RenderOptions& options,
                    std::ostream& out) {
  if (!options.quiet) ConciseLines(report, options.language, out).put_all();
  out << verdict_line(digest, options.language) << '\n';
}

}  // namespace guiju
