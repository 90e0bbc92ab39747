#pragma once

#include <string>

#include "core/matrix.h"

namespace attnscope::cli {

/// A float32 matrix as the bytes of a .npy file, format version 1.0, rows in order.
std::string npy_bytes(const Matrix& matrix);

}  // namespace attnscope::cli
