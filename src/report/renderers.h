#pragma once
#include <ostream>

#include "report/digest.h"
#include "report/report_parts.h"

namespace guiju {

// One function a format, one file each. `formats()` holds them all.
void render_text(const ReportParts& report, const Digest& digest, const RenderOptions& options,
                 std::ostream& out);
void render_concise(const ReportParts& report, const Digest& digest, const RenderOptions& options,
                    std::ostream& out);
void render_json(const ReportParts& report, const Digest& digest, const RenderOptions& options,
                 std::ostream& out);
void render_html(const ReportParts& report, const Digest& digest, const RenderOptions& options,
                 std::ostream& out);
void render_jsonl(const ReportParts& report, const Digest& digest, const RenderOptions& options,
                  std::ostream& out);
void render_sarif(const ReportParts& report, const Digest& digest, const RenderOptions& options,
                  std::ostream& out);
void render_junit(const ReportParts& report, const Digest& digest, const RenderOptions& options,
                  std::ostream& out);
void render_github(const ReportParts& report, const Digest& digest, const RenderOptions& options,
                   std::ostream& out);
void render_markdown(const ReportParts& report, const Digest& digest, const RenderOptions& options,
                     std::ostream& out);
void render_csv(const ReportParts& report, const Digest& digest, const RenderOptions& options,
                std::ostream& out);
void render_xlsx(const ReportParts& report, const Digest& digest, const RenderOptions& options,
                 std::ostream& out);
void render_sqlite(const ReportParts& report, const Digest& digest, const RenderOptions& options,
                   std::ostream& out);

/// For the log of GitHub Actions: annotations, then the text, in which GitHub is told to find no
/// commands.
void render_actions(const ReportParts& report, const Digest& digest, const RenderOptions& options,
                    std::ostream& out);

}  // namespace guiju
