#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/application.h"
#include "app/plans/heatmap_plan.h"
#include "app/plans/root_d_plan.h"
#include "ui/gpu.h"
#include "ui/layout.h"
#include "ui/page.h"
#include "ui/paint.h"
#include "ui/text_field.h"

namespace attnscope {

/// Where the keyboard acts, in the order of the Tab key.
enum class Focus : std::uint8_t { Sentence, SecondText, Lesson, Words, Map, Numbers, Patterns, Heads, Timeline, Scale };
inline constexpr int kFocusCount = 10;
/// Whether that part is on the screen: a worked example shows its numbers where a model has patterns and
/// heads; a lesson or an audit is there while it is under way.
bool is_shown(Focus part, const AppState& app);

/// One of the fields that texts are typed into.
struct SentenceField {
  std::string text;         ///< as Dear ImGui edits it
  std::string of_scene;     ///< the Scene's text that it was made from
  bool editable = true;     ///< false where Dear ImGui cannot hold every character of it at once
  bool active = false;      ///< the caret is in it
  bool take_focus = false;  ///< put the caret into it at the next frame
};

/// Where the keyboard stands in the numbers of a worked example, and what is being typed there.
struct NumberCursor {
  std::string model;  ///< the example that all this is about
  int tab = 0;
  int row = 0;
  int column = 0;
  int key = 0;                       ///< the key that was pointed to last: where a nudge of the query goes
  std::optional<std::string> typed;  ///< the number that is being typed
  float before = 0;                  ///< what it, or the one that is dragged, was before
  float dragged_from = 0;            ///< where the pointer went down
  std::string said;                  ///< what the last command did, or why it did nothing
  std::optional<Worked> said_of;     ///< the numbers that it is true of
  bool refused = false;              ///< whether it is the latter
  bool moved = false;                ///< the cell has to be brought into view
  bool wheel_nudges = false;         ///< the pointer is on the cursor's cell
};

/// The field for a path in a panel, from one opening to the next.
struct PathField {
  std::string text;          ///< as Dear ImGui edits it
  std::string suggestion;    ///< the file's name that was offered last
  std::string replaces;      ///< the path of a file that is there already, which the next Enter replaces
  bool take_focus = false;   ///< put the caret into the field at the next frame
  bool select_stem = false;  ///< and select the file's name without its ending
};

/// What the lecture's panel remembers.
struct LectureMemory {
  int row = 0;                 ///< the chosen scene, counted from 0
  bool row_moved = false;      ///< by the keyboard, so that it has to be brought into view
  std::optional<int> dragged;  ///< the scene that the pointer carries to another place
  TextField name;              ///< of the lecture
  TextField title, notes;      ///< of the chosen scene

  [[nodiscard]] bool typing() const { return name.active || title.active || notes.active; }
  [[nodiscard]] bool awaits_field() const { return name.take_focus || title.take_focus || notes.take_focus; }
  void leave_fields() { name.active = title.active = notes.active = false; }
};

/// A model's card as it was read and laid out last, for one unit and the width that it says.
struct AboutPage {
  std::string facts, card;  ///< what the blocks were read from
  std::size_t rows = 0;     ///< of the card's facts
  std::vector<PageBlock> blocks;
  LaidPage laid;
  float unit = 0;
};

/// What was chosen and typed at one step of a lesson, and how high its strip has to be.
struct LessonMemory {
  std::optional<LessonPlace> at;  ///< the step that the answer belongs to
  int choice = 0;                 ///< what Enter answers
  double number = 0;              ///< likewise, where a number is asked for
  std::string typed;              ///< the same as digits; empty: `number` counts
  std::shared_ptr<const Lesson> measured;
  float width = 0, unit = 0;  ///< what it was measured for
  float height = 0;
};

/// The numbers of the experiment with √d for one seed.
struct RootDMemory {
  std::shared_ptr<const RandomScores> scores;
  RootDCurves curves;
};

/// What is being written of a step of one's own.
struct RecordFields {
  TextField title_field, text_field, lesson_field, path_field;
  std::string title, text, lesson, path;
  std::string suggested;  ///< the path that was offered last

