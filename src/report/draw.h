#pragma once
#include <span>

#include "report/message.h"

namespace guiju {

/// A message as text shows it: a heading, the place with an excerpt, and lines below.
///
///     错误 县级成员机构不少于8家                     zhejiang-2024/county-members
///       ┌─ alliance.yaml:41:1
///     41│ members:
///       │ ^^^^^^^ 现有6家，应不少于8家，还差2家
///       = 怎么办 再补充2家县级成员
void draw(const Message& message, Canvas& canvas);

/// Diagnostics of the call itself or of packs, which stand in no report.
void render_diagnostics(std::span<const Diagnostic> diagnostics, const RenderOptions& options,
                        std::ostream& out);

}  // namespace guiju
