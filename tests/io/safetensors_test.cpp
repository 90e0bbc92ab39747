#include "io/safetensors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

#include "io/half.h"
#include "io/safetensors_writer.h"
#include "tests/io/temp_folder.h"

namespace attnscope {
namespace {

using ::testing::ElementsAre;

/// A file from a header as it stands and its data.
std::string file_of(const std::string& header, const std::string& data) {
  std::string bytes;
  for (unsigned shift = 0; shift < 64; shift += 8) {
    bytes.push_back(static_cast<char>((std::uint64_t{header.size()} >> shift) & 0xFFU));
  }
  return bytes + header + data;
}

template <class T>
std::string raw(const std::vector<T>& numbers) {
  std::string bytes(numbers.size() * sizeof(T), '\0');
  std::memcpy(bytes.data(), numbers.data(), bytes.size());
  return bytes;
}

Result<SafetensorsFile> open(const std::string& header, const std::string& data) {
  return SafetensorsFile::from_bytes(file_of(header, data), "f.safetensors");
}

/// Opens, finds, reads as floats.
std::vector<float> floats(const std::string& dtype, const std::string& data, std::size_t count) {
  const auto file = open("{\"x\":{\"dtype\":\"" + dtype + "\",\"shape\":[" + std::to_string(count) +
                             "],\"data_offsets\":[0," + std::to_string(data.size()) + "]}}",
                         data);
  EXPECT_TRUE(file.ok()) << to_line(file.error());
  if (!file) return {};
  auto numbers = file->floats(*file->find("x"));
  EXPECT_TRUE(numbers.ok()) << to_line(numbers.error());
  return numbers ? std::move(numbers).value() : std::vector<float>{};
}

TEST(Safetensors, ReadsEveryKindOfFloatExactly) {
  constexpr float kInf = std::numeric_limits<float>::infinity();
  EXPECT_THAT(floats("F32", raw<float>({1.5F, -0.0F, 1e-45F, kInf}), 4), ElementsAre(1.5F, -0.0F, 1e-45F, kInf));
  EXPECT_THAT(floats("F16", raw<std::uint16_t>({0x3E00, 0x0001, 0x7BFF, 0xFC00}), 4),
              ElementsAre(1.5F, 0x1p-24F, 65504.0F, -kInf));
  EXPECT_THAT(floats("BF16", raw<std::uint16_t>({0x3FC0, 0xC040}), 2), ElementsAre(1.5F, -3.0F));
  EXPECT_TRUE(std::isnan(floats("F16", raw<std::uint16_t>({0x7E00}), 1).at(0)));
}

TEST(Safetensors, ReadsEveryKindOfWholeNumber) {
  const auto file =
      open(R"({"a":{"dtype":"I64","shape":[2],"data_offsets":[0,16]},
                             "b":{"dtype":"I32","shape":[1],"data_offsets":[16,20]},
                             "c":{"dtype":"U8","shape":[],"data_offsets":[20,21]},
                             "d":{"dtype":"BOOL","shape":[2],"data_offsets":[21,23]},
                             "e":{"dtype":"U8","shape":[3,0],"data_offsets":[23,23]}, "__metadata__":{"format":"pt"}})",
           raw<std::int64_t>({-5, 1LL << 40}) + raw<std::int32_t>({-7}) + "\xFF" + std::string("\1\0", 2));
  ASSERT_TRUE(file.ok()) << to_line(file.error());
  const auto read = [&](const char* name) { return file->integers(*file->find(name)).value(); };
  EXPECT_THAT(read("a"), ElementsAre(-5, 1LL << 40));
  EXPECT_THAT(read("b"), ElementsAre(-7));
  EXPECT_THAT(read("c"), ElementsAre(255)) << "one number without dimensions";
  EXPECT_THAT(read("d"), ElementsAre(1, 0));
  EXPECT_THAT(read("e"), ElementsAre());
  EXPECT_EQ(file->find("none"), nullptr);
  EXPECT_EQ(file->tensors().size(), 5U);
}

