#pragma once
#include <chrono>
#include <cstddef>
#include <memory>
#include <ostream>
#include <string>

#include "cli/call.h"

namespace guiju {

/// How far a run is.
struct Progress {
  std::size_t done = 0, total = 0;  ///< files
  std::size_t found = 0;            ///< findings and diagnostics so far
  double seconds = 0;               ///< since it began
};

/// Progress in words: files judged of all, findings, rate, time left, as many of these as fit into
/// `width` terminal cells. Once all files are judged, that the report is being made.
std::string words_of(const Progress& progress, Language language, std::size_t width);

/// A line on a terminal that shows progress, drawn anew at most ten times a second; not at all in
/// the first half second, so that short runs do not flicker. Gone when its owner goes. Used by one
/// thread at a time.
class ProgressLine {
 public:
  /// `out` is a terminal `width` cells wide, and outlives this.
  ProgressLine(std::ostream& out, Language language, std::size_t width);
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine() { erase(); }

  void show(std::size_t done, std::size_t total, std::size_t found);
  /// Leaves the terminal as if nothing had been drawn: for whoever writes to it next.
  void erase();

 private:
  using Clock = std::chrono::steady_clock;
  std::ostream& out_;
  Language language_;
  std::size_t width_;
  Clock::time_point begun_, next_;
  bool drawn_ = false;
};

/// The line for a call's standard error; null where that is no terminal that can be drawn on, or
/// the call asks for quiet.
std::unique_ptr<ProgressLine> progress_line(const Call& call);

}  // namespace guiju
