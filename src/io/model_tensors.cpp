#include "io/model_tensors.h"

#include <string>

#include "io/families/family.h"
#include "io/weight_reader.h"

namespace attnscope {

namespace {

Model ask_for_all(const ModelDescription& description, WeightReader& reader) {
  JsonFields fields(*description.document, description.file);
  return description.family->model(fields, reader);
}

Status check_memory(const WeightReader& checked, const WeightFiles& files, std::optional<std::uint64_t> memory) {
  const std::uint64_t needed = static_cast<std::uint64_t>(checked.numbers()) * sizeof(float);
  if (!memory || needed <= *memory) return {};
  const auto in_mebibytes = [](std::uint64_t bytes) { return std::to_string(bytes >> 20U) + " MiB"; };
  return Error{ErrorCode::OutOfLimits, files.name(),
               "needs " + in_mebibytes(needed) + " of memory, of which " + in_mebibytes(*memory) +
                   " are free; close other programs or open a smaller model"};
}

}  // namespace

Result<Model> read_model_tensors(const WeightFiles& files, const ModelDescription& description,
                                 std::optional<std::uint64_t> memory, const LoadControl& control) {
  WeightReader checker(files, WeightReader::Mode::Check);
  ask_for_all(description, checker);
  if (!checker.status().ok()) return checker.status().error();
  if (const Status fits = check_memory(checker, files, memory); !fits) return fits.error();
  WeightReader reader(files, WeightReader::Mode::Read);
  reader.follow(control, checker.bytes());
  Model model = ask_for_all(description, reader);
  if (!reader.status().ok()) return reader.status().error();
  if (const Status same = files.unchanged(); !same) return same.error();
  return model;
}

}  // namespace attnscope
