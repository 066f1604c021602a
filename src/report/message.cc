#include "report/message.h"

#include <algorithm>

#include "report/phrase.h"

namespace guiju {

namespace {

/// `丙医院（第12行）`; the place alone where nothing is named.
std::string named_place(const std::string& name, const std::string& at, Language language) {
  return name.empty() ? at : say(language, "{}（{}）", "{} ({})", name, at);
}

// ---------------------------------------------------------------- findings

/// How the dossier justifies a departure, in the order in which a reviewer asks.
void add_justification(const Justification& justification, Language language, Message& message) {
  message.add(word(language, "理由", "reason"), justification.reason);
  message.add(word(language, "批准", "approved by"), justification.approved_by);
  message.add(word(language, "文号", "document"), justification.number);
  message.add(word(language, "日期", "date"), justification.date);
}

/// What was counted: each subject with its line.
std::vector<std::string> counted_list(const Finding& finding, const RenderOptions& options) {
  const auto language = options.language;
  std::vector<std::string> entries;
  const auto shown = shown_of(finding.counted.size(), options);
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& [subject, place] = finding.counted[i];
    const auto at = words_of(place, finding.place.file, language);
    entries.push_back(named_place(subject.in(language), at, language));
  }
  const auto left_out = finding.counted.size() - shown + finding.counted_left_out;
  if (left_out > 0) entries.push_back(say(language, "另{}处", "{} more", left_out));
  return entries;
}

void add_other_places(const Finding& finding, const RenderOptions& options, Message& message) {
  const auto language = options.language;
  const auto shown = shown_of(finding.related.size(), options);
  message.related.assign(finding.related.begin(),
                         finding.related.begin() + static_cast<std::ptrdiff_t>(shown));
  if (const auto more = finding.related.size() - shown; more > 0) {
    message.add(word(language, "另有", "besides"), say(language, "{}处", "{} more", more));
  }
  if (!finding.counted.empty()) {
    message.lines.push_back(
        {std::string(word(language, "计入", "counted")), counted_list(finding, options)});
  }
}

// ---------------------------------------------------------------- missing fields

/// A rule that a missing field leaves open, and for a count how far it has come.
std::string open_rule(const Finding& finding, Language language) {
  const auto says = finding.rule->clause->says.in(language);
  if (!finding.quantity) return fmt::format("{} {}", says, finding.rule->address);
  const auto& quantity = *finding.quantity;
  return say(language, "{} {}（现有{}至{}）", "{} {} ({} to {} found)", says, finding.rule->address,
             quantity.found_least, quantity.found_most);
}

std::vector<std::string> others_lacking(const MissingField& field, const RenderOptions& options) {
  const auto language = options.language;
  std::vector<std::string> entries;
  const auto shown = std::max<std::size_t>(1, shown_of(field.holders.size(), options));
  for (std::size_t i = 1; i < shown; ++i) {
    const auto& holder = *field.holders[i];
    const auto at = say(language, "第{}行", "line {}", holder.place.begin.line);
    entries.push_back(named_place(holder.holder.in(language), at, language));
  }
  const auto left_out = field.holders.size() - shown;
  if (left_out > 0) entries.push_back(say(language, "另{}处", "{} more", left_out));
  return entries;
}

void add_open_rules(const MissingField& field, const RenderOptions& options, Message& message) {
  const auto language = options.language;
  MessageLine line{std::string(word(language, "因此无法判定", "leaves undecided")), {}, true};
  const auto shown = shown_of(field.findings.size(), options);
  for (std::size_t i = 0; i < shown; ++i) {
    line.entries.push_back(open_rule(*field.findings[i], language));
  }
  if (const auto more = field.findings.size() - shown; more > 0) {
    line.entries.push_back(say(language, "另{}条", "{} more", more));
  }
  message.lines.push_back(std::move(line));
}

}  // namespace

void Message::add(std::string_view name, std::string entry) {
  if (!entry.empty()) lines.push_back({std::string(name), {std::move(entry)}});
}

Message as_known(Message message, Language language) {
  message.label = say(language, "{}{}", "{} {}", words_of(Novelty::known, language), message.label);
  message.ink = Ink::faint;
  return message;
}

Place place_of(const ReviewItem& item) {
  for (const auto& look : item.look_at) {
    if (look.place.known()) return look.place;
  }
  return {};
}

Message message_for(const ReviewItem& item, Language language) {
  Message message;
  message.ink = ink_of(severity_of(item));
  message.label = label_of(item, language);
  message.title = item.review->clause->says.in(language);
  message.address = item.review->address;
  message.place = place_of(item);
  message.sentence = item.review->ask.in(language);
  message.add(word(language, "审查意见", "answer"), words_of(*item.answer, language));
  message.add(word(language, "依据", "clause"), citation_of(*item.review->clause, language));
  return message;
}

std::size_t shown_of(std::size_t number, const RenderOptions& options) {
  return options.verbose ? number : std::min(number, list_limit);
}

