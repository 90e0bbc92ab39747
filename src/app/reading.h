#pragma once

#include <array>
#include <memory>
#include <stop_token>
#include <string>
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
  Matrix thumbnail;  ///< [s, s] weights, s = min(n, kThumbnailSize); larger maps keep each block's largest weight
  std::array<PatternScore, kPatterns.size()> patterns;
};

/// Everything that one run of a model over one text gave. Immutable, shared between threads.
struct Reading {
  std::string text;                    ///< what was read
  Encoding encoding;                   ///< its tokens' texts without white space around them
  std::shared_ptr<const Trace> trace;  ///< null where there are no tokens
  ForwardOptions options;
  Lens lens;
  ShownTokens shown;               ///< the encoding's tokens through the lens
  std::vector<HeadSummary> heads;  ///< row by row: layer, then head; through the lens, otherwise as the model computed
                                   ///< them (its own mask and scale, or the whole-model what-if of the request)
};

/// What a Reading depends on: a Question that differs in nothing else needs no new one.
struct ReadingKey {
  std::string model;
  std::string text;
  ForwardOptions options;
  Lens lens;
  std::optional<Worked> worked = std::nullopt;

  friend bool operator==(const ReadingKey&, const ReadingKey&) = default;
};

ReadingKey reading_key(const Question& question);
/// The what-if of the whole pass that is asked for; none where only the viewed head is bent.
ForwardOptions forward_options(const Question& question);
/// Whether this is the question's key, without making one: texts may be long and this is asked every frame.
bool is_key_of(const ReadingKey& key, const Question& question);

/// Encodes the text, runs the pass and summarises every head.
/// Errors  those of the source and of look(); Cancelled, asked before each head.
/// Thread  pure, any thread.
Result<std::shared_ptr<const Reading>> read(const TraceSource& source, std::string text, const ForwardOptions& options,
                                            const std::stop_token& stop, const Lens& lens = {});

/// The same pass through another lens: nothing but the summaries is made anew. Errors  those of look(); Cancelled.
Result<std::shared_ptr<const Reading>> read_again(const Reading& reading, const Lens& lens,
                                                  const std::stop_token& stop);

/// What a click on a shown token asks: the choice that stands for the first of the tokens behind it.
QueryChoice pin_shown(const Reading& reading, int row);

/// A map made no larger than `most` to a side: block (i, j) keeps the largest weight it covers, so that a single bright
/// cell stays visible. weights: [n, m]; most >= 1.
Matrix thumbnail(const Matrix& weights, int most);

/// What every pattern scores on one head.
std::array<PatternScore, kPatterns.size()> score_patterns(const HeadView& view);

}  // namespace attnscope
