#include "core/layer_step.h"

#include <cassert>
#include <string>
#include <utility>

#include "core/blocks.h"
#include "core/softmax.h"

namespace attnscope {
namespace {

/// What a head blends for one row in the pass that the trace is of.
Result<Eigen::RowVectorXf> blend_in_pass(const HeadTrace& head, const LayerQuestion& question) {
  const auto keys = static_cast<int>(head.k.rows());
  const LookOptions look = look_in_pass(head, question.side, question.options);
  Eigen::RowVectorXf row = head.q.row(question.row) * head.k.view().transpose();
  const Status weighed = weigh_row(row, head.bias.row(question.row, keys), visible_keys(look.mask, question.row, keys),
                                   look.scale, question.row, row);
  if (!weighed) return weighed.error();
  return blend(row, head.v);
}

Result<Eigen::RowVectorXf> blend_of(const std::vector<HeadTrace>& heads, int number, const LayerQuestion& question) {
  const HeadTrace& head = heads[static_cast<std::size_t>(number)];
  if (!question.shown || question.shown->head != number) return blend_in_pass(head, question);
  const std::vector<float>& shown = question.shown->blend;
  const auto width = static_cast<Eigen::Index>(shown.size());
  if (width != head.v.columns()) {
    return Error{ErrorCode::InvalidArgument, "blend",
                 "has " + std::to_string(width) + " numbers, but the head " + std::to_string(head.v.columns())};
  }
  return Eigen::RowVectorXf(Eigen::Map<const Eigen::RowVectorXf>(shown.data(), width));
}

/// A head's blend through its own rows of W_O, of which the first is `from`.
Eigen::RowVectorXf through_part(const Linear& output, Eigen::Index from, const Eigen::RowVectorXf& blended) {
  const WeightMatrix::View weight = output.weight.view();
  if (output.order == MatrixOrder::InOut) return blended * weight.middleRows(from, blended.size());
  return blended * weight.middleCols(from, blended.size()).transpose();
}

AfterAttention after_attention(const Stack& stack, MapSide side) {
  if (stack.config.residual == Residual::Parallel) return AfterAttention::FeedForwardToo;
  return side == MapSide::Decoder ? AfterAttention::Cross : AfterAttention::FeedForward;
}

/// Errors  InvalidArgument.
Status check(const Trace& trace, const LayerQuestion& question) {
  const auto refuse = [](const std::string& what, int number) {
    return Error{ErrorCode::InvalidArgument, what + " " + std::to_string(number + 1), "the trace has none such"};
  };
  const LayerTraces& layers = trace.map(question.side);
  const Streams& streams = trace.stream(question.side);
  const auto l = static_cast<std::size_t>(question.layer);
  if (question.layer < 0 || l >= layers.size() || l >= streams.size()) return refuse("layer", question.layer);
  if (question.row < 0 || question.row >= streams[l].rows()) return refuse("row", question.row);
  if (!question.shown) return {};
  const int head = question.shown->head;
  if (head < 0 || head >= static_cast<int>(layers[l].size())) return refuse("head", head);
  return {};
}

}  // namespace

LookOptions look_in_pass(const HeadTrace& head, MapSide side, const ForwardOptions& options) {
  const bool own_text = side != MapSide::Cross;  // a mask speaks of places in one text
  return {.scale = options.multiplier * head.native_scale,
          .mask = own_text ? options.mask.value_or(head.mask) : head.mask,
          .bias = head.bias};
}

Result<LayerStep> layer_step(const Model& model, const Trace& trace, const LayerQuestion& question) {
  if (const Status sound = check(trace, question); !sound) return sound.error();
  assert(question.side == MapSide::Encoder || model.decoder);
  const Stack& stack = question.side == MapSide::Encoder ? model : *model.decoder;
  const ModelConfig& config = stack.config;
  const auto l = static_cast<std::size_t>(question.layer);
  const AttentionWeights& weights = question.side == MapSide::Cross ? stack.layers[l].cross : stack.layers[l];
  const std::vector<HeadTrace>& heads = trace.map(question.side)[l];

  LayerStep step;
  step.before = trace.stream(question.side)[l].row(question.row);
  step.blends.resize(static_cast<Eigen::Index>(heads.size()), heads.front().v.columns());
  step.parts.resize(step.blends.rows(), step.before.size());
  for (int h = 0; h < static_cast<int>(heads.size()); ++h) {
    const Result<Eigen::RowVectorXf> blended = blend_of(heads, h, question);
    if (!blended) {
      Error error = blended.error();
      error.where = "head " + std::to_string(h + 1) + ", " + error.where;
      return error;
    }
    step.blends.row(h) = *blended;
    step.parts.row(h) = through_part(weights.output, h * blended->size(), *blended);
  }
  step.added = step.parts.colwise().sum();
  if (!weights.output.bias.empty()) {
    step.bias = weights.output.bias.view();
    step.added += step.bias;
  }
  step.after = step.before + step.added;
  step.norm = config.norm;
  step.next = after_attention(stack, question.side);
  if (config.norm_place == NormPlace::After && !weights.attention_norm.weight.empty()) {
    Workers alone;
    Matrix normed;
    apply(weights.attention_norm, config.norm, config.norm_eps, step.after, normed, alone);
    step.normed = normed.row(0);
  }
  return step;
}

}  // namespace attnscope
