#include "io/weight_reader.h"

#include <algorithm>
#include <utility>

#include "core/finite.h"
#include "io/quote.h"

namespace attnscope {

void WeightReader::follow(const LoadControl& control, std::uint64_t total) {
  control_ = &control;
  total_ = total;
}

void WeightReader::prefix(std::string_view prefix) {
  if (files_ != nullptr && files_->any_begins_with(prefix)) prefix_ = prefix;
}

SharedNumbers WeightReader::get(const std::string& name, const TensorShape& shape) {
  std::int64_t size = 1;
  for (const std::int64_t side : shape) size *= side;
  numbers_ += size;
  ++tensors_;
  if (files_ == nullptr || !status_) return nullptr;

  const WeightPlace place = files_->find(prefix_ + name);
  if (place.tensor == nullptr) {
    status_ = Error{ErrorCode::NotFound, files_->name(),
                    "tensor " + quote(prefix_ + name) + " is missing; config.json calls for it"};
    return nullptr;
  }
  status_ = place.file->check_floats(*place.tensor, shape);
  if (!status_) return nullptr;
  bytes_ += place.tensor->end - place.tensor->begin;
  if (!reads_) return nullptr;
  if (control_ != nullptr && control_->stop.stop_requested()) {
    status_ = Error{ErrorCode::Cancelled, files_->name(), "opening it was stopped"};
    return nullptr;
  }
  Result<SharedNumbers> numbers = place.file->weights(*place.tensor);
  if (!numbers) {
    status_ = numbers.error();
    return nullptr;
  }
  if (!all_finite(Eigen::Map<const Eigen::RowVectorXf>(numbers->get(), size))) {
    status_ =
        Error{ErrorCode::NotFinite, place.file->name(),
              "tensor " + quote(prefix_ + name) + " holds an infinity or NaN, expected numbers; the file is damaged"};
    return nullptr;
  }
  if (control_ != nullptr && control_->progress) control_->progress(bytes_, total_);
  return std::move(numbers).value();
}

bool WeightReader::has(const std::string& name) const {
  return files_ != nullptr && files_->find(prefix_ + name).tensor != nullptr;
}

std::string WeightReader::first_of(const std::vector<std::string>& names) const {
  const auto found = std::ranges::find_if(names, [this](const std::string& name) { return has(name); });
  return found != names.end() ? *found : names.front();
}

WeightMatrix WeightReader::matrix(const std::string& name, Eigen::Index rows, Eigen::Index columns) {
  SharedNumbers numbers = get(name, {rows, columns});
  return numbers ? WeightMatrix(std::move(numbers), rows, columns) : WeightMatrix();
}

WeightVector WeightReader::vector(const std::string& name, Eigen::Index size) {
  SharedNumbers numbers = get(name, {size});
  return numbers ? WeightVector(std::move(numbers), size) : WeightVector();
}

Linear WeightReader::linear(const std::string& name, Eigen::Index out, Eigen::Index in, Bias bias, MatrixOrder order) {
  Linear linear;
  linear.order = order;
  linear.weight = order == MatrixOrder::OutIn ? matrix(name + ".weight", out, in) : matrix(name + ".weight", in, out);
  if (bias == Bias::One) linear.bias = vector(name + ".bias", out);
  return linear;
}

Norm WeightReader::norm(const std::string& name, Eigen::Index size, Bias bias) {
  const bool old = has(name + ".gamma");
  Norm norm;
  norm.weight = vector(name + (old ? ".gamma" : ".weight"), size);
  if (bias == Bias::One) norm.bias = vector(name + (old ? ".beta" : ".bias"), size);
  return norm;
}

void WeightReader::expect_no_others() {
  if (files_ == nullptr || !status_ || files_->size() == tensors_) return;
  status_ = Error{ErrorCode::ShapeMismatch, files_->name(),
                  "holds " + std::to_string(files_->size()) + " tensors, expected the " + std::to_string(tensors_) +
                      " that config.json calls for"};
}

}  // namespace attnscope
