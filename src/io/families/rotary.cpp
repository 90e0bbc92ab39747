#include "io/families/rotary.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <numbers>
#include <string>

#include "io/families/config_parts.h"
#include "io/quote.h"

namespace attnscope {

namespace {

constexpr double kDefaultTheta = 10000.0;

std::vector<float> plain_frequencies(double theta, int dims) {
  std::vector<float> frequencies;
  for (int i = 0; i < dims; i += 2) {
    const float exponent = static_cast<float>(i) / static_cast<float>(dims);
    frequencies.push_back(1.0F / static_cast<float>(std::pow(theta, static_cast<double>(exponent))));
  }
  return frequencies;
}

void scale_linear(JsonFields& section, std::vector<float>& frequencies) {
  const auto factor = static_cast<float>(section.number("factor", 1.0, 1e6));
  for (float& frequency : frequencies) frequency /= factor;
}

void scale_llama3(JsonFields& section, std::vector<float>& frequencies) {
  const auto factor = static_cast<float>(section.number("factor", 1.0, 1e6));
  const auto low = static_cast<float>(section.number("low_freq_factor", 1e-3, 1e6));
  const auto high = static_cast<float>(section.number("high_freq_factor", 1e-3, 1e6));
  const auto context = static_cast<float>(section.integer("original_max_position_embeddings", 1, kMaxPositions));
  if (high <= low) section.refuse("high_freq_factor", "expected more than low_freq_factor");
  for (float& frequency : frequencies) {
    const float wave = 2.0F * std::numbers::pi_v<float> / frequency;
    const float turns = context / wave;
    if (turns < low) {
      frequency /= factor;
    } else if (turns <= high) {
      const float smooth = (turns - low) / (high - low);
      frequency = (1.0F - smooth) * frequency / factor + smooth * frequency;
    }
  }
}

/// rope_scaling of the one generation, rope_parameters of the other; empty where there is neither.
JsonFields section_of(JsonFields& fields) {
  static const nlohmann::json kNothing = nlohmann::json::object();
  const char* const name = fields.has("rope_scaling") ? "rope_scaling" : "rope_parameters";
  return {fields.has(name) ? fields.object(name) : kNothing, fields.file(), fields.full_name(name)};
}

/// What the section says; it may be empty.
std::vector<float> read_section(JsonFields& section, double theta, int dims) {
  std::vector<float> frequencies = plain_frequencies(theta, dims);
  const char* const key = section.has("rope_type") ? "rope_type" : "type";
  const std::string kind = section.string_or(key, "default");
  if (kind == "linear") {
    scale_linear(section, frequencies);
  } else if (kind == "llama3") {
    scale_llama3(section, frequencies);
  } else if (kind != "default") {
    section.refuse(key, quote(kind) + " is not supported; known: default, linear, llama3", ErrorCode::Unsupported);
  }
  // Where layers differ, a section has one of its own for each kind of layer, and no rope_theta.
  for (const char* const layers : {"full_attention", "sliding_attention"}) {
    if (section.has(layers))
      section.refuse(layers, "layers of several kinds are not supported", ErrorCode::Unsupported);
  }
  return frequencies;
}

}  // namespace

std::vector<float> read_inverse_frequencies(JsonFields& fields, int dims) {
  JsonFields section = section_of(fields);
  JsonFields& owner = section.has("rope_theta") ? section : fields;
  const double theta = owner.number_or("rope_theta", 1.0, 1e12, kDefaultTheta);
  std::vector<float> frequencies = read_section(section, theta, dims);
  fields.check(section.status());
  return frequencies;
}

double read_rotary_share(JsonFields& fields) {
  JsonFields section = section_of(fields);
  JsonFields& owner = section.has("partial_rotary_factor") ? section : fields;
  const double share = owner.number_or("partial_rotary_factor", 0.0, 1.0, 1.0);
  fields.check(section.status());
  return share;
}

}  // namespace attnscope
