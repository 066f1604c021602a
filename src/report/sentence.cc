// The sentences of a finding, made from its data by the form of its rule.

#include <algorithm>
#include <array>

#include "report/phrase.h"
#include "report/report.h"

namespace guiju {

namespace {

std::string range(std::int64_t least, std::int64_t most, Language language) {
  if (least == most) return fmt::to_string(least);
  return say(language, "{}至{}", "{} to {}", least, most);
}

bool is_exact(const Quantity& quantity) { return quantity.min && quantity.min == quantity.max; }

/// `8`, `1至3`: the bounds as a number.
std::string required_number(const Quantity& quantity, Language language) {
  if (quantity.min && quantity.max) return range(*quantity.min, *quantity.max, language);
  if (quantity.min) return fmt::to_string(*quantity.min);
  return quantity.max ? fmt::to_string(*quantity.max) : std::string();
}

std::string found_words(const Quantity& quantity, Outcome outcome, Language language) {
  const auto least = quantity.found_least;
  const auto most = quantity.found_most;
  const auto open = most - least;
  const auto unit = unit_for(most, quantity.unit, language);
  const auto open_unit = language == Language::zh ? unit : std::string();
  if (open == 0) return say(language, "现有{}{}", "{}{} found", least, unit);
  if (outcome == Outcome::undecided) {
    return say(language, "现有{}{}，另有{}{}资料不全",
               "{}{} found and {}{} more not fully described", least,
               unit_for(least, quantity.unit, language), open, open_unit);
  }
  return say(language, "现有{}{}（{}{}资料不全）", "{}{} found ({}{} not fully described)",
             range(least, most, language), unit, open, open_unit);
}

std::string required_words(const Quantity& quantity, Language language) {
  const auto number = required_number(quantity, language);
  const auto unit = language == Language::zh ? unit_for(2, quantity.unit, language) : std::string();
  if (is_exact(quantity)) return say(language, "应为{}{}", "exactly {}{} required", number, unit);
  if (quantity.min && quantity.max) {
    return say(language, "应为{}{}", "{}{} required", number, unit);
  }
  if (quantity.min) return say(language, "应不少于{}{}", "at least {}{} required", number, unit);
  return say(language, "应不超过{}{}", "at most {}{} allowed", number, unit);
}

/// How far the bounds are missed, at the least where elements are not decided.
std::string gap_words(const Quantity& quantity, Language language) {
  const bool open = quantity.found_least != quantity.found_most;
  const auto hedge = open ? word(language, "至少", "at least ") : "";
  const auto unit = language == Language::zh ? unit_for(2, quantity.unit, language) : std::string();
  if (quantity.min && quantity.found_most < *quantity.min) {
    const auto lacking = *quantity.min - quantity.found_most;
    return say(language, "{}还差{}{}", "{}{}{} more needed", hedge, lacking, unit);
  }
  if (quantity.max && quantity.found_least > *quantity.max) {
    const auto excess = quantity.found_least - *quantity.max;
    return say(language, "{}多出{}{}", "{}{}{} too many", hedge, excess, unit);
  }
  return {};
}

bool is_date(std::string_view text) {
  constexpr std::string_view shape = "0000-00-00";
  return text.size() == shape.size() &&
         std::equal(text.begin(), text.end(), shape.begin(), [](char c, char expected) {
           return expected == '0' ? c >= '0' && c <= '9' : c == expected;
         });
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789.-+%") == std::string_view::npos;
}

/// Words stand in quotes, dates and numbers do not.
std::string shown_value(const Localized& value, Language language) {
  const std::string& text = value.in(language);
  return is_date(text) || is_number(text) ? text : in_quotes(text);
}

/// How an operation reads between a field and the value it is held against.
struct OperationWords {
  std::string_view operation;
  std::string_view zh_number, en_number;
  std::string_view zh_date, en_date;
  std::string_view opposite;  ///< what it is under a negation
};

constexpr std::array operations{
    OperationWords{"<", "应小于", "must be less than", "应早于", "must be before", ">="},
    OperationWords{"<=", "应不超过", "must be at most", "应不晚于", "must be no later than", ">"},
    OperationWords{">", "应大于", "must be more than", "应晚于", "must be after", "<="},
    OperationWords{">=", "应不少于", "must be at least", "应不早于", "must be no earlier than",
                   "<"},
    OperationWords{"==", "应为", "must be", "应为", "must be", "!="},
    OperationWords{"!=", "不应为", "must not be", "不应为", "must not be", "=="},
};

const OperationWords* find_operation(std::string_view operation) {
  const auto found = std::find_if(operations.begin(), operations.end(),
                                  [&](const auto& entry) { return entry.operation == operation; });
  return found == operations.end() ? nullptr : &*found;
}

std::string compared(const Comparison& comparison, const OperationWords& words, bool dates,
                     Language language) {
  const bool chinese = language == Language::zh;
  const auto must = dates ? (chinese ? words.zh_date : words.en_date)
                          : (chinese ? words.zh_number : words.en_number);
  const auto what = comparison.what.in(language);
  const auto required = shown_value(comparison.required, language);
  if (comparison.found.empty()) return say(language, "{}{}{}", "{} {} {}", what, must, required);
  return say(language, "{}为{}，{}{}", "{} is {}, {} {}", what,
             shown_value(comparison.found, language), must, required);
}

std::string contained(const Comparison& comparison, Language language) {
  const auto what = comparison.what.in(language);
  const auto found = shown_value(comparison.found, language);
  const auto required = comparison.required.in(language);
  return comparison.negated ? say(language, "{}为{}，不应属于：{}",
                                  "{} is {}, must not be one of: {}", what, found, required)
                            : say(language, "{}为{}，应属于：{}", "{} is {}, must be one of: {}",
                                  what, found, required);
}

/// A list that should hold something, or should not.
std::string containing(const Comparison& comparison, Language language) {
  const auto what = comparison.what.in(language);
  const auto found = shown_value(comparison.found, language);
  const auto required = shown_value(comparison.required, language);
  return comparison.negated
             ? say(language, "{}为{}，不应有{}", "{} is {}, must not hold {}", what, found, required)
             : say(language, "{}为{}，应有{}", "{} is {}, must hold {}", what, found, required);
}

/// A condition that is no comparison: a yes-or-no field, or a call of a function.
std::string bare(const Comparison& comparison, Language language) {
  const auto what = comparison.what.in(language);
  if (!comparison.found.empty() && !comparison.required.empty()) {
    return say(language, "{}为{}，应为{}", "{} is {}, must be {}", what,
               shown_value(comparison.found, language), shown_value(comparison.required, language));
  }
  return comparison.negated ? say(language, "不应有：{}", "this must not hold: {}", what)
                            : say(language, "不满足：{}", "this does not hold: {}", what);
}

std::string sentence_of_comparison(const Comparison& comparison, Language language) {
  const auto& operation = comparison.operation;
  const auto what = comparison.what.in(language);
  if (operation == "has") {
    return comparison.negated ? say(language, "不应填写{}", "{} must not be given", in_quotes(what))
                              : say(language, "没有填写{}", "{} is not given", in_quotes(what));
  }
  if (operation == "file") {
    return say(language, "找不到{}所写的文件{}", "the file that {} names is not there: {}",
               in_quotes(what), in_quotes(comparison.found.in(language)));
  }
  if (operation == "in") return contained(comparison, language);
  if (operation == "contains") return containing(comparison, language);
  const auto* words = find_operation(operation);
  if (words == nullptr) return bare(comparison, language);
  if (comparison.negated) words = find_operation(words->opposite);
  const bool dates =
      is_date(comparison.found.in(language)) || is_date(comparison.required.in(language));
  return compared(comparison, *words, dates, language);
}

std::string sentence_of_comparisons(const Finding& finding, Language language) {
  std::vector<std::string> sentences;
  for (const auto& comparison : finding.comparisons) {
    sentences.push_back(sentence_of_comparison(comparison, language));
  }
  return fmt::format("{}", fmt::join(sentences, word(language, "；", "; ")));
}

/// `第12、18行`, with the file where it is another one.
std::string lines_of(const Finding& finding, Language language) {
  std::vector<std::string> places;
  for (const auto& related : finding.related) {
    const auto line = related.place.begin.line;
    places.push_back(related.place.file == finding.place.file
                         ? say(language, "第{}行", "line {}", line)
                         : say(language, "{}第{}行", "{} line {}", related.place.file, line));
  }
  return join(places, language);
}

std::string sentence_of_unique(const Finding& finding, Language language) {
  if (finding.related.empty()) return std::string(word(language, "重复", "is listed twice"));
  return say(language, "与{}重复", "is the same as in {}", lines_of(finding, language));
}

std::string sentence_of_match(const Finding& finding, Language language) {
  const auto& match = finding.rule->match;
  const auto* kind = match.partner.kind;
  const auto where = kind == nullptr ? std::string() : in_quotes(kind->shape.label.in(language));
  if (!match.none) {
    return kind == nullptr
               ? std::string(word(language, "没有找到对应的一项", "has no counterpart"))
               : say(language, "在{}中没有找到对应的一项", "has no counterpart in {}", where);
  }
  if (!finding.related.empty()) {
    return say(language, "不应同时出现在{}", "must not also stand in {}",
               lines_of(finding, language));
  }
  return kind == nullptr
             ? std::string(word(language, "不应有对应的一项", "must have no counterpart"))
             : say(language, "不应出现在{}中", "must not stand in {}", where);
}

std::string sentence_of_missing(const Finding& finding, Language language) {
  std::vector<std::string> fields;
  for (const auto& missing : finding.missing) {
    const auto field = in_quotes(missing.field.in(language));
    if (std::find(fields.begin(), fields.end(), field) == fields.end()) fields.push_back(field);
  }
  if (fields.empty()) return std::string(word(language, "无法判定", "cannot be decided"));
  return say(language, "缺少{}，无法判定", "{} missing: cannot be decided", join(fields, language));
}

/// The sentence that the form of the rule gives, without subject.
std::string plain_sentence(const Finding& finding, Language language) {
  if (finding.quantity) {
    return sentence_of(*finding.quantity, finding.outcome, language);
  }
  if (finding.outcome == Outcome::undecided) return sentence_of_missing(finding, language);
  if (!finding.comparisons.empty()) return sentence_of_comparisons(finding, language);
  switch (finding.rule->form) {
    case Form::unique:
      return sentence_of_unique(finding, language);
    case Form::match:
      return sentence_of_match(finding, language);
    case Form::evidence:
      return std::string(word(language, "没有所需的材料", "the paper needed is not there"));
    default:
      return std::string(word(language, "不符合本条", "does not keep this clause"));
  }
}

Argument number_argument(std::string name, std::int64_t least, std::int64_t most) {
  return {std::move(name),
          localized([&](Language language) { return range(least, most, language); })};
}

/// What the templates of a rule may name.
std::vector<Argument> arguments_of(const Finding& finding) {
  std::vector<Argument> arguments = finding.shown;
  arguments.push_back({"subject", finding.subject});
  if (finding.quantity) {
    const auto& quantity = *finding.quantity;
    const auto gap = std::abs(quantity.gap());
    arguments.push_back(number_argument("found", quantity.found_least, quantity.found_most));
    arguments.push_back({"required", localized([&](Language language) {
                           return required_number(quantity, language);
                         })});
    arguments.push_back(number_argument("gap", gap, gap));
  } else if (!finding.comparisons.empty()) {
    arguments.push_back({"found", finding.comparisons.front().found});
    arguments.push_back({"required", finding.comparisons.front().required});
  }
  return arguments;
}

std::string with_subject(const Finding& finding, const std::string& sentence, Language language) {
  if (finding.subject.empty()) return sentence;
  return say(language, "{}：{}", "{}: {}", finding.subject.in(language), sentence);
}

/// The rule's own sentence, else the one that its form gives.
std::string violation_sentence(const Finding& finding, Language language) {
  const auto& pattern = finding.rule->message.in(language);
  const auto sentence = fill(pattern, arguments_of(finding), language);
  // One of placeholders alone comes to nothing where these are empty.
  if (sentence.empty()) return with_subject(finding, plain_sentence(finding, language), language);
  return pattern.find("{subject}") == std::string::npos ? with_subject(finding, sentence, language)
                                                        : sentence;
}

/// What the person who fills in the dossier would have to add.
std::string fields_to_fill(const Finding& finding, Language language) {
  std::vector<std::string> fields;
  for (const auto& missing : finding.missing) {
    const auto holder = missing.holder.in(language);
    const auto field = in_quotes(missing.field.in(language));
    fields.push_back(holder.empty() ? field
                                    : say(language, "{}的{}", "{} of {}",
                                          language == Language::zh ? holder : field,
                                          language == Language::zh ? field : holder));
  }
  return say(language, "补填{}", "fill in {}", join(fields, language));
}

std::string may_justify(Language language) {
  return std::string(word(language, "本条为“原则上”：确有理由的，可在“情况说明”中写明",
                          "this holds in principle: a reason may be given under `justifications`"));
}

}  // namespace

std::string sentence_of(const Quantity& quantity, Outcome outcome, Language language) {
  const auto found = found_words(quantity, outcome, language);
  const auto required = required_words(quantity, language);
  const auto gap = gap_words(quantity, language);
  if (outcome == Outcome::undecided) {
    return say(language, "{}，{}，无法判定", "{}, {}: cannot be decided", found, required);
  }
  if (gap.empty()) return say(language, "{}，{}", "{}, {}", found, required);
  return say(language, "{}，{}，{}", "{}, {}; {}", found, required, gap);
}

std::string sentence_of(const Finding& finding, Language language) {
  if (finding.outcome == Outcome::undecided) {
    return with_subject(finding, plain_sentence(finding, language), language);
  }
  auto sentence = violation_sentence(finding, language);
  if (finding.outcome != Outcome::departed) return sentence;
  return say(language, "{}；已说明理由", "{}; a reason is on file", sentence);
}

std::string remedy_of(const Finding& finding, Language language) {
  if (finding.outcome == Outcome::departed) return {};
  if (finding.outcome == Outcome::undecided && !finding.missing.empty()) {
    return fields_to_fill(finding, language);
  }
  const auto& pattern = finding.rule->fix.in(language);
  if (!pattern.empty()) return fill(pattern, arguments_of(finding), language);
  const bool may_depart =
      finding.outcome == Outcome::violated && finding.rule->strength == Strength::in_principle;
  return may_depart ? may_justify(language) : std::string();
}

std::string citation_of(const Clause& clause, Language language) {
  const Pack& pack = *clause.pack;
  // A notice without a number is cited by its title.
  const auto& notice = pack.number.empty() ? pack.title.in(language) : pack.number;
  const auto heading = pack.sections.find(clause.section);
  const auto& section = clause.section.empty() ? clause.id : clause.section;
  if (heading == pack.sections.end()) return fmt::format("{} {}", notice, section);
  return say(language, "{} {}（{}）", "{} {} ({})", notice, section, heading->second.in(language));
}

std::string citation_of(const Rule& rule, Language language) {
  std::vector<std::string> citations{citation_of(*rule.clause, language)};
  for (const Clause* clause : rule.also) {
    const auto citation = citation_of(*clause, language);
    const auto known = std::find(citations.begin(), citations.end(), citation);
    if (known == citations.end()) citations.push_back(citation);
  }
  return fmt::format("{}", fmt::join(citations, word(language, "；", "; ")));
}

}  // namespace guiju
