#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "io/safetensors.h"

namespace attnscope {

/// Where a tensor is.
struct WeightPlace {
  const SafetensorsFile* file;
  const TensorInfo* tensor;
};

/// The tensors of a model folder, whatever number of files they lie in: model.safetensors, or the files that
/// model.safetensors.index.json lists.
class WeightFiles {
 public:
  /// Reads the headers of all files, and no numbers.
  /// Errors  NotFound: neither, a listed file, or a tensor that the list says is in it; Malformed: a listed name
  ///         that is not a file's in this folder; those of SafetensorsFile.
  static Result<WeightFiles> open(const std::filesystem::path& folder);
  explicit WeightFiles(SafetensorsFile file);

  /// Null pointers where there is no such tensor.
  [[nodiscard]] WeightPlace find(std::string_view name) const;
  [[nodiscard]] bool any_begins_with(std::string_view prefix) const;
  /// As SafetensorsFile's, of any of the files and of all of them.
  [[nodiscard]] bool any_in_place() const;
  [[nodiscard]] Status unchanged() const;
  /// The kinds of numbers that there are, by their names in the files: "F32", "BF16, F32".
  [[nodiscard]] std::string dtypes() const;
  /// How many tensors there are.
  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  /// What messages call the whole: the file, or the list of files.
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  struct Entry {
    std::string tensor;
    std::size_t file;  ///< of files_
  };

  WeightFiles() = default;
  static Result<WeightFiles> open_listed(const std::filesystem::path& folder, const std::filesystem::path& list);

  std::string name_;
  std::vector<SafetensorsFile> files_;
  std::vector<Entry> entries_;  ///< by tensor
};

}  // namespace attnscope
