#pragma once
#include <ostream>

#include "report/report.h"

namespace guiju {

// One function a format, one file each. `formats()` holds them all.
void render_text(const Report& report, const RenderOptions& options, std::ostream& out);
void render_concise(const Report& report, const RenderOptions& options, std::ostream& out);
void render_json(const Report& report, const RenderOptions& options, std::ostream& out);
void render_html(const Report& report, const RenderOptions& options, std::ostream& out);
void render_jsonl(const Report& report, const RenderOptions& options, std::ostream& out);
void render_sarif(const Report& report, const RenderOptions& options, std::ostream& out);
void render_junit(const Report& report, const RenderOptions& options, std::ostream& out);
void render_github(const Report& report, const RenderOptions& options, std::ostream& out);
void render_markdown(const Report& report, const RenderOptions& options, std::ostream& out);
void render_csv(const Report& report, const RenderOptions& options, std::ostream& out);
void render_xlsx(const Report& report, const RenderOptions& options, std::ostream& out);
void render_sqlite(const Report& report, const RenderOptions& options, std::ostream& out);

/// For the log of GitHub Actions: annotations, then the text, in which GitHub is told to find no
/// commands.
void render_actions(const Report& report, const RenderOptions& options, std::ostream& out);

}  // namespace guiju
