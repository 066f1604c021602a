// One line a finding, for editors and for `grep`.

#include <algorithm>

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
  out << fmt::format("{}[{}] {}\n", label, address, printable(sentence));
}

/// `已知错误`; what is new needs no word.
std::string with_novelty(std::string_view label, Novelty novelty, Language language) {
  if (novelty != Novelty::known) return std::string(label);
  return say(language, "{}{}", "{} {}", words_of(novelty, language), label);
}

/// The place of what is to be looked at first, else the dossier's beginning.
Place place_of(const ReviewItem& item, const Report& report) {
  if (auto place = place_of(item); place.known()) return place;
  Place place;
  if (item.dossier < report.dossiers.size()) place.file = report.dossiers[item.dossier].file;
  return place;
}

}  // namespace

void render_concise(const Report& report, const RenderOptions& options, std::ostream& out) {
  const auto language = options.language;
  if (!options.quiet) {
    for (const auto& [dossier, diagnostic, novelty] : report.diagnostics) {
      line(diagnostic.place, with_novelty(label_of(diagnostic, language), novelty, language),
           diagnostic.id, message_of(diagnostic, language), out);
    }
    for (const auto& finding : report.findings) {
      line(finding.place,
           with_novelty(label_of(finding, language), finding.novelty, language),
           finding.rule->address, sentence_of(finding, language), out);
    }
    for (const auto& item : report.review) {
      if (item.answer && item.answer->kept) continue;
      line(place_of(item, report),
           label_of(item, language), item.review->address, item.review->ask.in(language), out);
    }
  }
  if (!options.quiet) {
    for (const auto& matter : report.fixed) {
      Place place;
      place.file = matter.file;
      line(place, word(language, "已修复", "fixed"), matter.id, matter.sentence.in(language), out);
    }
  }
  out << verdict_line(digest(report, options.threshold), language) << '\n';
}

}  // namespace guiju
