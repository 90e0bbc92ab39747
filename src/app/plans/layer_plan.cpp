#include "app/plans/layer_plan.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/numbers.h"
#include "app/plans/heads_plan.h"
#include "app/written.h"

namespace attnscope {
namespace {

constexpr int kLayerDigits = 3;
constexpr float kHeadsUnderWay = 2;  ///< rows that move at once
constexpr std::size_t kTermsInLine = 6;
constexpr float kNothing = 1e-6F;  ///< what colours are measured by where all numbers are 0

float reach(const Matrix& values) { return std::max(values.cwiseAbs().maxCoeff(), kNothing); }

std::string dimension_text(int d) { return "dimension " + std::to_string(d + 1); }

std::string length_text(const Eigen::RowVectorXf& values) { return "length " + fixed_number(values.norm()); }

/// How much of a part of the timeline is over, in numbers of a strip from left to right.
int cells_there(float at, WorkPart part, Eigen::Index count) {
  return static_cast<int>(std::floor(progress(at, part) * static_cast<float>(count) + 1e-3F));
}

bool is_over(float at, WorkPart part) { return progress(at, part) >= 1; }

std::string with_sign(const std::string& before, double value, int digits, const char* name = "") {
  if (before.empty()) return name + fixed_number(value, digits);
  return before + (value < 0 ? " − " : " + ") + name + fixed_number(std::abs(value), digits);
}

/// One dimension of the stream, in digits that add up: what each head and the bias add, what that makes of it.
struct DimensionSums {
  Eigen::RowVectorXd heads;  ///< a number a head, and the bias where there is one
  bool biased = false;
  double before = 0;
  double added = 0;
  double after = 0;
  SumDigits of_heads;  ///< heads come to added
  SumDigits of_row;    ///< before and added come to after
  SumDigits of_all;    ///< before and heads come to after
};

DimensionSums sums_of(const LayerStep& step, int d) {
  DimensionSums sums;
  sums.biased = step.bias.size() > 0;
  sums.heads.resize(step.parts.rows() + (sums.biased ? 1 : 0));
  sums.heads.head(step.parts.rows()) = step.parts.col(d).transpose().cast<double>();
  if (sums.biased) sums.heads[sums.heads.size() - 1] = static_cast<double>(step.bias[d]);
  sums.before = static_cast<double>(step.before[d]);
  sums.added = sums.heads.sum();
  sums.after = sums.before + sums.added;
  Eigen::RowVectorXd all(sums.heads.size() + 1);
  all << sums.before, sums.heads;
  sums.of_heads = digits_to_add(sums.heads, kLayerDigits, kLayerDigits);
  sums.of_row = digits_to_add(Eigen::RowVector2d(sums.before, sums.added), kLayerDigits, kLayerDigits);
  sums.of_all = digits_to_add(all, kLayerDigits, kLayerDigits);
  return sums;
}

/// "0.121 + 0.302 − 0.011 + bias 0.020", several lines where there are many heads.
std::string terms_text(const DimensionSums& sums, int digits, bool in_lines) {
  std::string text;
  const auto heads = static_cast<std::size_t>(sums.heads.size());
  for (std::size_t i = 0; i < heads; ++i) {
    if (in_lines && i > 0 && i % kTermsInLine == 0) text += "\n ";
    const bool bias = sums.biased && i + 1 == heads;
    text = with_sign(text, sums.heads[static_cast<Eigen::Index>(i)], digits, bias ? "bias " : "");
  }
  return text;
}

std::string added_text(const DimensionSums& sums, bool in_lines) {
  return terms_text(sums, sums.of_heads.terms, in_lines) + " = " + fixed_number(sums.added, sums.of_heads.total);
}

std::string after_text(const DimensionSums& sums) {
  return with_sign(fixed_number(sums.before, sums.of_row.terms), sums.added, sums.of_row.terms) + " = " +
         fixed_number(sums.after, sums.of_row.total);
}

std::string after_text_of_heads(const DimensionSums& sums) {
  return fixed_number(sums.before, sums.of_all.terms) + " + (" + terms_text(sums, sums.of_all.terms, false) +
         ") = " + fixed_number(sums.after, sums.of_all.total);
}

/// What a line of the stream has in common with the others.
DepthLine stream_line(std::string label, CellRole role, Eigen::RowVectorXf values, float extent, int there) {
  DepthLine line{.label = std::move(label), .text = {}, .said = {}, .role = role, .values = std::move(values)};
  line.extent = extent;
  line.there = there;
  line.digits = kLayerDigits;
  line.of_stream = true;
  if (there == line.values.size()) line.said = length_text(line.values);
  return line;
}

std::string_view norm_name(NormKind kind) { return kind == NormKind::Rms ? "RMSNorm" : "LayerNorm"; }

std::string_view next_text(AfterAttention next) {
  if (next == AfterAttention::FeedForwardToo) return "feed-forward adds too, from the row before";
  return next == AfterAttention::Cross ? "cross-attention, on the normed row" : "feed-forward, on the normed row";
}

/// What becomes of the row: normed here, or read on.
DepthLine onward_line(const LayerStep& step, float at) {
  if (step.normed.size() > 0) {
    const std::string name(norm_name(step.norm));
    DepthLine line = stream_line("norm", CellRole::Product, step.normed, reach(step.normed),
                                 cells_there(at, WorkPart::Onward, step.normed.size()));
    line.origin = [&step, name](int d) {
      return dimension_text(d) + ": " + name + " of the whole row makes " + fixed_number(step.normed[d], kLayerDigits) +
             " of " + fixed_number(step.after[d], kLayerDigits);
    };
    return line;
  }
  DepthLine line{.label = "next", .text = {}, .said = {}};
  if (progress(at, WorkPart::Onward) > 0) line.text = next_text(step.next);
  return line;
}

DepthPlan plan_stream(const LayerStep& step, float at) {
  const float extent = std::max({reach(step.before), reach(step.added), reach(step.after)});
  const Eigen::Index hidden = step.before.size();
  DepthPlan plan;
  plan.lines.reserve(kDepthLines);
  plan.lines.push_back(stream_line("row before", CellRole::Product, step.before, extent, static_cast<int>(hidden)));
  plan.lines.back().origin = [values = step.before](int d) {
    return dimension_text(d) + " of the row before: " + fixed_number(values[d], kLayerDigits);
  };
  plan.lines.push_back(stream_line(step.bias.size() > 0 ? "+ heads, bias" : "+ heads", CellRole::Value, step.added,
                                   extent, cells_there(at, WorkPart::AddHeads, hidden)));
  plan.lines.back().origin = [&step](int d) {
    return dimension_text(d) + " of what every head adds:\n" + added_text(sums_of(step, d), true);
  };
  plan.lines.push_back(
      stream_line("= row after", CellRole::Product, step.after, extent, cells_there(at, WorkPart::AddRow, hidden)));
  plan.lines.back().origin = [&step](int d) { return dimension_text(d) + ": " + after_text(sums_of(step, d)); };
  plan.lines.push_back(onward_line(step, at));
  return plan;
}

std::string head_name(HeadPlace place) { return "head " + place_text(place); }

}  // namespace

LayerPlan plan_layer(const LayerStep& step, int viewed, float at, int dimension) {
  LayerPlan plan;
  const auto heads = static_cast<int>(step.blends.rows());
  plan.blend_extent = reach(step.blends);
  plan.part_extent = reach(step.parts);
  plan.longest = kNothing;
  plan.rows.reserve(static_cast<std::size_t>(heads));
  for (int h = 0; h < heads; ++h) {
    LayerRow row{.head = h, .length = step.parts.row(h).norm()};
    const bool blended = h == viewed && progress(at, WorkPart::Blend) >= 1;
    row.blend_reveal = blended ? 1 : one_by_one(progress(at, WorkPart::SideBySide), h, heads, kHeadsUnderWay);
    row.part_reveal = one_by_one(progress(at, WorkPart::Project), h, heads, kHeadsUnderWay);
    plan.longest = std::max(plan.longest, row.length);
    plan.rows.push_back(row);
  }
  plan.stream = plan_stream(step, at);
  Eigen::Index most = 0;
  step.added.cwiseAbs().maxCoeff(&most);
  const bool chosen = dimension >= 0 && dimension < step.added.size();
  plan.dimension = chosen ? dimension : static_cast<int>(most);
  const DimensionSums sums = sums_of(step, plan.dimension);
  if (is_over(at, WorkPart::AddRow)) {
    plan.sum = after_text(sums);
    plan.sum_of_heads = after_text_of_heads(sums);
  } else if (is_over(at, WorkPart::AddHeads)) {
    plan.sum = fixed_number(sums.added, sums.of_heads.total);
    plan.sum_of_heads = added_text(sums, false);
  }
  return plan;
}

DepthPlan plan_no_layer(const Error& why) {
  constexpr std::string_view kBetween = "; ";
  DepthPlan plan;
  for (std::size_t begin = 0; begin < why.what.size();) {
    const std::size_t end = std::min(why.what.find(kBetween, begin), why.what.size());
    plan.lines.push_back({.label = {}, .text = why.what.substr(begin, end - begin), .said = {}});
    begin = end + kBetween.size();
  }
  return plan;
}

std::string blend_origin(const LayerStep& step, HeadPlace place, int d) {
  return dimension_text(d) + " of " + head_name(place) +
         "'s blend: " + fixed_number(step.blends(place.head, d), kLayerDigits);
}

std::string part_origin(const LayerStep& step, HeadPlace place, int d) {
  const std::string size = std::to_string(step.blends.cols());
  return dimension_text(d) + " of what " + head_name(place) +
         " adds: " + fixed_number(step.parts(place.head, d), kLayerDigits) + "\nits " + size +
         " numbers × theirs in W_O, added up";
}

std::string length_origin(const LayerRow& row, HeadPlace place) {
  return "what " + head_name(place) + " adds has the length " + fixed_number(row.length) +
         ",\nthe root of the sum of its numbers' squares";
}

}  // namespace attnscope
