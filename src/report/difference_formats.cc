#include "report/difference_formats.h"

#include <algorithm>
#include <array>

#include "report/phrase.h"

namespace guiju {

namespace {

const Alteration* find_part(const Change& change, std::string_view name) {
  const auto found = std::find_if(change.parts.begin(), change.parts.end(),
                                  [&](const Alteration& part) { return part.part == name; });
  return found == change.parts.end() ? nullptr : &*found;
}

/// A part of one side.
std::string side_of(const Change& change, std::string_view name, bool before, Language language) {
  const auto* part = find_part(change, name);
  if (part == nullptr) return {};
  return (before ? part->before : part->after).in(language);
}

}  // namespace

Titles titles_in(Language language) {
  if (language == Language::zh) return {"数值", "条款", "材料的写法", "材料类型", "参照表"};
  return {"Figures", "Clauses", "Shape of dossiers", "Kinds of dossiers", "Tables"};
}

std::string_view two_policies_note(Language language) {
  return word(
      language,
      "这是两项不同的政策：条款编号即使相同也无关联，下面把规则同名或措辞相近的条款放在一起",
      "These are two policies: that clauses have one number means nothing, so those that "
      "share a rule's id or are worded alike stand together");
}

std::vector<Alteration> shown_parts(const Change& change) {
  using Became = Change::Kind;
  auto parts = change.parts;
  if (change.kind != Became::added && change.kind != Became::removed) return parts;
  const bool gone = change.kind == Became::removed;
  switch (change.subject) {
    case Subject::rule:
    case Subject::review:
      if (gone) return {};
      std::erase_if(parts, [](const Alteration& part) { return is_wording(part.part); });
      return parts;
    case Subject::figure:
      return parts;
    case Subject::clause:
      if (gone) return {};
      std::erase_if(parts, [](const Alteration& part) { return part.part == "says"; });
      return parts;
    case Subject::field:
      std::erase_if(parts, [](const Alteration& part) { return part.part == "label"; });
      return parts;
    case Subject::list:
      return parts;
    case Subject::kind:
    case Subject::type:
    case Subject::enumeration:
    case Subject::value:
    case Subject::table:
    case Subject::row:
      break;
  }
  return {};
}

bool tells_itself(const Change& change) {
  if (change.says.empty() || change.subject == Subject::rule) return false;
  if (change.kind == Change::Kind::added || change.kind == Change::Kind::removed) return true;
  constexpr std::array<std::string_view, 3> same_words{"says", "ask", "label"};
  return std::none_of(same_words.begin(), same_words.end(),
                      [&](auto name) { return find_part(change, name) != nullptr; });
}

std::string side_words(const Change& change, bool before, Language language) {
  const auto& id = before ? change.before : change.after;
  if (id.empty()) return {};
  if (change.subject == Subject::figure) {
    return say(language, "{} = {}（{} {}）", "{} = {} ({} {})", id,
               side_of(change, "value", before, language),
               side_of(change, "clause", before, language),
               side_of(change, "says", before, language));
  }
  if (change.subject == Subject::kind) return fmt::format("{}  {}", id, change.says.in(language));
  return fmt::format("{}  {}  {}", id, side_of(change, "strength", before, language),
                     side_of(change, "says", before, language));
}

Language telling(const Alteration& part, Language language) {
  const auto other = language == Language::zh ? Language::en : Language::zh;
  return part.before.in(language) == part.after.in(language) ? other : language;
}

std::string place_of(const DossierReport& dossier) {
  return dossier.only_one ? dossier.file : fmt::format("{}#{}", dossier.file, dossier.ordinal);
}

const std::vector<DifferenceFormat>& difference_formats() {
  static const std::vector<DifferenceFormat> table{{"text", render_difference_text},
                                                   {"markdown", render_difference_markdown},
                                                   {"json", render_difference_json}};
  return table;
}

}  // namespace guiju
