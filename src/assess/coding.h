#pragma once
#include "assess/evaluate.h"
#include "assess/finding.h"
#include "text/archive.h"

namespace guiju {

// How what judging came to goes into bytes and back (text/archive.h). What belongs to a pack is
// coded by who knows the packs.

template <>
inline constexpr std::uint64_t values_of<Truth> = 3;
template <>
inline constexpr std::uint64_t values_of<Outcome> = outcome_count;
template <>
inline constexpr std::uint64_t values_of<Novelty> = 3;

template <typename Io, Coded<Localized> T>
void code(Io& io, T& words) {
  io(words.zh, words.en);
}

template <typename Io, Coded<Argument> T>
void code(Io& io, T& argument) {
  io(argument.name, argument.value);
}

template <typename Io, Coded<Position> T>
void code(Io& io, T& position) {
  io(position.line, position.column);
}

template <typename Io, Coded<ExcerptLine> T>
void code(Io& io, T& line) {
  io(line.number, line.text, line.first_column, line.cut_off);
}

template <typename Io, Coded<Place> T>
void code(Io& io, T& place) {
  io(place.file);
  if (place.file.empty()) return;
  io(place.begin, place.end, place.span.begin, place.span.end, place.lines);
}

template <typename Io, Coded<RelatedPlace> T>
void code(Io& io, T& related) {
  io(related.why, related.place);
}

template <typename Io, Coded<Quantity> T>
void code(Io& io, T& quantity) {
  io(quantity.found_least, quantity.found_most, quantity.min, quantity.max, quantity.unit);
}

template <typename Io, Coded<Comparison> T>
void code(Io& io, T& comparison) {
  io(comparison.what, comparison.operation, comparison.negated, comparison.found,
     comparison.required, comparison.text, comparison.place);
}

template <typename Io, Coded<MissingInformation> T>
void code(Io& io, T& missing) {
  io(missing.path, missing.field, missing.holder, missing.place);
}

template <typename Io, Coded<Justification> T>
void code(Io& io, T& justification) {
  io(justification.rule, justification.subject, justification.reason, justification.approved_by,
     justification.number, justification.date, justification.place);
}

}  // namespace guiju