  [[nodiscard]] bool awaits_field() const {
    return title_field.take_focus || text_field.take_focus || lesson_field.take_focus || path_field.take_focus;
  }
};

/// The stage of the query view that somebody chose to see in depth, until the timeline enters another.
struct DepthChoice {
  int stage = -1;   ///< -1: none
  int moment = -1;  ///< the stage that the timeline was in
};

/// What the window remembers by itself: where the pointer is, how far a list is scrolled. Nothing in it changes a
/// number.
struct UiMemory {
  /// Whether the caret is in one of the texts.
  [[nodiscard]] bool typing() const { return sentence.active || second_text.active; }

  Focus focus = Focus::Words;
  bool focus_visible = false;  ///< after Tab; a click hides the ring again
  SentenceField sentence, second_text;
  std::optional<int> hovered_key;       ///< a key that the pointer is on, wherever it is drawn
  std::optional<int> next_hovered_key;  ///< found in this frame; becomes hovered_key with the next
  std::optional<int> chosen_key;        ///< the key whose working is shown while the pointer is on none
  bool bring_chosen_key = false;        ///< scroll so that it is on view
  std::vector<int> key_order;           ///< the query view's keys from top to bottom, as drawn last
  DepthChoice depth;
  float timeline_before = kTimelineEnd;  ///< where the timeline stood when the query view was drawn last
  int dimension = -1;                    ///< of the output, whose sum is written out; -1: the largest
  int stream_dimension = -1;             ///< likewise of the residual stream; -1: the one that changes most
  bool shows_layer = false;              ///< what the layer does is on the screen, or will be in a moment
  std::optional<int> previewed_query;    ///< the chip that the pointer is on: where it would look if it asked
  std::optional<Cell> hovered_cell;
  MapRegion region;
  MapSize region_size;                 ///< the map's size that the region was chosen for
  std::optional<bool> keys_by_weight;  ///< the query view's order; none: by weight where not all keys fit
  float chips_height = 0;
  float numbers_height = 0;     ///< of a worked example; both as they were needed in the frame before
  bool scale_set_back = false;  ///< by a double click whose button is still down
  int typed_number = 0;         ///< of a word, digit by digit
  double typed_at = -10;
  std::optional<HeadPlace> atlas_head;  ///< the head that the atlas has been scrolled to
  int meter = 0;                        ///< the meter that the keyboard stands on
  NumberCursor numbers;
  PathField open_path, save_path, export_path, save_lecture_path, export_lecture_path, film_path;
  LessonMemory lesson;
  RecordFields record;
  RootDMemory root_d;
  int audit_choice = 0;        ///< what Enter chooses in an audit
  int predict_row = 0;         ///< the word whose share the keyboard moves
  bool predict_moved = false;  ///< by the keyboard, so that it has to be brought into view
  int learn_section = 0;       ///< of the panel to learn with
  int learn_row = 0;           ///< of that, the one that Enter chooses
  bool learn_moved = false;    ///< by the keyboard, so that it has to be brought into view
  AboutPage about;
  std::string palette;         ///< what was typed into the command palette
  int scroll_lines = 0;        ///< by which the keyboard asked the open sheet to scroll
  int palette_row = 0;         ///< of those found, the one that Enter runs
  bool palette_moved = false;  ///< by the keyboard, so that it has to be brought into view
  LectureMemory lecture;
  Point spot{-1e6F, -1e6F};           ///< where the pointer was last, while something is presented
  std::optional<Seconds> spot_moved;  ///< when it moved last; none: not since the presentation began
  int presented_scene = -1;           ///< the scene that was presented last
  int listed_scene = -1;              ///< the scene that the presented list was scrolled to
};

/// What a view gets: const state, a place, something to paint with, and its memory.
struct ViewInput {
  const AppState& app;
  Rect area;
  const Paint& paint;
  Gpu& gpu;
  UiMemory& memory;
  Seconds now = 0;
};

/// Shows a part of the screen in its place and nowhere else. key: stable.
Actions show_part(const ViewInput& whole, const char* key, Actions (*show)(const ViewInput&), const Rect& area);

/// What the pointer does on a rectangle.
struct Touch {
  bool hovered = false;
  bool clicked = false;
  bool double_clicked = false;
  bool held = false;
  bool released = false;
};

/// Makes a rectangle respond to the pointer. `id` is stable within the view.
Touch touch(const char* id, const Rect& rect);
Touch touch(int id, const Rect& rect);

/// A tooltip of one or more lines beside the pointer; none while something is presented.
void tooltip(const Paint& paint, std::string_view text, Type type = Type::Small);

/// The ring round the part that the keyboard acts on.
void focus_ring(const ViewInput& in, Focus part, const Rect& rect);

}  // namespace attnscope