TEST(Safetensors, GivesWeightsThatOutliveTheFile) {
  SharedNumbers weights;
  {
    const auto file = open(R"({"m":{"dtype":"BF16","shape":[3],"data_offsets":[0,6]}})",
                           raw<std::uint16_t>({0x3F80, 0x4000, 0xC040}));
    ASSERT_TRUE(file.ok());
    weights = file->weights(*file->find("m")).value();
  }
  EXPECT_THAT(std::vector<float>(weights.get(), weights.get() + 3), ElementsAre(1, 2, -3));
}

TEST(Safetensors, ChecksShapesAndKindsOfNumbers) {
  const auto file = open(
      R"({"m":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"i":{"dtype":"I32","shape":[1],"data_offsets":[24,28]}})",
      raw<float>({1, 2, 3, 4, 5, 6, 7}));
  ASSERT_TRUE(file.ok());
  const TensorInfo& tensor = *file->find("m");
  EXPECT_TRUE(file->check_floats(tensor, {2, 3}).ok());
  const Status turned = file->check_floats(tensor, {3, 2});
  ASSERT_FALSE(turned.ok());
  EXPECT_EQ(to_line(turned.error()), "f.safetensors: tensor 'm' is F32 [2, 3], expected [3, 2]");
  EXPECT_EQ(turned.error().code, ErrorCode::ShapeMismatch);
  EXPECT_FALSE(file->check_floats(tensor, {6}).ok());
  EXPECT_FALSE(file->integers(tensor).ok());
  const Status whole = file->check_floats(*file->find("i"), {1});
  ASSERT_FALSE(whole.ok());
  EXPECT_EQ(to_line(whole.error()), "f.safetensors: tensor 'i' is I32 [1], expected F32, F16 or BF16");
  EXPECT_FALSE(file->weights(*file->find("i")).ok());
}

TEST(Safetensors, ReadsHeadersOfAnyLength) {
  // Files from before headers were padded have their numbers at odd places.
  for (std::size_t spaces = 0; spaces < 8; ++spaces) {
    const auto file = open(R"({"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})" + std::string(spaces, ' '),
                           raw<float>({1.5F, 2.5F}));
    ASSERT_TRUE(file.ok());
    EXPECT_THAT(file->floats(*file->find("x")).value(), ElementsAre(1.5F, 2.5F));
  }
}

