#include "ui/about.h"

#include <utility>

#include "ui/sheet.h"

namespace attnscope {
namespace {

std::string facts(const SourceCard& card) {
  return card.name + ": " + std::to_string(card.layers.size()) + " layers, d " + std::to_string(card.hidden) + ", " +
         std::to_string(card.parameters) + " parameters, reads " + std::to_string(card.max_tokens) + " tokens\n" +
         card.origin;
}

PageBlock table_of(const std::vector<Fact>& facts) {
  PageBlock table{.kind = PageBlock::Kind::Facts, .text = {}, .rows = {}};
  for (const Fact& fact : facts) table.rows.push_back({fact.name, fact.value});
  return table;
}

/// Reads the card when it is another one. A card of its own tells more than the files do.
void follow_card(AboutPage& about, const SourceCard& card) {
  std::string first = facts(card);
  if (about.facts == first && about.card == card.about && about.rows == card.facts.size()) return;
  about = {.facts = std::move(first),
           .card = card.about,
           .rows = card.facts.size(),
           .blocks = plan_page(card.about),
           .laid = {},
           .unit = 0};
  const bool has_card = !card.about.empty() || card.facts.empty();
  about.blocks.insert(
      about.blocks.begin(),
      has_card ? PageBlock{.kind = PageBlock::Kind::Paragraph, .text = about.facts, .rows = {}} : table_of(card.facts));
}

}  // namespace

Actions show_about(const ViewInput& in) {
  const std::string title = "About " + (in.app.card.title.empty() ? std::string("the model") : in.app.card.title);
  return sheet(in, "about", title, 860, 760, [&in](const Paint& paint, const Rect& area, Actions&) {
    AboutPage& about = in.memory.about;
    follow_card(about, in.app.card);
    if (about.laid.width != area.w || about.unit != paint.px(1)) {
      about.laid = lay_page(paint, area.w, about.blocks);
      about.unit = paint.px(1);
    }
    paint_page(paint, {area.x, area.y}, about.laid);
    end_body(area.y + about.laid.height);
  });
}

}  // namespace attnscope
