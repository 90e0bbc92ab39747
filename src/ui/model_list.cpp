#include "ui/model_list.h"

#include "app/numbers.h"
#include "app/plans/heads_plan.h"
#include "ui/sheet.h"

namespace attnscope {
namespace {

constexpr float kModelRow = 50;
constexpr float kRowGap = 4;

void open_and_close(const std::string& model, Actions& actions) {
  actions.emplace_back(Edit(SetModel{model}));
  actions.emplace_back(Command(ShowPanel{Panel::None}));
}

float section_title(const Paint& paint, const Rect& area, float y, std::string_view title, std::string_view said) {
  Rect line{area.x + paint.px(10), y + paint.px(8), area.w - paint.px(10), paint.px(24)};
  take_left(line, paint.text_in(Type::SmallStrong, line, Align::Left, paint.colours().query, title) + paint.px(10));
  paint.text_in(Type::Small, line, Align::Left, paint.colours().faint, said);
  return y + paint.px(36);
}

void show_greyed(const Paint& paint, int id, const Rect& row, const FoundModel& found) {
  const Palette& c = paint.colours();
  Rect inside = row.inset(paint.px(10), paint.px(4));
  paint.text_in(Type::Body, take_top(inside, inside.h / 2), Align::Left, c.faint, found.name);
  paint.text_in(Type::Small, inside, Align::Left, c.faint, found.why_not);
  if (touch(id, row).hovered) tooltip(paint, found.name + "\n" + found.why_not + "\n" + found.folder);
}

float show_found(const ViewInput& in, const Paint& paint, const Rect& area, float y,
                 const std::vector<FoundModel>& models, int first_id, Actions& actions) {
  for (std::size_t i = 0; i < models.size(); ++i) {
    const FoundModel& found = models[i];
    const int id = first_id + static_cast<int>(i);
    const Rect row{area.x, y, area.w, paint.px(kModelRow - kRowGap)};
    y += paint.px(kModelRow);
    if (!ImGui::IsRectVisible({row.x, row.y}, {row.right(), row.bottom()})) continue;
    if (!found.why_not.empty()) {
      show_greyed(paint, id, row, found);
      continue;
    }
    // A folder's own name may be that of many; one of the cache is one model's.
    const std::string where = found.name.find('/') == std::string::npos ? "  ·  " + found.folder : std::string();
    const std::string second = shape_text(*found.card) + ", " + size_text(found.bytes) + where;
    if (choice(paint, id, row, found.name, second, found.folder == in.app.card.origin)) {
      open_and_close(found.folder, actions);
    }
  }
  return y;
}

}  // namespace

float show_named_models(const ViewInput& in, const Paint& paint, const Rect& area, Actions& actions) {
  float y = area.y;
  int id = 0;
  for (const SourceCard& card : in.app.sources) {
    const Rect row{area.x, y, area.w, paint.px(kModelRow - kRowGap)};
    const std::string second = shape_text(card) + ", reads " + std::to_string(card.max_tokens) + " tokens" +
                               (card.causal ? ", looks back only" : ", looks both ways");
    if (choice(paint, id++, row, card.title + "  (" + card.name + ")", second, card.name == in.app.card.name)) {
      open_and_close(card.name, actions);
    }
    y += paint.px(kModelRow);
  }
  return y;
}

float show_worked_examples(const ViewInput& in, const Paint& paint, const Rect& area, Actions& actions) {
  constexpr int kWorkedIds = 500;
  if (in.app.worked.empty()) return area.y;
  float y = section_title(paint, area, area.y, "By hand", "a head on paper: every number can be changed");
  for (std::size_t i = 0; i < in.app.worked.size(); ++i) {
    const WorkedExample& example = in.app.worked[i];
    const Rect row{area.x, y, area.w, paint.px(kModelRow - kRowGap)};
    const bool open = example.name == in.app.scene.model;
    if (choice(paint, kWorkedIds + static_cast<int>(i), row, example.worked.title, example.worked.note, open)) {
      open_and_close(example.name, actions);
    }
    y += paint.px(kModelRow);
  }
  return y;
}

float show_offered_models(const ViewInput& in, const Paint& paint, const Rect& area, Actions& actions) {
  constexpr int kRecentIds = 1000;
  constexpr int kCachedIds = 2000;
  const OfferedModels& offered = in.app.offered;
  float y = area.y;
  if (!offered.recent.empty()) {
    y = section_title(paint, area, y, "Opened lately", "");
    y = show_found(in, paint, area, y, offered.recent, kRecentIds, actions);
  }
  const std::string_view said = in.app.searching && offered.cached.empty() ? "looking …"
                                : offered.cached.empty()                   ? "nothing there"
                                                                           : "";
  y = section_title(paint, area, y, "In the Hugging Face cache", said);
  return show_found(in, paint, area, y, offered.cached, kCachedIds, actions);
}

}  // namespace attnscope
