#include "audit/judgement_bytes.h"

#include <algorithm>
#include <map>

#include "assess/coding.h"

namespace guiju {

template <>
inline constexpr std::uint64_t values_of<DateSource> = 3;
template <>
inline constexpr std::uint64_t values_of<Side> = 256;  // held to the group's keys below
template <>
inline constexpr std::uint64_t values_of<FileCheck> = 3;

namespace {

/// What packs are called in bytes.
class PackNames {
 public:
  explicit PackNames(const Packs* packs) : packs_(packs) {}

  const Pack* pack(const std::string& id) {
    for (const Pack* known : found_) {
      if (known->id == id) return known;
    }
    const Pack* found = packs_->find(id);
    if (found != nullptr) found_.push_back(found);
    return found;
  }

  /// The rule, or the question, with this number in its pack; null if there is none.
  const Rule* rule(const Pack& pack, std::uint32_t number) {
    const auto& rules = things_of(pack).rules;
    return number < rules.size() ? rules[number] : nullptr;
  }
  const Review* review(const Pack& pack, std::uint32_t number) {
    const auto& reviews = things_of(pack).reviews;
    return number < reviews.size() ? reviews[number] : nullptr;
  }
  std::uint32_t number_of(const Review& review) {
    const auto& reviews = things_of(*review.pack).reviews;
    return static_cast<std::uint32_t>(std::find(reviews.begin(), reviews.end(), &review) -
                                      reviews.begin());
  }

 private:
  struct Things {
    std::vector<const Rule*> rules;  // by their order in the pack
    std::vector<const Review*> reviews;
  };
  const Things& things_of(const Pack& pack) {
    const auto [known, fresh] = things_.try_emplace(&pack);
    if (!fresh) return known->second;
    for (const auto& clause : pack.clauses) {
      for (const auto& rule : clause->rules) {
        auto& rules = known->second.rules;
        rules.resize(std::max<std::size_t>(rules.size(), rule->order + 1));
        rules[rule->order] = rule.get();
      }
      for (const auto& review : clause->reviews) known->second.reviews.push_back(review.get());
    }
    return known->second;
  }

  const Packs* packs_;
  std::vector<const Pack*> found_;  // nearly always one
  std::map<const Pack*, Things> things_;
};

/// Codes what a file came to; one function for both directions.
template <typename Io>
class JudgementCoder {
 public:
  JudgementCoder(Io& io, const Packs* packs) : io_(io), names_(packs) {}

  template <Coded<FileJudgement> T>
  void code(T& judgement) {
    io_(judgement.readable, judgement.passed_over);
    code_report(judgement);
    each(judgement.judged, [this](auto& judged) { code(judged); });
    each(judgement.shares, [&](auto& share) { code(share, judgement.ledger.get()); });
    each(judgement.of_rules, [this](auto& diagnostic) { code(diagnostic); });
    each(judgement.justifying, [this](auto& one) { code(one); });
    each(judgement.named, [this](auto& one) { code(one); });
    each(judgement.looked_for, [this](auto& one) { io_(one.folder, one.file, one.found); });
  }

  template <Coded<FileJudgement> T>
  void code_report(T& judgement) {
    each(judgement.entries, [this](auto& entry) { code(entry); });
    each(judgement.diagnostics, [this](auto& entry) { code(entry); });
    each(judgement.findings, [this](auto& finding) { code(finding); });
    each(judgement.results, [this](auto& result) { code(result); });
    each(judgement.review, [this](auto& item) { code(item); });
  }

 private:
  template <typename Items, typename Code>
  void each(Items& items, Code one) {
    std::uint64_t size = items.size();
    io_(size);
    if constexpr (Io::reads) {
      for (std::uint64_t i = 0; i < size && !io_.failed(); ++i) one(items.emplace_back());
    } else {
      for (auto& item : items) one(item);
    }
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
    code_rule(finding.rule);
    io_(finding.outcome, finding.dossier, finding.subject, finding.identity, finding.place,
        finding.quantity, finding.comparisons, finding.related, finding.counted,
        finding.counted_left_out, finding.missing, finding.justification, finding.shown);
  }

  template <Coded<RuleResult> T>
  void code(T& result) {
    code_rule(result.rule);
    io_(result.dossier, result.outcome, result.tally, result.quantity, result.note);
  }

  template <Coded<ReviewItem> T>
  void code(T& item) {
    const Pack* pack = nullptr;
    std::uint32_t number = 0;
    if constexpr (!Io::reads) {
      pack = item.review->pack;
      number = names_.number_of(*item.review);
    }
    code_pack(pack);
    io_(number, item.dossier);
    each(item.look_at, [this](auto& look) { io_(look.what, look.value, look.place); });
    if constexpr (Io::reads) {
      if (io_.failed()) return;
      item.review = names_.review(*pack, number);
      if (item.review == nullptr) io_.fail();
    }
  }

  template <Coded<Share> T>
  void code(T& share, const Ledger* ledger) {
    code_rule(share.rule);
    std::optional<std::string> found;
    if constexpr (!Io::reads) found = bytes_of(share, ledger);
    io_(share.side, share.dossier, found);
    if constexpr (Io::reads) {
      if (io_.failed()) return;
      if (found) share.found = std::move(*found);
      const bool known = share.side < universe_side(share.rule->group.size());
      if (!known || !share.rule->across) io_.fail();
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

  template <Coded<FileJudgement::Named> T>
  void code(T& one) {
    code_pack(one.pack);
    io_(one.type, one.name, one.within, one.apart, one.dossier, one.node);
  }

  template <typename T>
  void code_pack(T& pack) {
    std::string id;
    if constexpr (!Io::reads) id = pack->id;
    io_(id);
    if constexpr (Io::reads) {
      pack = names_.pack(id);
      if (pack == nullptr) io_.fail();
    }
  }

  template <typename T>
  void code_rule(T& rule) {
    const Pack* pack = nullptr;
    std::uint32_t number = 0;
    if constexpr (!Io::reads) {
      pack = rule->pack;
      number = rule->order;
    }
    code_pack(pack);
    io_(number);
    if constexpr (Io::reads) {
      if (io_.failed()) return;
      rule = names_.rule(*pack, number);
      if (rule == nullptr) io_.fail();
    }
  }

  Io& io_;
  PackNames names_;
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
  return read(bytes, packs, [](auto& coder, auto& judgement) { coder.code(judgement); });
}

std::string encode_report(const FileJudgement& judgement) {
  return written([&](auto& coder) { coder.code_report(judgement); });
}

std::optional<FileJudgement> decode_report(std::string_view bytes, const Packs& packs) {
  return read(bytes, packs, [](auto& coder, auto& judgement) { coder.code_report(judgement); });
}

}  // namespace guiju
