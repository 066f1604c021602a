#pragma once
#include "report/canvas.h"
#include "report/statistics.h"

namespace guiju {

/// The statistics as tables of text: the first rows of each, or all where everything is asked for.
void draw_statistics(const Statistics& statistics, Canvas& canvas);

}  // namespace guiju
