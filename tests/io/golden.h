#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/attention.h"
#include "core/token.h"
#include "core/trace_source.h"
#include "io/json.h"
#include "io/safetensors.h"

namespace attnscope {

/// A golden file; a failed test where it cannot be read.
inline nlohmann::json golden_json(const std::filesystem::path& file) {
  const auto document = read_json_file(file.string());
  EXPECT_TRUE(document.ok()) << to_line(document.error());
  return document.ok() ? *document : nlohmann::json::array();
}

/// The byte at which each code point of a text starts, and its end: the goldens count code points, we count bytes.
inline std::vector<std::size_t> code_point_starts(const std::string& text) {
  std::vector<std::size_t> starts;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U) starts.push_back(at);
  }
  starts.push_back(text.size());
  return starts;
}

/// Every map of a kind, [layers, heads, queries, keys], row by row.
inline std::vector<float> maps_of(const LayerTraces& layers) {
  std::vector<float> maps;
  for (const auto& layer : layers) {
    for (const HeadTrace& head : layer) {
      const auto view = look(head.q, head.k, {.scale = head.native_scale, .mask = head.mask, .bias = head.bias});
      EXPECT_TRUE(view.ok());
      if (!view) return {};
      maps.insert(maps.end(), view->weights.data(), view->weights.data() + view->weights.size());
    }
  }
  return maps;
}

/// Every map of a trace.
inline std::vector<float> maps_of(const Trace& trace) {
  std::vector<float> maps;
  for (const MapSide side : {MapSide::Encoder, MapSide::Decoder, MapSide::Cross}) {
    const std::vector<float> more = maps_of(trace.map(side));
    maps.insert(maps.end(), more.begin(), more.end());
  }
  return maps;
}

/// Compares every map of a kind with a tensor of a golden file. The worst difference that there may be is 1e-5, which
/// leaves room for another order of summation and for nothing else.
inline void expect_golden_map(const Trace& trace, MapSide side, const SafetensorsFile& file, const std::string& name) {
  constexpr float kTolerance = 1e-5F;
  SCOPED_TRACE(name);
  const TensorInfo* const expected = file.find(name);
  ASSERT_NE(expected, nullptr);
  const LayerTraces& map = trace.map(side);
  ASSERT_FALSE(map.empty());
  const auto count = [](const auto& of) { return static_cast<std::int64_t>(of.size()); };
  ASSERT_EQ(expected->shape,
            (TensorShape{count(map), count(map.front()), count(trace.queries(side)), count(trace.keys(side))}));
  const auto want = file.floats(*expected);
  ASSERT_TRUE(want.ok());
  const std::vector<float> got = maps_of(map);
  ASSERT_EQ(got.size(), want->size());
  float worst = 0.0F;
  for (std::size_t i = 0; i < got.size(); ++i) {
    ASSERT_TRUE(std::isfinite(got[i]));
    worst = std::max(worst, std::fabs(got[i] - (*want)[i]));
  }
  EXPECT_LE(worst, kTolerance) << file.name();
  EXPECT_GT(std::fabs(got.front() + 2 * kTolerance - want->front()), kTolerance) << "would we notice?";
}

/// Compares all maps of a trace with those of a golden file.
inline void expect_golden_maps(const Trace& trace, const std::filesystem::path& golden_file) {
  const auto file = SafetensorsFile::open(golden_file);
  ASSERT_TRUE(file.ok()) << to_line(file.error());
  if (trace.tokens_b.empty()) return expect_golden_map(trace, MapSide::Encoder, *file, "attentions");
  ASSERT_NO_FATAL_FAILURE(expect_golden_map(trace, MapSide::Encoder, *file, "encoder_attentions"));
  ASSERT_NO_FATAL_FAILURE(expect_golden_map(trace, MapSide::Decoder, *file, "decoder_attentions"));
  ASSERT_NO_FATAL_FAILURE(expect_golden_map(trace, MapSide::Cross, *file, "cross_attentions"));
}

inline std::vector<int> ids_of(const Encoding& encoding) {
  std::vector<int> ids;
  for (const Token& token : encoding.tokens) ids.push_back(token.id);
  return ids;
}

}  // namespace attnscope
