#pragma once

#include <memory>
#include <string>

#include "app/worked.h"
#include "core/trace_source.h"

namespace attnscope {

/// A worked example as a source: its words have the numbers that the tables say. name: what it is called in scenes and
/// on the command line. It reads texts of as many words as the tables have rows. worked: as check() accepted it.
std::shared_ptr<const TraceSource> worked_source(const std::string& name, const Worked& worked);

/// What can be said of it before any text is given to it.
SourceCard worked_card(const std::string& name, const Worked& worked);

}  // namespace attnscope
