#pragma once
#include <memory>
#include <string>
#include <vector>

#include "report/report_parts.h"

namespace guiju {

/// Gives each part as a copy that is gone when the next comes, as one does that reads them from a
/// file, and of dossiers no more than is asked for; and counts how often it is asked.
class PartsAnew final : public ReportParts {
 public:
  explicit PartsAnew(const Report& report) : parts_(report) {}

  const ReportHead& head() const override { return parts_.head(); }

  using ReportParts::each;
  void each(const Visit& visit, Extent extent, const Dossiers* only) const override {
    ++times;
    parts_.each([&](ReportPart part) {
      if (extent < Extent::results && part.dossier != nullptr) part.results = {};
      const auto copy = std::make_unique<Copy>(part);
      if (extent < Extent::whole && part.dossier != nullptr) copy->leave_out_looks();
      visit(copy->part);
    }, extent, only);
  }

  mutable std::size_t times = 0;

 private:
  struct Copy {
    explicit Copy(const ReportPart& from)
        : file(from.file),
          diagnostics(from.diagnostics.begin(), from.diagnostics.end()),
          findings(from.findings.begin(), from.findings.end()),
          results(from.results.begin(), from.results.end()),
          review(from.review.begin(), from.review.end()) {
      if (from.dossier != nullptr) dossier = std::make_unique<DossierReport>(*from.dossier);
      part = {dossier.get(), from.index, file, diagnostics, findings, results, review};
    }
    void leave_out_looks() {
      for (auto& item : review) item.look_at.clear();
    }
    std::unique_ptr<DossierReport> dossier;
    std::string file;
    std::vector<InputDiagnostic> diagnostics;
    std::vector<Finding> findings;
    std::vector<RuleResult> results;
    std::vector<ReviewItem> review;
    ReportPart part;
  };

  PartsInMemory parts_;
};

}  // namespace guiju
