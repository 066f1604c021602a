#pragma once
#include <cstdint>
#include <ostream>
#include <string>
#include <unordered_map>
#include <vector>

#include "document/read_yaml.h"
#include "report/report_parts.h"

namespace guiju {

/// What an answers file says about one dossier.
struct AnsweredDossier {
  struct Item {
    std::string id;                ///< address of the question: `zhejiang-2024/work-plan-concrete`
    std::optional<Answer> answer;  ///< none where it is not filled in, or not in full
    Place place;
  };
  std::string file;            ///< as the report called it
  std::uint32_t document = 1;  ///< of the file, from 1
  std::string sha256;          ///< of the dossier that was looked at
  std::vector<Item> items;
  Place place;
};

/// Reads answers files. What is no such file, or cannot be read as one, is an error in
/// `diagnostics`; an answer without a name or a date is a warning, and no answer.
std::vector<AnsweredDossier> read_answers(const std::vector<std::string>& files,
                                          const ReadLimits& limits, Diagnostics& diagnostics);

/// A report with the answers to its questions. Those about a dossier that has changed since
/// (another SHA-256), that is not in the report, or that has no such question, are left out, and
/// each is a diagnostic of the report; so is a question with two answers, which stays open.
class AnsweredParts final : public ReportParts {
 public:
  /// Reads the report once, unless there are no answers. Both must outlive it.
  AnsweredParts(const std::vector<AnsweredDossier>& answered, const ReportParts& report);

  const ReportHead& head() const override { return report_.head(); }
  using ReportParts::each;
  void each(const Visit& visit, Extent extent, const Dossiers* only) const override;

 private:
  void give_dossier(const ReportPart& part, const Visit& visit) const;

  const ReportParts& report_;
  std::unordered_map<std::uint32_t, std::vector<const AnsweredDossier*>> by_dossier_;
  std::vector<const AnsweredDossier*> unknown_;  ///< about dossiers that are not in the report
};

/// Writes an answers file for the questions of a report, to fill in; what is answered stands filled
/// in.
void write_answers(const ReportParts& report, Language language, std::ostream& out);

}  // namespace guiju
