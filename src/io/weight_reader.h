#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/model.h"
#include "core/result.h"
#include "core/trace_source.h"
#include "io/weight_files.h"

namespace attnscope {

/// Whether a Linear or a Norm has a bias.
enum class Bias : std::uint8_t { None, One };

/// Hands out tensors by name, each in the shape that is asked for and with finite numbers. As with JsonFields, the
/// first thing that is wrong is kept and from then on everything is empty, so that a caller asks for all and then for
/// status().
///
/// A reader that only counts, or only checks, hands out empty tensors: one function per family so says what a model is
/// made of, how many numbers that takes and whether a file has them, before anything is read.
class WeightReader {
 public:
  /// Counts.
  WeightReader() = default;
  enum class Mode : std::uint8_t { Check, Read };
  /// files: as long as the reader.
  WeightReader(const WeightFiles& files, Mode mode) : files_(&files), reads_(mode == Mode::Read) {}

  /// Tells how far the reading is, of `total` bytes, and stops with Cancelled when asked to. control: as long as this.
  void follow(const LoadControl& control, std::uint64_t total);

  /// From here on names have this before them if any tensor's name begins so; checkpoints come with and without.
  void prefix(std::string_view prefix);

  /// Whether there is a tensor of this name; not where this one only counts.
  [[nodiscard]] bool has(const std::string& name) const;
  /// The first of these names that there is a tensor of, or the first of all: one tensor may be kept under several.
  [[nodiscard]] std::string first_of(const std::vector<std::string>& names) const;
  WeightMatrix matrix(const std::string& name, Eigen::Index rows, Eigen::Index columns);
  WeightVector vector(const std::string& name, Eigen::Index size);
  /// name.weight, in this order, and name.bias.
  Linear linear(const std::string& name, Eigen::Index out, Eigen::Index in, Bias bias,
                MatrixOrder order = MatrixOrder::OutIn);
  /// name.weight and name.bias, or name.gamma and name.beta, as checkpoints from before 2019 have them.
  Norm norm(const std::string& name, Eigen::Index size, Bias bias);
  /// Notes that there are tensors that nobody asked for, if there are.
  void expect_no_others();

  /// Whether it hands out numbers.
  [[nodiscard]] bool reads() const { return reads_; }
  /// How many numbers were asked for.
  [[nodiscard]] std::int64_t numbers() const { return numbers_; }
  /// How many bytes they take in the files; 0 where this one only counts.
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }
  [[nodiscard]] Status status() const { return status_; }

 private:
  /// The tensor's numbers, none unless this one reads; a size of a vector is a shape of its own.
  SharedNumbers get(const std::string& name, const TensorShape& shape);

  const WeightFiles* files_ = nullptr;
  bool reads_ = false;
  std::string prefix_;
  const LoadControl* control_ = nullptr;
  std::uint64_t total_ = 0;
  std::int64_t numbers_ = 0;
  std::uint64_t bytes_ = 0;
  std::size_t tensors_ = 0;
  Status status_;
};

}  // namespace attnscope
