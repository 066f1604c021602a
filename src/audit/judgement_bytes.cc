#include "audit/judgement_bytes.h"

#include <algorithm>
#include <numeric>

#include "assess/coding.h"

namespace guiju {

template <>
inline constexpr std::uint64_t values_of<DateSource> = 3;
template <>
inline constexpr std::uint64_t values_of<Side> = 256;  // held to the group's keys below
template <>
inline constexpr std::uint64_t values_of<FileCheck> = 3;

namespace {

using Extent = ReportParts::Extent;

/// Codes what a file came to; one function for both directions.
template <typename Io>
class JudgementCoder {
 public:
  JudgementCoder(Io& io, const Packs* packs) : io_(io), packs_(packs) {}

  template <Coded<FileJudgement> T>
  void code(T& judgement) {
    io_(judgement.readable, judgement.passed_over);
    code_report(judgement);
    each(judgement.judged, [this](auto& judged) { code(judged); });
    bool counted = judgement.ledger != nullptr;
    io_(counted);
    if (counted) code_for_all(judgement);
    each(judgement.of_rules, [this](auto& diagnostic) { code(diagnostic); });
    each(judgement.justifying, [this](auto& one) { code(one); });
    each(judgement.looked_for, [this](auto& one) { io_(one.folder, one.file, one.found); });
  }

  /// In the order of `Extent`, so that a reader may leave the rest.
  template <Coded<FileJudgement> T>
  void code_report(T& judgement, Extent extent = Extent::whole) {
    each(judgement.entries, [this](auto& entry) { code(entry); });
    each(judgement.diagnostics, [this](auto& entry) { code(entry); });
    each(judgement.findings, [this](auto& finding) { code(finding); });
    each(judgement.review, [this](auto& item) { code(item); });
    if (extent == Extent::findings) return;
    each(judgement.results, [this](auto& result) { code(result); });
    if (extent == Extent::results) return;
    for (auto& item : judgement.review) {
      each(item.look_at, [this](auto& look) { io_(look.what, look.value, look.place); });
    }
  }

  void leave_rest() { io_.leave_rest(); }

 private:
  template <typename Items, typename Code>
  void each(Items& items, Code one) {
    code_each(io_, items, one);
  }

  template <Coded<DossierReport> T>
  void code(T& entry) {
    io_(entry.file, entry.ordinal, entry.only_one, entry.kind, entry.kind_label, entry.title);
    each(entry.groups, [this](auto& group) { io_(group.by, group.value, group.key); });
    each(entry.packs, [this](auto& pack) { code_pack(pack); });
    io_(entry.as_of, entry.as_of_source, entry.sha256);
  }

  template <Coded<FileJudgement::Judged> T>
  void code(T& judged) {
    code_pack(judged.pack);
    std::string kind;
    if constexpr (!Io::reads) kind = judged.kind->shape.name;
    io_(kind, judged.own_date);
    if constexpr (Io::reads) {
      if (io_.failed()) return;
      judged.kind = judged.pack->find_kind(kind);
      if (judged.kind == nullptr) io_.fail();
    }
  }

  template <Coded<Diagnostic> T>
  void code(T& diagnostic) {
    std::string id;
    if constexpr (!Io::reads) id = diagnostic.id;
    io_(id, diagnostic.place, diagnostic.arguments, diagnostic.related);
    if constexpr (Io::reads) {
      const CatalogEntry* entry = find_entry(id);
      if (entry == nullptr) return io_.fail();
      diagnostic.id = entry->id;
    }
  }

  template <Coded<InputDiagnostic> T>
  void code(T& entry) {
    io_(entry.dossier);
    code(entry.diagnostic);
  }

  template <Coded<Finding> T>
  void code(T& finding) {
    code_numbered(finding.rule, &Pack::rules);
    io_(finding.outcome, finding.dossier, finding.subject, finding.identity, finding.place,
        finding.quantity, finding.comparisons, finding.related, finding.counted,
        finding.counted_left_out, finding.missing, finding.justification, finding.shown);
  }

  template <Coded<RuleResult> T>
  void code(T& result) {
    code_numbered(result.rule, &Pack::rules);
    // Of most, only the number of times is to be told.
    bool plain = !Io::reads && is_plain(result);
    io_(result.dossier, result.outcome, plain);
    if (plain) io_(result.tally[static_cast<std::size_t>(result.outcome)]);
    else io_(result.tally, result.quantity, result.note);
  }

  static bool is_plain(const RuleResult& result) {
    const auto own = result.tally[static_cast<std::size_t>(result.outcome)];
    const auto all = std::accumulate(result.tally.begin(), result.tally.end(), std::uint64_t{0});
    return own == all && !result.quantity && result.note.empty();
  }

  template <Coded<ReviewItem> T>
  void code(T& item) {
    code_numbered(item.review, &Pack::reviews);
    io_(item.dossier);
  }

  template <Coded<Share> T>
  void code(T& share, const Ledger& ledger) {
    code_numbered(share.rule, &Pack::rules);
    io_(share.side, share.dossier, share.found);
    if constexpr (Io::reads) {
      if (io_.failed()) return;
      const bool known = share.side < universe_side(share.rule->group.size());
      if (!known || !share.rule->across) return io_.fail();
      if (share.found && !are_of(*share.found, *share.rule, share.side, ledger)) io_.fail();
    }
  }

