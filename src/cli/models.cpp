#include <algorithm>
#include <ostream>

#include "cli/all_commands.h"
#include "cli/columns.h"

namespace attnscope::cli {
namespace {

/// "2 x 4", or "2 x 4-8" where layers have different numbers of heads.
std::string layers_by_heads(const std::vector<LayerShape>& layers) {
  if (layers.empty()) return "0 x 0";
  const auto fewer = [](const LayerShape& a, const LayerShape& b) { return a.heads < b.heads; };
  const auto [least, most] = std::minmax_element(layers.begin(), layers.end(), fewer);
  const std::string heads =
      std::to_string(least->heads) + (least->heads == most->heads ? "" : "-" + std::to_string(most->heads));
  return std::to_string(layers.size()) + " x " + heads;
}

}  // namespace

std::vector<Option> models_options() { return {}; }

Status models(const Values&, const Context& context) {
  const Result<std::vector<SourceCard>> cards = context.models.list();
  if (!cards) return cards.error();
  std::vector<std::vector<std::string>> rows{{"name", "layers x heads", "parameters", "folder"}};
  for (const SourceCard& card : *cards) {
    rows.push_back({card.name, layers_by_heads(card.layers_of(resolve_side(MapSide::Encoder, card))),
                    std::to_string(card.parameters), card.origin});
  }
  context.out << in_columns(rows);
  return {};
}

}  // namespace attnscope::cli
