#pragma once

#include <cstddef>

#include "core/kernels/tiles.h"

// The same products as in tiles.h on the matrix unit that some of Intel's processors have (AMX). It multiplies numbers
// of 8 significant bits (bfloat16) and adds them up as floats. A float has 24 bits and so is the sum of three such
// numbers, x = h + m + l, without a rest; of the nine products of two floats' parts the six large ones are added up,
// and what is left out is below 2^-24 of the product, which is what rounding it to a float leaves out:
//   x y = hx hy + hx my + mx hy + hx ly + mx my + lx hy
// That makes six products out of one, and the unit still makes nearly three times as many as the registers do. Numbers
// beyond 3.39e38 become infinities here, also those that are multiplied by 0, and parts of numbers below 1e-33 are
// lost.
namespace attnscope::amx {

/// Whether this processor has the unit, the system lends it to this process, and a product of so many rows gains by it:
/// cutting weights to pieces takes time, which few rows do not bring in again.
bool worth_it(std::size_t rows);

/// The fewest rows for which it is used, for tests: 1 for always, 0 for what is best.
void use_from(std::size_t rows);
bool available();

tiles::Kernels kernels();

}  // namespace attnscope::amx