Message message_for(const Finding& finding, const RenderOptions& options) {
  const auto language = options.language;
  Message message;
  message.ink = ink_of(severity_of(finding));
  message.label = label_of(finding, language);
  message.title = finding.rule->clause->says.in(language);
  message.address = finding.rule->address;
  message.place = finding.place;
  message.sentence = sentence_of(finding, language);
  add_other_places(finding, options, message);
  message.add(word(language, "依据", "clause"), citation_of(*finding.rule, language));
  if (finding.outcome == Outcome::departed && finding.justification) {
    add_justification(*finding.justification, language, message);
  }
  message.add(word(language, "怎么办", "what to do"), remedy_of(finding, language));
  return message;
}

Message message_for(const MissingField& field, const RenderOptions& options) {
  const auto language = options.language;
  const auto& first = *field.holders.front();
  const auto label = in_quotes(first.field.in(language));
  const auto number = field.holders.size();
  Message message;
  message.ink = Ink::warning;
  message.label = word(language, "缺少", "missing");
  message.title =
      number == 1 ? label : say(language, "{}（共{}处）", "{} ({} times)", label, number);
  message.place = first.place;
  message.sentence = first.holder.empty() ? say(language, "缺少{}", "{} is missing here", label)
                                          : say(language, "{}缺少{}", "{} lacks {}",
                                                first.holder.in(language), label);
  if (number > 1) {
    message.lines.push_back(
        {std::string(word(language, "另见", "also")), others_lacking(field, options)});
  }
  add_open_rules(field, options, message);
  return message;
}

Message message_for(const Diagnostic& diagnostic, Language language) {
  Message message;
  message.ink = ink_of(severity_of(diagnostic));
  message.label = label_of(diagnostic, language);
  message.title = message_of(diagnostic, language);
  message.address = diagnostic.id;
  message.place = diagnostic.place;
  message.related = diagnostic.related;
  message.add(word(language, "怎么办", "what to do"), remedy_of(diagnostic, language));
  return message;
}

std::string words_of(const Place& place) {
  return fmt::format("{}:{}:{}", place.file, place.begin.line, place.begin.column);
}

std::string words_of(const Place& place, std::string_view file, Language language) {
  return place.file == file ? say(language, "第{}行", "line {}", place.begin.line)
                            : words_of(place);
}

std::string name_of(const DossierReport& dossier, Language language) {
  auto kind = dossier.kind_label.in(language);
  if (dossier.title.empty()) return kind;
  return say(language, "{}{}", "{} {}", kind, in_quotes(dossier.title));
}

std::string_view words_of(DateSource source, Language language) {
  switch (source) {
    case DateSource::option:
      return word(language, "由 --as-of 指定", "given by --as-of");
    case DateSource::dossier:
      return word(language, "材料所写日期", "the dossier's own date");
    case DateSource::today:
      break;
  }
  return word(language, "当天", "today");
}

std::string judged_by(const DossierReport& dossier, Language language) {
  if (dossier.packs.empty()) return {};
  std::vector<std::string> packs;
  for (const auto* pack : dossier.packs) packs.push_back(pack->title.in(language));
  return say(language, "依据{}，按{}的情况审查（{}）", "judged by {}, as of {} ({})",
             join(packs, language), dossier.as_of, words_of(dossier.as_of_source, language));
}

std::string words_of(const ReviewItem::Look& look, std::string_view file, Language language) {
  const auto what = look.what.in(language);
  if (!look.place.known())
    return say(language, "{}（材料中没有）", "{} (not in the dossier)", what);
  const auto named = look.value.empty()
                         ? what
                         : say(language, "{}{}", "{} {}", what, in_quotes(look.value.in(language)));
  return say(language, "{}（{}）", "{} ({})", named, words_of(look.place, file, language));
}

std::string words_of(const Answer& answer, Language language) {
  const auto signature = say(language, "{}（{}，{}）", "{} ({}, {})",
                             words_for_verdict(answer.kept).in(language), answer.by, answer.date);
  return answer.note.empty() ? signature
                             : say(language, "{}：{}", "{}: {}", signature, answer.note);
}

std::string_view label_of(const ReviewItem& item, Language language) {
  if (!item.answer) return word(language, "待审查", "to judge");
  return item.answer->kept ? word(language, "经审查符合", "judged kept")
                           : word(language, "经审查不符合", "judged not kept");
}

Ink ink_of(const ClauseSummary& summary) {
  const auto state = gravest_of(summary);
  if (!state) return Ink::note;
  switch (*state) {
    case Outcome::violated:
      return summary.clause->strength == Strength::encouraged ? Ink::note : Ink::error;
    case Outcome::undecided:
      return Ink::warning;
    case Outcome::departed:
      return Ink::note;
    case Outcome::satisfied:
      return Ink::good;
    case Outcome::not_applicable:
      break;
  }
  return Ink::faint;
}

}  // namespace guiju
