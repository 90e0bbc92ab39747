#pragma once

#include <vector>

#include "cli/command.h"

// Each command's two functions, for the table; each pair lives in the file of its name.
namespace attnscope::cli {

std::vector<Option> attend_options();
Status attend(const Values& values, const Context& context);

std::vector<Option> patterns_options();
Status patterns(const Values& values, const Context& context);

std::vector<Option> tokenize_options();
Status tokenize(const Values& values, const Context& context);

std::vector<Option> dump_options();
Status dump(const Values& values, const Context& context);

std::vector<Option> export_options();
Status export_head(const Values& values, const Context& context);

std::vector<Option> shot_options();
Status shot(const Values& values, const Context& context);

std::vector<Option> film_options();
Status film(const Values& values, const Context& context);

std::vector<Option> models_options();
Status models(const Values& values, const Context& context);

}  // namespace attnscope::cli
