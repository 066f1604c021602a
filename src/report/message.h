#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "report/canvas.h"
#include "report/digest.h"

namespace guiju {

/// One thing below the excerpt of a message: `依据 浙中医药〔2024〕10号 二（组建要求）`.
struct MessageLine {
  std::string name;                  ///< 依据
  std::vector<std::string> entries;  ///< never empty
  bool one_each = false;             ///< each entry is a sentence of its own, not part of a list
};

/// One matter as people read it, whatever the format.
struct Message {
  Ink ink = Ink::plain;
  std::string label;  ///< 错误
  std::string title;
  std::string address;                ///< rule or diagnostic id; may be empty
  Place place;                        ///< may be unknown
  std::string sentence;               ///< beside the carets; may be empty
  std::vector<RelatedPlace> related;  ///< shown below the place
  std::vector<MessageLine> lines;

  /// Adds a line of one entry; none where it is empty.
  void add(std::string_view name, std::string entry);
};

/// Each of these lists as many places and rules as `options` allow, and says how many more there
/// are.
Message message_for(const Finding& finding, const RenderOptions& options);
Message message_for(const MissingField& field, const RenderOptions& options);
Message message_for(const Diagnostic& diagnostic, Language language);
/// The same of what the baseline has already: `已知错误`, in a quiet colour.
Message as_known(Message message, Language language);
/// Of a question that a person has answered.
Message message_for(const ReviewItem& item, Language language);
/// Where to look first; unknown where the dossier has none of it.
Place place_of(const ReviewItem& item);

/// How many of `number` are listed: all where the report is verbose.
std::size_t shown_of(std::size_t number, const RenderOptions& options);

/// `alliance.yaml:41:1`
std::string words_of(const Place& place);
/// `第41行` where the place lies in `file`, else `alliance.yaml:41:1`.
std::string words_of(const Place& place, std::string_view file, Language language);
/// `专科联盟“示例联盟”`; empty where neither kind nor title is known.
std::string name_of(const DossierReport& dossier, Language language);
/// `当天`: where the day of judgement came from.
std::string_view words_of(DateSource source, Language language);
/// `依据示例政策，按2024-12-01的情况审查（材料所写日期）`; empty where no pack judges it.
std::string judged_by(const DossierReport& dossier, Language language);
/// `计划“示例〔2024〕1号”（第30行）`: what to look at, and where.
std::string words_of(const ReviewItem::Look& look, std::string_view file, Language language);
/// `符合（示例审查人，2024-12-01）：材料齐全`: what a person answered, and who answers for it.
std::string words_of(const Answer& answer, Language language);
/// `待审查`, `经审查符合`, `经审查不符合`: how a question stands.
std::string_view label_of(const ReviewItem& item, Language language);
/// The colour of what came of a clause.
Ink ink_of(const ClauseSummary& summary);

}  // namespace guiju
