#pragma once

#include <vector>

#include "io/json.h"

namespace attnscope {

/// The inverse frequencies of rotary positions over `dims` dimensions, theta^(-2i / dims), as config.json scales them:
/// rope_scaling or rope_parameters of the kinds "default", "linear" (Chen et al. 2023: divided by a factor) and
/// "llama3" (Llama Team 2024, section 3.2: long waves divided by it, short ones kept, a ramp between). Other kinds are
/// refused. rope_theta may stand inside or beside; where it is absent it is 10000. Rounded to float at each step that
/// the reference implementation rounds at, as far positions multiply what is lost.
std::vector<float> read_inverse_frequencies(JsonFields& fields, int dims);

/// The share of each head's dimensions that positions turn: partial_rotary_factor, inside or beside, or else 1.
double read_rotary_share(JsonFields& fields);

}  // namespace attnscope
