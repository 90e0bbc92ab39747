#include "io/json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/io/temp_folder.h"

namespace attnscope {
namespace {

using nlohmann::json;

TEST(ParseJson, GivesWhatStandsThere) {
  const std::string text =
      R"({"a": [1, -2, 3.5, 1e3], "b": {"c": null, "d": [true, false, [], {}]}, "e": "é\u00e9\n"})";
  const auto got = parse_json(text, "f");
  ASSERT_TRUE(got.ok()) << to_line(got.error());
  EXPECT_EQ(*got, json::parse(text));
  for (const std::string scalar : {"1", "\"x\"", "null", "[]", "{}", " [ ] "}) {
    const auto one = parse_json(scalar, "f");
    ASSERT_TRUE(one.ok()) << scalar;
    EXPECT_EQ(*one, json::parse(scalar));
  }
}

TEST(ParseJson, SaysWhereItBreaks) {
  struct Case {
    std::string text;
    ErrorCode code;
    std::string place;
  };
  for (const Case& one : {
           Case{"{\n  \"a\": 1,\n  b\n}", ErrorCode::Malformed, "line 3, column 3"},
           Case{"[1, 2", ErrorCode::Truncated, "line 1, column 6"},
           Case{"", ErrorCode::Truncated, "line 1, column 1"},
           Case{"[1] x", ErrorCode::Malformed, "line 1, column 5"},
           Case{"[\"\xFF\"]", ErrorCode::Malformed, "line 1, column 3"},
           Case{"[NaN]", ErrorCode::Malformed, "line 1, column 2"},
       }) {
    const auto got = parse_json(one.text, "file.json");
    ASSERT_FALSE(got.ok()) << one.text;
    EXPECT_EQ(got.error().code, one.code) << one.text;
    EXPECT_EQ(got.error().where, "file.json");
    EXPECT_TRUE(got.error().what.starts_with(one.place)) << one.text << ": " << got.error().what;
  }
}

TEST(ParseJson, RefusesDepth) {
  const auto nested = [](int depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_TRUE(parse_json(nested(64), "f").ok());
  for (const int depth : {65, 100'000}) {
    const auto got = parse_json(nested(depth), "f");
    ASSERT_FALSE(got.ok());
    EXPECT_EQ(got.error().code, ErrorCode::OutOfLimits);
    EXPECT_TRUE(got.error().what.starts_with("line 1, column 65")) << got.error().what;
  }
  std::string objects;
  for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
  EXPECT_EQ(parse_json(objects, "f").error().code, ErrorCode::OutOfLimits);
  EXPECT_TRUE(parse_json("[\"" + std::string(1000, '[') + "\\\"[\"]", "f").ok()) << "brackets in a text are not depth";
}

TEST(ParseJson, RefusesLengthAndNamesThatComeTwice) {
  const auto large = parse_json("[1, 2, 3]", "f", {.max_bytes = 8});
  ASSERT_FALSE(large.ok());
  EXPECT_EQ(large.error().code, ErrorCode::OutOfLimits);
  const auto twice = parse_json(R"({"a": {"x": 1}, "b": {"x": 1, "y": 2, "x": 3}})", "f");
  ASSERT_FALSE(twice.ok());
  EXPECT_EQ(twice.error().code, ErrorCode::Malformed);
  EXPECT_NE(twice.error().what.find("'x'"), std::string::npos);
}

TEST(ParseJson, EveryTruncationAndEveryFlippedByteGivesAVerdict) {
  const std::string text = R"({"a": [1, -2.5e3, "x\u00e9"], "b": {"c": null, "d": true}})";
  for (std::size_t size = 0; size < text.size(); ++size) EXPECT_FALSE(parse_json(text.substr(0, size), "f").ok());
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string damaged = text;
      damaged[at] = static_cast<char>(damaged[at] ^ (1 << bit));
      const auto got = parse_json(damaged, "f");
      EXPECT_EQ(got.ok(), json::accept(damaged)) << damaged;  // no name can become another of its object by one bit
    }
  }
}

TEST(ReadJsonFile, NamesTheFile) {
  const test::TempFolder folder;
  test::write(folder / "x.json", "[1,");
  const auto got = read_json_file((folder / "x.json").string());
  ASSERT_FALSE(got.ok());
  EXPECT_EQ(got.error().where, (folder / "x.json").string());
  EXPECT_EQ(read_json_file((folder / "none").string()).error().code, ErrorCode::NotFound);
}

TEST(JsonFields, ReadsFieldsInTheirRanges) {
  const json value =
      json::parse(R"({"i": 3, "n": 0.5, "whole": 2, "b": true, "s": "x", "a": [1], "o": {"k": 1}, "z": null})");
  JsonFields fields(value, "f");
  EXPECT_EQ(fields.integer("i", 1, 3), 3);
  EXPECT_EQ(fields.number("n", 0.0, 1.0), 0.5);
  EXPECT_EQ(fields.number("whole", 0.0, 2.0), 2.0);
  EXPECT_TRUE(fields.boolean("b"));
  EXPECT_EQ(fields.string("s"), "x");
  EXPECT_EQ(fields.string_or("none", "fallback"), "fallback");
  EXPECT_TRUE(fields.boolean_or("z", true));
  EXPECT_EQ(fields.array("a").size(), 1U);
  EXPECT_EQ(fields.object("o").size(), 1U);
  EXPECT_TRUE(fields.has("i"));
  EXPECT_FALSE(fields.has("z"));
  EXPECT_TRUE(fields.ok());
}

TEST(JsonFields, KeepsTheFirstThingWrongWithItsFullName) {
  const json value =
      json::parse(R"({"i": 4, "big": 18446744073709551615, "f": 3.0, "s": 7, "n": "x", "a": {}, "o": []})");
  const auto error_of = [&](auto read) {
    JsonFields fields(value, "model/config.json", "layers[2]");
    read(fields);
    EXPECT_FALSE(fields.ok());
    return to_line(fields.status().error());
  };
  EXPECT_EQ(error_of([](JsonFields& f) { f.integer("i", 1, 3); }),
            "model/config.json: layers[2].i: expected a whole number from 1 to 3, found 4");
  EXPECT_EQ(error_of([](JsonFields& f) { f.integer("big", 1, 3); }),
            "model/config.json: layers[2].big: expected a whole number from 1 to 3, found 18446744073709551615");
  EXPECT_EQ(error_of([](JsonFields& f) { f.integer("f", 1, 3); }),
            "model/config.json: layers[2].f: expected a whole number from 1 to 3, found 3.0");
  EXPECT_EQ(error_of([](JsonFields& f) { f.integer("none", 1, 3); }),
            "model/config.json: layers[2].none: this field is missing");
  EXPECT_EQ(error_of([](JsonFields& f) { f.string("s"); }), "model/config.json: layers[2].s: expected a text, found 7");
  EXPECT_EQ(error_of([](JsonFields& f) { f.number("n", 0.0, 1.0); }),
            "model/config.json: layers[2].n: expected a number from 0.0 to 1.0, found 'x'");
  EXPECT_EQ(error_of([](JsonFields& f) { f.array("a"); }),
            "model/config.json: layers[2].a: expected a list, found an object");
  EXPECT_EQ(error_of([](JsonFields& f) { f.object("o"); }),
            "model/config.json: layers[2].o: expected an object, found a list");
  EXPECT_EQ(error_of([](JsonFields& f) {
              f.boolean("i");
              f.integer("none", 1, 3);
            }),
            "model/config.json: layers[2].i: expected true or false, found 4");
}

TEST(JsonFields, NeedsAnObject) {
  const json list = json::array();
  JsonFields fields(list, "f");
  EXPECT_EQ(to_line(fields.status().error()), "f: expected an object, found a list");
}

}  // namespace
}  // namespace attnscope
