#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/present/lecture.h"
#include "app/present/presentation.h"
#include "app/scene.h"
#include "app/teach/teach_action.h"
#include "app/worked_edit.h"
#include "core/colour_map.h"

namespace attnscope {

// Edits: what a person can do to the Scene. Each goes through apply() and into the history.

struct SetText {
  std::string text;
};
/// The second text, of models that take two.
struct SetTextB {
  std::string text;
};
/// Exchanges the word at a token for its partner (big for small); the span is the word's place in the text.
struct SwapWord {
  Span span;
  std::string replacement;
  bool second = false;  ///< in the second text
};
struct SetQuery {
  QueryChoice query;
};
struct SetSide {
  MapSide side;
};
struct SetHead {
  HeadPlace head;
};
struct SetModel {
  std::string model;
};
/// Dragging sends many of these; they become one step of the history until EndGesture.
struct SetMultiplier {
  float multiplier;
};
struct SetScope {
  Scope scope;
};
struct SetMask {
  MaskChoice mask;
};
struct SetLens {
  Lens lens;
};
struct SetMap {
  MapKind map;
};
struct SetLeaveOutFirst {
  bool on;
};
struct SetOutlined {
  std::optional<PatternId> pattern;
};
/// Moves the animation; not a step of the history.
struct SetStep {
  float step;
};
/// What the question is compared with from now on; none ends the comparison.
struct SetBeside {
  std::optional<Question> question;
};
/// What is compared and what it is compared with change places; the same word goes on asking.
struct ExchangeBeside {};
/// Begins a prediction, reveals, or ends it.
struct SetPrediction {
  std::optional<Prediction> prediction;
};
/// Expects this share of 1 for one of `count` tokens; the others keep their proportions. Dragging sends many of these,
/// which are one step of the history until EndGesture.
struct SetShare {
  int row, count;
  float share;
};
struct SetPage {
  Page page;
};
/// Dragging sends many of these, which are one step of the history until EndGesture.
struct SetRootD {
  RootD experiment;
};
/// Likewise.
struct SetCost {
  Cost cost;
};
/// Goes on with an audit, or ends it. Naming a source notes the sentence in which it is one.
struct SetAudit {
  std::optional<Audit> audit;
};
/// Changes the numbers of a worked example.
struct EditWorked {
  WorkedChange change;
};
struct SetScene {
  Scene scene;
};

/// One of them. Copied and moved in one place, because code for every kind there is would else be made again in each
/// file that sends one.
struct Edit : std::variant<SetText, SetTextB, SwapWord, SetQuery, SetSide, SetHead, SetModel, SetMultiplier, SetScope,
                           SetMask, SetLens, SetMap, SetLeaveOutFirst, SetOutlined, SetStep, SetBeside, ExchangeBeside,
                           SetPrediction, SetShare, SetAudit, SetPage, SetRootD, SetCost, EditWorked, SetScene> {
  using variant::variant;
  Edit(const Edit&);
  Edit(Edit&&) noexcept;
  Edit& operator=(const Edit&);
  Edit& operator=(Edit&&) noexcept;
  ~Edit();
};

/// The only way a Scene changes. Values out of range are brought into it; a swap outside the text changes nothing.
Scene apply(const Scene& scene, const Edit& edit);

// Commands: what a person can ask of the program that is not an edit of the Scene.

enum class Theme : std::uint8_t { Dark, Light };
enum class Panel : std::uint8_t {
  None,
  Help,
  About,
  Examples,
  Models,
  Export,
  Open,
  Save,
  Commands,
  Atlas,
  Lecture,
  SaveLecture,
  ExportLecture,
  Film,
  Learn,
  Record
};

struct Undo {};
struct Redo {};
struct EndGesture {};
struct Play {};  ///< from the start when the animation stands at its end
struct Pause {};
struct SetSpeed {
  float factor;
};  ///< of the animation
struct SetTheme {
  Theme theme;
};
struct SetColourMap {
  ColourMap map;
};
struct SetUiScale {
  float scale;
};
struct SetReducedMotion {
  bool on;
};
struct SetWindowSize {
  int width, height;
};  ///< remembered for the next start
struct ShowPanel {
  Panel panel;
};  ///< None closes
struct ExportTo {
  std::string path;
};
struct OpenPath {
  std::string path;
};  ///< a scene file or a model folder
struct SaveTo {
  std::string path;
};
struct CancelLoading {};  ///< the model that was open stays open
struct CopyFigure {};
struct CopyWorking {
  bool csv = false;
};  ///< every number between the asking word and its output
struct CopyText {
  std::string text;
  std::string what;  ///< "the query vector", to say that it was copied
};
struct CopyDescription {};  ///< what is shown, in sentences
struct DismissNotice {};
struct LookAtLayer {
  bool on;
};                        ///< whether what the layer does is on the screen; only then is it asked for
struct MeasureCost {};    ///< times attention on this machine, from the beginning
struct StopMeasuring {};  ///< what was measured stays

// Lectures: to build one is an edit of the Lecture, to walk through one puts its Scenes on the screen.

struct ChangeLecture {
  LectureEdit edit;
};
struct SaveLectureTo {
  std::string path;
};
struct ExportLectureTo {
  std::string path;
};  ///< as a PDF, one page a scene
struct FilmTo {
  std::string path;
};  ///< the animation of the scene that is shown
struct CancelWork {};
/// From this scene of the lecture, counted from 0; without a lecture the scene that is shown. What is shown now comes
/// back with StopPresenting, with its history.
struct StartPresenting {
  int scene = 0;
};
struct StopPresenting {};
struct Present {
  PresentMove move;
};
struct PresentScene {
  int scene = 0;
};
/// What is presented becomes the lecture's scene.
struct KeepScene {};
struct Quit {};

/// One of them, made as Edit is.
struct Command : std::variant<Undo, Redo, EndGesture, Play, Pause, SetSpeed, SetTheme, SetColourMap, SetUiScale,
                              SetReducedMotion, SetWindowSize, ShowPanel, ExportTo, OpenPath, SaveTo, CancelLoading,
                              CopyFigure, CopyWorking, CopyText, CopyDescription, DismissNotice, LookAtLayer,
                              MeasureCost, StopMeasuring, Teach, ChangeLecture, SaveLectureTo, ExportLectureTo, FilmTo,
                              CancelWork, StartPresenting, StopPresenting, Present, PresentScene, KeepScene, Quit> {
  using variant::variant;
  Command(const Command&);
  Command(Command&&) noexcept;
  Command& operator=(const Command&);
  Command& operator=(Command&&) noexcept;
  ~Command();
};

/// What a view answers with.
using Action = std::variant<Edit, Command>;
using Actions = std::vector<Action>;
void append(Actions& to, Actions from);

}  // namespace attnscope
