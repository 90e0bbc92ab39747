#pragma once

#include "ui/view.h"

namespace attnscope {

/// The panels with a path to type. What one of them would write over is asked about first.
Actions show_open(const ViewInput& in);
Actions show_save(const ViewInput& in);
Actions show_export(const ViewInput& in);
Actions show_save_lecture(const ViewInput& in);
Actions show_export_lecture(const ViewInput& in);
Actions show_film(const ViewInput& in);

}  // namespace attnscope
