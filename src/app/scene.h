#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/lens.h"
#include "app/worked.h"
#include "core/mask.h"
#include "core/patterns.h"
#include "core/result.h"
#include "core/trace.h"
#include "core/trace_source.h"

namespace attnscope {

/// Whether scale and mask bend only the head that is viewed (everything upstream stays as the model computed it), or
/// every head, with the pass run again.
enum class Scope : std::uint8_t { Head, Model };

/// What the heatmap's colours stand for.
enum class MapKind : std::uint8_t { Weights, Scores };

enum class MaskKind : std::uint8_t { Model, All, Causal, Nearby };
inline constexpr std::array kMaskKinds{MaskKind::Model, MaskKind::All, MaskKind::Causal, MaskKind::Nearby};
/// The choice after this one, and after the last the first.
constexpr MaskKind next(MaskKind kind) { return kMaskKinds[(static_cast<std::size_t>(kind) + 1) % kMaskKinds.size()]; }

inline constexpr int kMaxCounted = 1'000'000;  ///< no layer, head or token is asked for beyond this

inline constexpr int kMinWindow = 1;
inline constexpr int kMaxWindow = 512;

/// The mask a person chose; Model stands for whatever the head has by itself.
struct MaskChoice {
  MaskKind kind = MaskKind::Model;
  int window = 3;  ///< for Nearby: |i - j| <= window; kMin ... kMaxWindow

  friend bool operator==(const MaskChoice&, const MaskChoice&) = default;
};

/// The mask to use for a head whose own mask is `native`.
Mask resolve(const MaskChoice& choice, const Mask& native);

/// "no looking ahead".
std::string in_words(const MaskChoice& mask);

/// Which token asks. The word is what a person pinned; the index tells which of several equal words, and the nearest
/// one is taken after an edit. An empty word means "choose for me": the last pronoun, else the last word.
struct QueryChoice {
  std::string word;  ///< all pieces of it; the first piece asks. A later piece is named as in the vocabulary, "##ing"
  int index = -1;    ///< token, counted from 0; -1: the last of several equal words

  friend bool operator==(const QueryChoice&, const QueryChoice&) = default;
};

/// The token that asks, or -1 where there are no tokens. Capitals count only where they tell two words apart; a word
/// that is no longer there leaves the choice to us.
int resolve(const QueryChoice& choice, const std::vector<Token>& tokens);

/// The row of the tokens as they are shown that asks, or -1 where none is shown. Where the chosen token is left out,
/// the choice is ours.
int asking_row(const QueryChoice& choice, const std::vector<Token>& tokens, const ShownTokens& shown);

/// The choice that stands for this token: what a click on it means. Outside the tokens: "choose for me".
QueryChoice pin(const std::vector<Token>& tokens, int token);

inline constexpr float kMinMultiplier = 0.05F;
inline constexpr float kMaxMultiplier = 20.0F;
inline constexpr float kTimelineEnd = 4.0F;  ///< 0..1 score, 1..2 softmax, 2..3 blend, 3..4 the layer
inline constexpr std::size_t kMaxTextBytes = std::size_t{1} << 20;
inline constexpr std::size_t kMaxNameBytes = 4096;  ///< of a model's name or folder, and of a pinned word

/// What is asked of a model: all that the numbers of one head depend on.
struct Question {
  std::string text;
  std::string text_b;             ///< second text, for models that take two; others leave it aside
  std::string model = "reader";   ///< name or folder of the source
  MapSide side = MapSide::Cross;  ///< which map of a model that takes two texts
  std::optional<HeadPlace> head;  ///< none: the source's answer head, else its last layer's first
  QueryChoice query;
  float multiplier = 1.0F;  ///< of the native scale; kMin ... kMaxMultiplier, 1 = as trained
  Scope scope = Scope::Head;
  MaskChoice mask;
  Lens lens;
  std::optional<Worked> worked;  ///< the numbers of a worked example; they stand for the model, which only names it

  friend bool operator==(const Question&, const Question&) = default;
};

/// What the window is about: a sentence, or an experiment.
enum class Page : std::uint8_t { Explore, RootD, Cost };

/// What a page is called; the sentence's own views need no name.
constexpr std::string_view title_of(Page page) {
  switch (page) {
    case Page::Explore:
      return {};
    case Page::RootD:
      return "Why divide by √d?";
    case Page::Cost:
      return "What does it cost?";
  }
  return {};
}

/// The experiment "why divide by √d": how long random queries and keys are, and which ones.
struct RootD {
  int d = 64;    ///< 1 ... RandomScores::kMostDimensions
  int seed = 1;  ///< 1 ... kMaxCounted

