#pragma once
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "report/canvas.h"

namespace guiju {

/// One message as text shows it: a heading, the place with an excerpt, and lines below.
///
///     错误 县级成员机构不少于8家                     zhejiang-2024/county-members
///       ┌─ alliance.yaml:41:1
///     41│ members:
///       │ ^^^^^^^ 现有6家，应不少于8家，还差2家
///       = 怎么办 再补充2家县级成员
struct Message {
  Ink ink = Ink::plain;
  std::string label;  ///< 错误
  std::string title;
  std::string address;                                     ///< rule or diagnostic id
  Place place;                                             ///< may be unknown
  std::string sentence;                                    ///< beside the carets; may be empty
  std::vector<RelatedPlace> related;                       ///< drawn below the place
  std::vector<std::pair<std::string, std::string>> lines;  ///< name and text
};

void draw(const Message& message, Canvas& canvas);

/// A diagnostic as a message.
Message message_for(const Diagnostic& diagnostic, Language language);

/// Diagnostics of the call itself or of packs, which stand in no report.
void render_diagnostics(std::span<const Diagnostic> diagnostics, const RenderOptions& options,
                        std::ostream& out);

}  // namespace guiju