TEST(Safetensors, RefusesWhatDoesNotAddUp) {
  const auto x = [](const std::string& dtype, const std::string& shape, const std::string& offsets) {
    return "{\"x\":{\"dtype\":\"" + dtype + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}}";
  };
  const std::string eight(8, '\0');
  struct Case {
    std::string header;
    ErrorCode code;
    std::string word;
  };
  const std::string two = R"("y":{"dtype":"F32","shape":[1],"data_offsets":[)";
  const std::string first = R"({"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},)";
  for (
      const Case& one : {
          Case{x("F32", "[2]", "[0,12]"), ErrorCode::Malformed, "holds 12 bytes, expected 8"},
          Case{x("F32", "[3]", "[0,12]"), ErrorCode::Truncated, "only 8"},
          Case{x("F32", "[1]", "[0,4]"), ErrorCode::Malformed, "take 4 bytes of data, but there are 8"},
          Case{x("F32", "[2]", "[8,0]"), ErrorCode::Malformed, "begins and ends"},
          Case{x("F32", "[2]", "[0,8,9]"), ErrorCode::Malformed, "at most 2 numbers"},
          Case{x("F32", "[2]", "[0]"), ErrorCode::Malformed, "begins and ends"},
          Case{x("F32", "[2]", "[-8,0]"), ErrorCode::Malformed, "whole numbers from 0"},
          Case{x("F32", "[2]", "[0,8.0]"), ErrorCode::Malformed, "whole numbers from 0"},
          Case{x("F32", "[-2]", "[0,8]"), ErrorCode::Malformed, "whole numbers from 0"},
          Case{x("F32", "[\"2\"]", "[0,8]"), ErrorCode::Malformed, "whole numbers from 0"},
          Case{x("F32", "2", "[0,8]"), ErrorCode::Malformed, "expected a list"},
          Case{x("F32", "[1,1,1,1,1,1,1,1,2]", "[0,8]"), ErrorCode::Malformed, "at most 8 numbers"},
          Case{x("F32", "[4611686018427387904,4]", "[0,8]"), ErrorCode::OutOfLimits, "larger than any file"},
          Case{x("F32", "[2147483648,2147483648,4]", "[0,8]"), ErrorCode::OutOfLimits, "larger than any file"},
          Case{x("F32", "[18446744073709551615]", "[0,8]"), ErrorCode::Malformed, "whole numbers from 0"},
          Case{x("F32", "[2]", "[9223372036854775800,9223372036854775807]"), ErrorCode::Malformed, "holds 7 bytes"},
          Case{x("F8_E4M3", "[8]", "[0,8]"), ErrorCode::Unsupported, "'F8_E4M3'"},
          Case{x("f32", "[2]", "[0,8]"), ErrorCode::Unsupported, "'f32'"},
          Case{"{\"x\":7}", ErrorCode::Malformed, "expected an object"},
          Case{"{\"x\":{\"shape\":[2],\"data_offsets\":[0,8]}}", ErrorCode::Malformed, "dtype: this field is missing"},
          Case{"[]", ErrorCode::Malformed, "expected an object"},
          Case{"{}", ErrorCode::Malformed, "take 0 bytes of data, but there are 8"},
          Case{"{\"x\":[[[[1]]]]}", ErrorCode::OutOfLimits, "nested deeper"},
          Case{first + two + "4,8]},\"x\":{}}", ErrorCode::Malformed, "stands twice"},
          Case{first + two + "0,4]}}", ErrorCode::Malformed, "begins at byte 0 of the data, expected 4"},
          Case{first + two + "2,6]}}", ErrorCode::Malformed, "expected a multiple of 4"},
          Case{
              R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"x":{"dtype":"F32","shape":[1],"data_offsets":[1,5]},
                   "z":{"dtype":"U8","shape":[3],"data_offsets":[5,8]}})",
              ErrorCode::Malformed, "expected a multiple of 4"},
          Case{
              R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"z":{"dtype":"U8","shape":[6],"data_offsets":[2,8]}})",
              ErrorCode::Malformed, "begins at byte 2 of the data, expected 1"},
      }) {
    const auto file = open(one.header, eight);
    ASSERT_FALSE(file.ok()) << one.header;
    EXPECT_EQ(file.error().code, one.code) << one.header;
    EXPECT_EQ(file.error().where, "f.safetensors");
    EXPECT_NE(file.error().what.find(one.word), std::string::npos) << one.header << ": " << file.error().what;
  }
}

TEST(Safetensors, RefusesAbsurdLengths) {
  const auto code_of = [](const std::string& bytes) {
    const auto file = SafetensorsFile::from_bytes(bytes, "f");
    return file ? ErrorCode::Cancelled : file.error().code;
  };
  EXPECT_EQ(code_of(""), ErrorCode::Truncated);
  EXPECT_EQ(code_of("1234567"), ErrorCode::Truncated);
  EXPECT_EQ(code_of(std::string(8, '\xFF')), ErrorCode::OutOfLimits);
  EXPECT_EQ(code_of(std::string("\x00\x00\x00\x00\x00\x00\x00\x80{}", 10)), ErrorCode::OutOfLimits);
  EXPECT_EQ(code_of(std::string("\x03\x00\x00\x00\x00\x00\x00\x00{}", 10)), ErrorCode::Truncated);
  EXPECT_EQ(code_of(std::string("\x00\x00\x00\x00\x00\x00\x00\x00", 8)), ErrorCode::Truncated);
}

/// A small file with every kind of number.
std::string small_file() {
  auto bytes = safetensors_bytes({f32_tensor("w", {2, 2}, std::vector<float>{1, 2, 3, 4}),
                                  f16_tensor("h", {3}, std::vector<float>{1, 2, 3}),
                                  i64_tensor("ids", {2}, std::vector<std::int64_t>{7, 8})});
  EXPECT_TRUE(bytes.ok());
  return std::move(bytes).value();
}