  template <Coded<FileJudgement::Justifying> T>
  void code(T& one) {
    io_(one.dossier);
    code_pack(one.pack);
    io_(one.justifications.all, one.justifications.used);
    if constexpr (Io::reads) {
      if (one.justifications.all.size() != one.justifications.used.size()) io_.fail();
    }
  }

  /// What rules across dossiers and likely duplicates need.
  template <Coded<FileJudgement> T>
  void code_for_all(T& judgement) {
    if constexpr (Io::reads) judgement.ledger = std::make_unique<Ledger>();
    io_(*judgement.ledger);
    each(judgement.shares, [&](auto& share) { code(share, *judgement.ledger); });
    code_named(judgement);
  }

  template <Coded<FileJudgement> T>
  void code_named(T& judgement) {
    each(judgement.sorts, [this](auto& sort) {
      code_pack(sort.pack);
      io_(sort.type, sort.apart);
    });
    const Ledger& ledger = *judgement.ledger;
    each(judgement.named, [&](auto& one) {
      io_(one.sort, one.dossier, one.node, one.name, one.within);
      if constexpr (Io::reads) {
        const bool known = one.sort < judgement.sorts.size() && one.name < ledger.texts() &&
                           one.within < ledger.keys();
        if (!known) io_.fail();
      }
    });
  }

  /// A pack by its id, where it is the first time that it is spoken of; else by a number.
  template <typename T>
  void code_pack(T& pack) {
    std::uint64_t number = 0;
    if constexpr (!Io::reads) {
      number = static_cast<std::uint64_t>(std::ranges::find(spoken_of_, pack) - spoken_of_.begin());
    }
    io_(number);
    if (number < spoken_of_.size()) {
      if constexpr (Io::reads) pack = spoken_of_[number];
    } else if constexpr (Io::reads) {
      std::string id;
      io_(id);
      pack = number == spoken_of_.size() ? packs_->find(id) : nullptr;
      if (pack == nullptr) return io_.fail();
      spoken_of_.push_back(pack);
    } else {
      io_(pack->id);
      spoken_of_.push_back(pack);
    }
  }

  /// A rule or a question, as one of its pack.
  template <typename T, typename All>
  void code_numbered(T& item, All Pack::*all) {
    const Pack* pack = nullptr;
    std::uint32_t number = 0;
    if constexpr (!Io::reads) {
      pack = item->pack;
      number = item->order;
    }
    code_pack(pack);
    io_(number);
    if constexpr (Io::reads) {
      if (io_.failed()) return;
      if (number >= (pack->*all).size()) return io_.fail();
      item = (pack->*all)[number];
    }
  }

  Io& io_;
  const Packs* packs_;
  std::vector<const Pack*> spoken_of_;  // nearly always one
};

/// Whether what speaks of a dossier speaks of one that is there.
bool is_sound(const FileJudgement& judgement) {
  const auto there = [&](const auto& item) { return item.dossier < judgement.entries.size(); };
  const auto there_or_none = [&](const auto& item) {
    return there(item) || item.dossier == no_dossier;
  };
  return std::ranges::all_of(judgement.diagnostics, there_or_none) &&
         std::ranges::all_of(judgement.findings, there_or_none) &&
         std::ranges::all_of(judgement.results, there_or_none) &&
         std::ranges::all_of(judgement.review, there_or_none) &&
         std::ranges::all_of(judgement.shares, there) &&
         std::ranges::all_of(judgement.justifying, there) &&
         std::ranges::all_of(judgement.named, there);
}

/// The same of all that a file came to, of which nothing is about the audit as a whole but trouble
/// with reading; and what is said of rules names the rule.
bool is_sound_file(const FileJudgement& judgement) {
  const auto there = [&](const auto& item) { return item.dossier < judgement.entries.size(); };
  return std::ranges::all_of(judgement.findings, there) &&
         std::ranges::all_of(judgement.results, there) &&
         std::ranges::all_of(judgement.review, there) &&
         std::ranges::none_of(judgement.of_rules, [](const Diagnostic& diagnostic) {
           return diagnostic.arguments.empty();
         });
}

template <typename Code>
std::string written(Code code) {
  ByteWriter writer;
  JudgementCoder coder(writer, nullptr);
  code(coder);
  return writer.take();
}

template <typename Code>
std::optional<FileJudgement> read(std::string_view bytes, const Packs& packs, Code code) {
  ByteReader reader(bytes);
  JudgementCoder coder(reader, &packs);
  FileJudgement judgement;
  code(coder, judgement);
  if (!reader.done() || !is_sound(judgement)) return std::nullopt;
  return judgement;
}

}  // namespace

std::string encode(const FileJudgement& judgement) {
  return written([&](auto& coder) { coder.code(judgement); });
}

std::optional<FileJudgement> decode(std::string_view bytes, const Packs& packs) {
  auto judgement = read(bytes, packs, [](auto& coder, auto& made) { coder.code(made); });
  if (!judgement || !is_sound_file(*judgement)) return std::nullopt;
  return judgement;
}

std::string encode_report(const FileJudgement& judgement) {
  return written([&](auto& coder) { coder.code_report(judgement); });
}

std::optional<FileJudgement> decode_report(std::string_view bytes, const Packs& packs,
                                           Extent extent) {
  return read(bytes, packs, [extent](auto& coder, auto& judgement) {
    coder.code_report(judgement, extent);
    if (extent != Extent::whole) coder.leave_rest();
  });
}

}  // namespace guiju
