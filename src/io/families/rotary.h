#pragma once

#include <string_view>
#include <vector>

#include "io/json.h"

namespace attnscope {

/// What a family calls these things, and what holds where config.json is silent.
struct RotaryNames {
  std::string_view theta = "rope_theta";
  double default_theta = 10000.0;
  std::string_view share = "partial_rotary_factor";
  double default_share = 1.0;
  int default_context = 2048;        ///< max_position_embeddings
  std::string_view layer_type = {};  ///< which section of rope_parameters, where each kind of layer has its own
};

/// The inverse frequencies of rotary positions over `dims` dimensions, theta^(-2i / dims), as config.json scales them:
/// rope_scaling or rope_parameters of the kinds "default", "linear" (Chen et al. 2023: divided by a factor) and
/// "llama3" (Llama Team 2024, section 3.2: long waves divided by it, short ones kept, a ramp between). Other kinds are
/// refused. theta stands inside, as rope_theta, or beside, as its name says. Rounded to float at each step that the
/// reference implementation rounds at, as far positions multiply what is lost.
std::vector<float> read_inverse_frequencies(JsonFields& fields, int dims, const RotaryNames& names = {});

/// The share of each head's dimensions that positions turn: inside, as partial_rotary_factor, or beside.
double read_rotary_share(JsonFields& fields, const RotaryNames& names = {});

}  // namespace attnscope
