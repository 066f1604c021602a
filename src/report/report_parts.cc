#include "report/report_parts.h"

#include <stdexcept>

namespace guiju {

namespace {

/// Takes from the front of entries in the order of the report those that belong together.
template <typename Entry>
class Front {
 public:
  explicit Front(std::span<const Entry> entries) : rest_(entries) {}

  template <typename Belongs>
  std::span<const Entry> take(Belongs belongs) {
    std::size_t number = 0;
    while (number < rest_.size() && belongs(rest_[number])) ++number;
    const auto taken = rest_.first(number);
    rest_ = rest_.subspan(number);
    return taken;
  }

  const Entry& first() const { return rest_.front(); }
  bool empty() const { return rest_.empty(); }

 private:
  std::span<const Entry> rest_;
};

/// Goes through a report once, from its first part to its last.
class Walk {
 public:
  Walk(const Report& report, const ReportParts::Visit& visit, const ReportParts::Dossiers* only)
      : report_(report), visit_(visit), only_(only) {}

  void go() {
    for (std::uint32_t i = 0; i < report_.dossiers.size(); ++i) {
      ReportPart part = part_of(i);
      part.dossier = &report_.dossiers[i];
      part.file = part.dossier->file;
      part.diagnostics = diagnostics_.take([i](const auto& entry) { return entry.dossier == i; });
      if (is_read(only_, i)) visit_(part);
    }
    while (!diagnostics_.empty()) give_file(diagnostics_.first().diagnostic.place.file);
    if (!findings_.empty() || !results_.empty() || !review_.empty()) visit_(part_of(no_dossier));
    check_order(findings_.empty() && results_.empty() && review_.empty());
  }

 private:
  /// What is said of a dossier, or of the audit as a whole; but for diagnostics.
  ReportPart part_of(std::uint32_t dossier) {
    const auto of_dossier = [dossier](const auto& entry) { return entry.dossier == dossier; };
    ReportPart part;
    part.index = dossier;
    part.findings = findings_.take(of_dossier);
    part.results = results_.take(of_dossier);
    part.review = review_.take(of_dossier);
    return part;
  }

  /// Diagnostics that name no file are about the audit as a whole, as is all else without a
  /// dossier.
  void give_file(const std::string& file) {
    ReportPart part = file.empty() ? part_of(no_dossier) : ReportPart{};
    part.file = file;
    part.diagnostics = diagnostics_.take([&file](const InputDiagnostic& entry) {
      return entry.dossier == no_dossier && entry.diagnostic.place.file == file;
    });
    check_order(!part.diagnostics.empty());
    visit_(part);
  }

  /// What stands out of order belongs to no part, and would be told by no format.
  static void check_order(bool kept) {
    if (!kept) throw std::logic_error("a report out of order");
  }

  const Report& report_;
  const ReportParts::Visit& visit_;
  const ReportParts::Dossiers* only_;
  Front<InputDiagnostic> diagnostics_{report_.diagnostics};
  Front<Finding> findings_{report_.findings};
  Front<RuleResult> results_{report_.results};
  Front<ReviewItem> review_{report_.review};
};

}  // namespace

void PartsInMemory::each(const Visit& visit, Extent /*extent*/, const Dossiers* only) const {
  Walk(report_, visit, only).go();
}

Report whole(const ReportParts& parts) {
  Report report;
  static_cast<ReportHead&>(report) = parts.head();
  parts.each([&](const ReportPart& part) {
    if (part.dossier != nullptr) report.dossiers.push_back(*part.dossier);
    const auto copy = [](const auto& from, auto& to) {
      to.insert(to.end(), from.begin(), from.end());
    };
    copy(part.diagnostics, report.diagnostics);
    copy(part.findings, report.findings);
    copy(part.results, report.results);
    copy(part.review, report.review);
  });
  return report;
}

}  // namespace guiju
