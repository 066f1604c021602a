#pragma once
#include <algorithm>

#include "assess/evaluate.h"
#include "assess/facts.h"
#include "assess/finding.h"
#include "assess/ledger.h"
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

/// Calls `one` with each item, of as many as there are or are to come.
template <typename Io, typename Items, typename One>
void code_each(Io& io, Items& items, One one) {
  if constexpr (Io::reads) {
    const std::uint64_t size = io.count();
    constexpr std::uint64_t most_at_once = 1024;
    items.reserve(std::min(size, most_at_once));
    for (std::uint64_t i = 0; i < size && !io.failed(); ++i) one(items.emplace_back());
  } else {
    io.count(items.size());
    for (auto& item : items) one(item);
  }
}

/// A number of a ledger; none is 0.
template <typename Io, Coded<Ledger::Number> T>
void code_number(Io& io, T& number) {
  static_assert(Ledger::none + 1 == 0);
  std::uint32_t coded = 0;
  if constexpr (!Io::reads) coded = number + 1;
  io(coded);
  if constexpr (Io::reads) number = coded - 1;
}

/// What a ledger holds, so that all has its number again; read into an empty one.
template <typename Io, Coded<Ledger> T>
class LedgerCoder {
 public:
  LedgerCoder(Io& io, T& ledger) : io_(io), ledger_(ledger) {}

  void code() {
    each(ledger_.texts(), [this](Ledger::Number i) { code_text(i); });
    each(ledger_.keys(), [this](Ledger::Number i) { code_key(i); });
    code_words();
    each(ledger_.missing_lists(), [this](Ledger::Number i) { code_missing(i); });
  }

 private:
  struct Words {
    std::uint64_t position = 0;
    Ledger::Number text = 0;
    Localized words;
  };

  template <typename One>
  void each(std::uint64_t size, One one) {
    if constexpr (Io::reads) size = io_.count();
    else io_.count(size);
    for (std::uint64_t i = 0; i < size; ++i) {
      if constexpr (Io::reads) {
        if (io_.failed()) return;
      }
      one(static_cast<Ledger::Number>(i));
    }
  }

  void code_text(Ledger::Number i) {
    if constexpr (Io::reads) ledger_.append_text(io_.whole());
    else io_.whole(ledger_.text(i));
  }

  void code_key(Ledger::Number i) {
    parts_.clear();
    if constexpr (!Io::reads) {
      const auto known = ledger_.key(i);
      parts_.assign(known.begin(), known.end());
    }
    code_each(io_, parts_, [this](auto& part) { code_known_text(part); });
    if constexpr (Io::reads) ledger_.append_key(parts_);
  }

  void code_known_text(Ledger::Number& text) {
    code_number(io_, text);
    if constexpr (Io::reads) {
      if (text != Ledger::none && text >= ledger_.texts()) io_.fail();
    }
  }

  void code_words() {
    std::vector<Words> all;
    if constexpr (!Io::reads) {
      for (const auto& [where, words] : ledger_.all_words()) {
        all.push_back({where.first, where.second, words});
      }
    }
    code_each(io_, all, [this](Words& one) {
      io_(one.position, one.text, one.words);
      if constexpr (Io::reads) {
        if (one.text >= ledger_.texts())
          io_.fail();
        else
          ledger_.set_words(one.position, one.text, std::move(one.words));
      }
    });
  }

  void code_missing(Ledger::Number i) {
    std::vector<MissingInformation> fields;
    if constexpr (!Io::reads) fields = ledger_.missing(i);
    io_(fields);
    if constexpr (Io::reads) {
      if (fields.empty()) io_.fail();  // it has no number
      ledger_.add_missing(std::move(fields));
    }
  }

  Io& io_;
  T& ledger_;
  std::vector<Ledger::Number> parts_;  // of the key at hand
};

template <typename Io, Coded<Ledger> T>
void code(Io& io, T& ledger) {
  LedgerCoder<Io, T>(io, ledger).code();
}

template <typename Io, Coded<Fact> T>
void code(Io& io, T& fact) {
  std::uint32_t index = fact.index;
  Truth counts = fact.counts;
  bool has_distinct = fact.has_distinct;
  io(index, fact.node, counts, has_distinct);
  if constexpr (Io::reads) {
    if (index > Fact::most_elements) io.fail();
    fact.index = index & Fact::most_elements;
    fact.counts = counts;
    fact.has_distinct = has_distinct;
  }
  code_number(io, fact.key);
  code_number(io, fact.distinct);
  code_number(io, fact.missing);
}

/// In numbers of a ledger; without the dossier's index. What was read is checked by `are_of`.
template <typename Io, Coded<Facts> T>
void code(Io& io, T& facts) {
  io(facts.applies, facts.listed, facts.list);
  code_number(io, facts.list_key);
  code_number(io, facts.missing);
  code_each(io, facts.facts, [&io](auto& fact) { code(io, fact); });
}

}  // namespace guiju
