#include "report/head.h"

#include "report/message.h"
#include "report/phrase.h"

namespace guiju {

namespace {

std::string threshold_words(const Threshold& threshold, Language language) {
  constexpr std::array<std::string_view, 4> zh{
      "违反“应当”条款即未通过", "违反“应当”“原则上”条款即未通过", "“鼓励”条款未做到也算未通过",
      "无论发现什么都不算未通过"};
  constexpr std::array<std::string_view, 4> en{
      "broken must clauses fail", "broken must and in-principle clauses fail",
      "encouraged clauses that are not met fail as well", "nothing fails"};
  const auto level = static_cast<std::size_t>(threshold.level);
  const auto open =
      threshold.undecided_counts
          ? word(language, "“应当”条款无法判定也算未通过", "undecided must clauses fail")
          : word(language, "无法判定的不算未通过", "undecided clauses do not fail");
  std::vector<std::string> parts{std::string(language == Language::zh ? zh[level] : en[level])};
  if (threshold.level != Threshold::Level::never) parts.emplace_back(open);
  if (threshold.open_review_counts) {
    parts.emplace_back(word(language, "有问题未经人工审查也算未通过",
                            "questions that nobody has answered fail"));
  }
  return listed(std::move(parts), language);
}

std::string words_of(const Pack& pack, Language language) {
  const auto facts = listed({pack.issuer.in(language), pack.number,
                             fmt::format("{} {}", pack.id, pack.version),
                             "SHA-256 " + digest_of(pack)},
                            language);
  return say(language, "{}（{}）", "{} ({})", pack.title.in(language), facts);
}

/// The one dossier of a run that looked at nothing else.
const DossierReport* one_dossier(const ReportHead& head, const Digest& digest) {
  return digest.only_dossier && head.files == 1 ? &*digest.only_dossier : nullptr;
}

std::string dossier_words(const ReportHead& head, const Digest& digest, Language language) {
  if (const auto* dossier = one_dossier(head, digest)) {
    if (dossier->sha256.empty()) return dossier->file;
    return say(language, "{}（SHA-256 {}）", "{} (SHA-256 {})", dossier->file, dossier->sha256);
  }
  return say(language, "{}个文件，{}份材料", "files: {}, dossiers: {}", head.files,
             digest.totals.dossiers);
}

}  // namespace

std::vector<HeadFact> head_of(const ReportHead& head, const Digest& digest,
                              const RenderOptions& options) {
  const auto language = options.language;
  std::vector<HeadFact> facts;
  const auto add = [&](std::string_view zh, std::string_view en, std::string value) {
    if (!value.empty()) facts.push_back({std::string(word(language, zh, en)), std::move(value)});
  };
  add("材料", "dossiers", dossier_words(head, digest, language));
  for (const auto* pack : head.packs) add("依据", "policy", words_of(*pack, language));
  const auto* one = one_dossier(head, digest);
  const auto& day = one != nullptr ? one->as_of : head.as_of;
  const auto source = one != nullptr ? one->as_of_source : head.as_of_source;
  add("审查日期", "as of", say(language, "{}（{}）", "{} ({})", day, words_of(source, language)));
  add("判定门槛", "threshold", threshold_words(options.threshold, language));
  if (head.has_baseline) {
    add("基线", "baseline", std::string(word(language, "基线中已有的不计", "what it has does not count")));
  }
  add("只用政策包", "only packs", join(head.only_packs, language));
  add("只查规则", "only rules", join(head.only_rules, language));
  add("工具", "tool", say(language, "规矩 guiju {}", "guiju {}", head.version));
  return facts;
}

}  // namespace guiju
