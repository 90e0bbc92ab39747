#pragma once

#include <array>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "app/scene.h"
#include "core/matrix.h"
#include "core/patterns.h"
#include "core/result.h"
#include "core/trace_source.h"

namespace attnscope {

inline constexpr int kThumbnailSize = 48;

/// One head as the thumbnails and the meters need it, made in the job for every head at once.
struct HeadSummary {
  HeadPlace place;
  Matrix thumbnail;  ///< weights, at most kThumbnailSize to a side; larger maps keep each block's largest weight
  std::array<PatternScore, kPatterns.size()> patterns;
};

/// What a source reads, cut into tokens.
struct Encodings {
  Encoding first;
  Encoding second = {};  ///< without tokens where the source takes one text
};

/// A word's mark that became a token by itself shows "▁", not the letter in whose place it stands.
/// Errors  those of the source.
Result<Encodings> encode(const TraceSource& source, std::string_view text, std::string_view text_b);

/// Runs the source over what there is. Errors  those of the source.
Result<Trace> run(const TraceSource& source, const Encodings& encodings, const ForwardOptions& options,
                  const PassControl& control);

/// Everything that one run of a model over one text, or two, gave. Immutable, shared between threads.
struct Reading {
  std::string text;                    ///< what was read
  std::string text_b;                  ///< and the second text
  Encoding encoding;                   ///< its tokens' texts without white space around them
  Encoding encoding_b;                 ///< likewise of the second text; without tokens where the source takes one
  std::shared_ptr<const Trace> trace;  ///< null where there are no tokens
  ForwardOptions options;
  Lens lens;
  MapSide side = MapSide::Encoder;  ///< whose heads these are
  ShownTokens shown_a, shown_b;     ///< both texts' tokens through the lens
  std::vector<HeadSummary> heads;   ///< row by row: layer, then head; through the lens, otherwise as the model computed
                                    ///< them (its own mask and scale, or the whole-model what-if of the request)

  /// All tokens of the text that asks.
  [[nodiscard]] const std::vector<Token>& asking() const {
    return side == MapSide::Encoder ? encoding.tokens : encoding_b.tokens;
  }
  /// The tokens of the map's rows through the lens, and those of its columns.
  [[nodiscard]] const ShownTokens& shown() const { return side == MapSide::Encoder ? shown_a : shown_b; }
  [[nodiscard]] const ShownTokens& keys() const { return side == MapSide::Decoder ? shown_b : shown_a; }
};

/// What a Reading depends on: a Question that differs in nothing else needs no new one.
struct ReadingKey {
  std::string model = {};
  std::string text = {};
  std::string text_b = {};
  ForwardOptions options = {};
  Lens lens = {};
  MapSide side = MapSide::Cross;  ///< as it was chosen
  std::optional<Worked> worked = std::nullopt;

  friend bool operator==(const ReadingKey&, const ReadingKey&) = default;
};

ReadingKey reading_key(const Question& question);
/// The what-if of the whole pass that is asked for; none where only the viewed head is bent.
ForwardOptions forward_options(const Question& question);
/// Whether this is the question's key, without making one: texts may be long and this is asked every frame.
bool is_key_of(const ReadingKey& key, const Question& question);

/// Encodes the texts, runs the pass and summarises every head of the map.
/// Errors  those of the source and of look(); Cancelled, asked before each head.
/// Thread  pure, any thread.
Result<std::shared_ptr<const Reading>> read(const TraceSource& source, ReadingKey key, const PassControl& control);

/// The same pass with another map, or through another lens: nothing but the summaries is made anew.
/// Errors  those of look(); Cancelled.
Result<std::shared_ptr<const Reading>> read_again(const TraceSource& source, const Reading& reading,
                                                  const ReadingKey& key, const PassControl& control);

/// What a click on a row's token asks: the choice that stands for the first of the tokens behind it.
QueryChoice pin_shown(const Reading& reading, int row);

/// A map made no larger than `most` to a side: block (i, j) keeps the largest weight it covers, so that a single bright
/// cell stays visible. weights: [n, m]; most >= 1.
Matrix thumbnail(const Matrix& weights, int most);

/// The cells of a pattern on a head of this map; none where it means nothing there.
std::vector<Cell> pattern_cells(PatternId id, const HeadView& view, MapSide side);

/// What every pattern scores on one head of this map; those that mean nothing there have no rows.
std::array<PatternScore, kPatterns.size()> score_patterns(const HeadView& view, MapSide side = MapSide::Encoder);

}  // namespace attnscope
