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
    for (const auto& [dossier, diagnostic] : report.diagnostics) {
      line(diagnostic.place, label_of(diagnostic, language), diagnostic.id,
           message_of(diagnostic, language), out);
    }
    for (const auto& finding : report.findings) {
      line(finding.place, label_of(finding, language), finding.rule->address,
           sentence_of(finding, language), out);
    }
    for (const auto& item : report.review) {
      if (item.answer && item.answer->kept) continue;
      line(place_of(item, report),
           label_of(item, language), item.review->address, item.review->ask.in(language), out);
    }
  }
  out << verdict_line(digest(report, options.threshold), language) << '\n';
}

}  // namespace guiju
