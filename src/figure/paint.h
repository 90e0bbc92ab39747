#pragma once

#include "figure/plan.h"
#include "figure/type_setter.h"

namespace attnscope::figure {

/// The one drawing behind every file format.
/// context: whose user space is the plan's page, y downwards.
void paint(cairo_t* context, const Content& content, const Plan& plan, const TypeSetter& setter);

}  // namespace attnscope::figure