  friend bool operator==(const RootD&, const RootD&) = default;
};

inline constexpr int kMostCostWords = 100'000;

/// The page "what it costs": how many words there are, and which of their pairs are compared.
struct Cost {
  int words = 10;                                       ///< 1 ... kMostCostWords
  MaskChoice mask{.kind = MaskKind::All, .window = 4};  ///< All, Causal or Nearby

  friend bool operator==(const Cost&, const Cost&) = default;
};

/// What somebody expects the asking word to look at, told before it is shown.
struct Prediction {
  std::vector<float> shares;  ///< by the tokens as they are shown, of 1; empty: alike, as it begins
  bool revealed = false;      ///< until then no view gets the model's numbers

  friend bool operator==(const Prediction&, const Prediction&) = default;
};
inline constexpr std::size_t kMostPredicted = 4096;  ///< tokens

/// An audit of the model: a word that asks, its source, and the sentence in which that was so. Empty: not chosen yet.
struct Audit {
  std::string query, source;
  std::string from;

  friend bool operator==(const Audit&, const Audit&) = default;
};

inline constexpr int kMostLessonSteps = 64;

/// Where a lesson stands.
struct LessonPlace {
  std::string lesson;  ///< its key: the name of a lesson that comes with the program, or its file
  int step = 0;        ///< counted from 0

  friend bool operator==(const LessonPlace&, const LessonPlace&) = default;
};

/// Everything that was asked for, and nothing that was computed: a plain value. Nothing else changes a number on the
/// screen. Undo is a list of Scenes, a saved lecture is a list of Scenes, a test is a Scene.
struct Scene : Question {
  /// What the question is compared with; none: nothing. Its asking word is the one that stands for this question's.
  std::optional<Question> beside;
  MapKind map = MapKind::Weights;
  bool leave_out_first = false;       ///< leave the first token's column out of the colour range
  std::optional<PatternId> outlined;  ///< the pattern whose cells are outlined
  float step = kTimelineEnd;          ///< where the query view's animation stands, 0 ... kTimelineEnd
  Page page = Page::Explore;
  RootD root_d;
  Cost cost;
  std::optional<Prediction> prediction;
  std::optional<Audit> audit;
  std::optional<LessonPlace> lesson;  ///< the lesson that is under way

  friend bool operator==(const Scene&, const Scene&) = default;
};

/// Whether the model's numbers are kept from being seen.
inline bool hides(const Scene& scene) { return scene.prediction && !scene.prediction->revealed; }

/// Whether a Scene can hold this text: UTF-8, at most kMaxTextBytes.
/// Errors  InvalidArgument, OutOfLimits.
Status check_text(std::string_view text);

/// Likewise for a model's name or folder: UTF-8, 1 ... kMaxNameBytes.
Status check_model_name(std::string_view name);

/// Both of these for everything that is asked for, and whether a worked example has numbers for its words. Errors
/// likewise, and those of check(Worked); `where` names the part.
Status check(const Question& question);
Status check(const Scene& scene);

/// The map to view for this source: the one that was chosen where it has that, else its first.
MapSide resolve_side(MapSide chosen, const SourceCard& card);

/// The head of this map to view: the one that was chosen where it exists, else the source's own, else the first of the
/// last layer.
HeadPlace resolve_head(const std::optional<HeadPlace>& chosen, const SourceCard& card, MapSide side = MapSide::Encoder);

/// The mask to use for a head of this map whose own mask is `native`. A choice is about places in one text: it leaves
/// alone how one text looks at another.
Mask resolve(const MaskChoice& choice, MapSide side, const Mask& native);

/// What the maps of two texts are called, in the order of MapSide: scene files, the command line, the window.
inline constexpr std::array<std::string_view, 3> kMapSideNames{"encoder", "decoder", "cross"};

/// "second text → first text": which tokens of which text ask which, as people are told.
std::string_view in_words(MapSide side);

/// "layer 2, head 1": a head as people count it.
std::string name_of(HeadPlace place);

/// The sentence the program opens with.
Scene first_scene();

/// Every way in which this departs from what the model computes by itself, in words, for badges; empty if none.
/// side: of the viewed head. native: the model's own mask; to choose the same one departs from nothing.
std::vector<std::string> what_ifs(const Question& question, const Mask& native, MapSide side = MapSide::Encoder);

/// What a picture of the question's numbers must be labelled with: "what if: " and every departure from the model, then
/// what the lens does; empty if neither.
std::string badge(const Question& question, const Mask& native, MapSide side = MapSide::Encoder);
/// The same with the lens in few words.
std::string short_badge(const Question& question, const Mask& native, MapSide side = MapSide::Encoder);

}  // namespace attnscope