TEST(Safetensors, EveryTruncationIsRefused) {
  const std::string whole = small_file();
  ASSERT_TRUE(SafetensorsFile::from_bytes(whole, "f").ok());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto file = SafetensorsFile::from_bytes(whole.substr(0, size), "f");
    ASSERT_FALSE(file.ok()) << size;
    EXPECT_EQ(file.error().where, "f");
    EXPECT_FALSE(file.error().what.empty());
  }
  EXPECT_FALSE(SafetensorsFile::from_bytes(whole + "x", "f").ok());
}

TEST(Safetensors, EveryFlippedBitGivesAVerdict) {
  const std::string whole = small_file();
  int refused = 0;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string damaged = whole;
      damaged[at] = static_cast<char>(damaged[at] ^ (1 << bit));
      const auto file = SafetensorsFile::from_bytes(damaged, "f");
      if (!file) {
        ++refused;
        continue;
      }
      for (const TensorInfo& tensor : file->tensors()) {  // what passed can be read whole
        const auto numbers = file->floats(tensor);
        EXPECT_TRUE(numbers.ok() || file->integers(tensor).ok());
      }
    }
  }
  EXPECT_GT(refused, static_cast<int>(whole.size()));
}

TEST(Safetensors, OpensFilesAndNoticesWhenTheyShrink) {
  const test::TempFolder folder;
  const std::filesystem::path path = folder / "f.safetensors";
  std::vector<float> numbers(100'000, 0.25F);
  ASSERT_TRUE(write_safetensors(path, {f16_tensor("x", {100'000}, numbers)}).ok());
  const auto file = SafetensorsFile::open(path);
  ASSERT_TRUE(file.ok()) << to_line(file.error());
  EXPECT_EQ(file->floats(*file->find("x")).value(), numbers);
  std::filesystem::resize_file(path, 1000);
  const auto cut = file->floats(*file->find("x"));
  ASSERT_FALSE(cut.ok());
  EXPECT_EQ(cut.error().code, ErrorCode::Truncated);
  EXPECT_EQ(SafetensorsFile::open(folder / "none").error().code, ErrorCode::NotFound);
}

TEST(SafetensorsWriter, WritesWhatIsReadBack) {
  const auto file = SafetensorsFile::from_bytes(small_file(), "f");
  ASSERT_TRUE(file.ok()) << to_line(file.error());
  EXPECT_THAT(file->floats(*file->find("w")).value(), ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(file->floats(*file->find("h")).value(), ElementsAre(1, 2, 3));
  EXPECT_THAT(file->integers(*file->find("ids")).value(), ElementsAre(7, 8));
  EXPECT_EQ(file->find("w")->shape, (TensorShape{2, 2}));
  EXPECT_EQ(file->find("h")->dtype, DType::F16);
}

TEST(SafetensorsWriter, WritesTheFormat) {
  const auto bytes = safetensors_bytes({f32_tensor("x", {1}, std::vector<float>{1.0F})});
  ASSERT_TRUE(bytes.ok());
  // 8 bytes of length; the header padded with spaces to a multiple of 8; 1.0 is 00 00 80 3F.
  const std::string header = R"({"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})";
  EXPECT_EQ(*bytes, std::string("\x38\0\0\0\0\0\0\0", 8) + header + "  " + std::string("\0\0\x80\x3F", 4));
}

TEST(SafetensorsWriter, RefusesWhatItCouldNotReadBack) {
  EXPECT_EQ(safetensors_bytes({f32_tensor("x", {3}, std::vector<float>{1, 2})}).error().code, ErrorCode::ShapeMismatch);
  EXPECT_EQ(safetensors_bytes({f32_tensor("x", {1}, std::vector<float>{1}), i64_tensor("x", {0}, {})}).error().code,
            ErrorCode::InvalidArgument);
  EXPECT_TRUE(safetensors_bytes({}).ok());
}

}  // namespace
}  // namespace attnscope
