#include "io/families/rotary.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <numbers>
#include <string>

#include "io/families/config_parts.h"
#include "io/quote.h"

namespace attnscope {

namespace {

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

/// How far the model saw before it was stretched: inside or beside, or else as far as it sees now. Of two numbers one
/// generation of the reference implementation takes the one, and the next the other.
int original_context(JsonFields& fields, JsonFields& section, int default_context) {
  constexpr std::string_view kName = "original_max_position_embeddings";
  const bool beside = fields.has(kName);
  if (!section.has(kName)) {
    return fields.integer_or(beside ? kName : "max_position_embeddings", 1, kMaxPositions, default_context);
  }
  const int context = section.integer(kName, 1, kMaxPositions);
  if (beside && fields.integer(kName, 1, kMaxPositions) != context) {
    section.refuse(kName, std::to_string(context) + " is not what stands beside, outside of this section");
  }
  return context;
}

void scale_llama3(JsonFields& fields, JsonFields& section, int default_context, std::vector<float>& frequencies) {
  const auto factor = static_cast<float>(section.number("factor", 1.0, 1e6));
  const auto low = static_cast<float>(section.number("low_freq_factor", 1e-3, 1e6));
  const auto high = static_cast<float>(section.number("high_freq_factor", 1e-3, 1e6));
  const auto context = static_cast<float>(original_context(fields, section, default_context));
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

/// A section of the fields; an empty one where there is none.
JsonFields section_named(JsonFields& fields, std::string_view name) {
  static const nlohmann::json kNothing = nlohmann::json::object();
  return {fields.has(name) ? fields.object(name) : kNothing, fields.file(), fields.full_name(name)};
}

/// rope_scaling of the one generation, rope_parameters of the other, or in it what it says of one kind of layer.
JsonFields section_of(JsonFields& fields, const RotaryNames& names) {
  JsonFields section = section_named(fields, fields.has("rope_scaling") ? "rope_scaling" : "rope_parameters");
  if (names.layer_type.empty()) return section;
  if (section.has("rope_type")) section.refuse("rope_type", "expected a section for each kind of layer");
  JsonFields own = section_named(section, names.layer_type);
  own.check(section.status());
  return own;
}

/// What a number is called inside the section and beside it.
struct TwoNames {
  std::string_view inside, beside;
};

struct NumberLimits {
  double least, most;
};

double number_of(JsonFields& fields, JsonFields& section, TwoNames names, NumberLimits limits, double fallback) {
  if (section.has(names.inside)) return section.number(names.inside, limits.least, limits.most);
  return fields.number_or(names.beside, limits.least, limits.most, fallback);
}

/// Scales them as the section says; it may be empty.
void scale(JsonFields& fields, JsonFields& section, int default_context, std::vector<float>& frequencies) {
  const char* const key = section.has("rope_type") ? "rope_type" : "type";
  const std::string kind = section.string_or(key, "default");
  if (kind == "linear") {
    scale_linear(section, frequencies);
  } else if (kind == "llama3") {
    scale_llama3(fields, section, default_context, frequencies);
  } else if (kind != "default") {
    section.refuse(key, quote(kind) + " is not supported; known: default, linear, llama3", ErrorCode::Unsupported);
  }
  // Where layers differ, a section has one of its own for each kind of layer, and no rope_theta.
  for (const char* const layers : {"full_attention", "sliding_attention"}) {
    if (section.has(layers))
      section.refuse(layers, "layers of several kinds are not supported", ErrorCode::Unsupported);
  }
}

}  // namespace

std::vector<float> read_inverse_frequencies(JsonFields& fields, int dims, const RotaryNames& names) {
  JsonFields section = section_of(fields, names);
  const double theta =
      number_of(fields, section, {"rope_theta", names.theta}, {.least = 1.0, .most = 1e12}, names.default_theta);
  std::vector<float> frequencies = plain_frequencies(theta, dims);
  scale(fields, section, names.default_context, frequencies);
  fields.check(section.status());
  return frequencies;
}

double read_rotary_share(JsonFields& fields, const RotaryNames& names) {
  JsonFields section = section_of(fields, names);
  const double share = number_of(fields, section, {"partial_rotary_factor", names.share}, {.least = 0.0, .most = 1.0},
                                 names.default_share);
  fields.check(section.status());
  return share;
}

}  // namespace attnscope
