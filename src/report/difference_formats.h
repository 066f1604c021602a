#pragma once
#include "report/difference_report.h"

namespace guiju {

// The formats of a difference, one file each, and what they share.

void render_difference_text(const DifferenceReport& report, const RenderOptions& options,
                            std::ostream& out);
void render_difference_markdown(const DifferenceReport& report, const RenderOptions& options,
                                std::ostream& out);
void render_difference_json(const DifferenceReport& report, const RenderOptions& options,
                            std::ostream& out);

struct Titles {
  std::string_view figures, clauses, shapes, kinds, tables;
};
Titles titles_in(Language language);

/// How the numbers of two policies' clauses are to be taken.
std::string_view two_policies_note(Language language);

/// The parts that people are shown: of what was added, those that say what it does, and of what
/// was removed, none but a figure's; else all.
std::vector<Alteration> shown_parts(const Change& change);
/// Whether `says` tells more than the parts and the entry it stands under do.
bool tells_itself(const Change& change);
/// The language in which a part can be seen to have changed: the reader's, if it can.
Language telling(const Alteration& part, Language language);
/// `county_members_min = 8（二.7 成员中…）`, `二.7 应当 成员中县级医疗机构8家以上`: one side of a
/// figure or a clause; empty where that side has none.
std::string side_words(const Change& change, bool before, Language language);
/// `file.yaml`, or `file.yaml#2` where it holds several.
std::string place_of(const DossierReport& dossier);

}  // namespace guiju
