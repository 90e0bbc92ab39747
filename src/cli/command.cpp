#include "cli/command.h"

#include <array>
#include <ostream>

#include "cli/all_commands.h"
#include "text/unicode.h"

namespace attnscope::cli {

std::span<const Command> commands() {
  static constexpr std::array kCommands{
      Command{"attend", "what one token attends to: scores and weights of its row", &attend_options, &attend},
      Command{"patterns", "how strongly every head shows every pattern", &patterns_options, &patterns},
      Command{"tokenize", "the token ids of a text, or of many", &tokenize_options, &tokenize},
      Command{"dump", "every head's weights as safetensors", &dump_options, &dump},
      Command{"export", "one head as a figure, numbers or a description, or a lecture as a pdf", &export_options,
              &export_head},
      Command{"shot", "a picture of the real window", &shot_options, &shot},
      Command{"film", "the animation of one head as a gif, an mp4 or pictures of the real window", &film_options,
              &film},
      Command{"models", "what can be opened by name here", &models_options, &models},
  };
  return kCommands;
}

void warn(const Context& context, std::string_view message) {
  context.err << "attnscope: " << printable(message) << "\n";
}

}  // namespace attnscope::cli
