#include <gmock/gmock.h>

#include <algorithm>

#include "tests/cli/run_support.h"

// Every way to call it wrongly that we could think of: the exit status, one line on standard error, nothing on standard
// output.
namespace attnscope::cli {
namespace {

using testing::HasSubstr;

struct WrongCall {
  std::vector<std::string> args;
  int status;
  std::string says;
};

class WrongCalls : public Cli, public testing::WithParamInterface<WrongCall> {};

TEST_P(WrongCalls, GetOneLine) {
  const Outcome outcome = call(GetParam().args);
  EXPECT_EQ(outcome.status, GetParam().status);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, testing::StartsWith("attnscope: "));
  EXPECT_THAT(outcome.err, HasSubstr(GetParam().says));
  EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1);
  EXPECT_LT(outcome.err.size(), 600U);
  EXPECT_TRUE(shots_.empty());
  EXPECT_TRUE(windows_.empty());
}

/// attend on a text that is fine, and something else that is not.
std::vector<std::string> attend_with(const std::vector<std::string>& more) {
  std::vector<std::string> args{"attend", "--model", "fake", "--text", "The cat sat"};
  args.insert(args.end(), more.begin(), more.end());
  return args;
}

const std::vector<std::string> kTooManyWords{
    "attend",  "--model",     "fake", "--text", "a b c d e f g h i j k l m n o p q r s t u v w x y z\n \x1B[31m",
    "--query", "no\nsuch\x1B"};

const std::vector<WrongCall> kWrongCalls{
    {{"frobnicate"}, 2, "the commands are attend, patterns, tokenize, dump, export, shot, film, models"},
    {{""}, 2, "is no command and no file"},
    {{"no/such/scene.json"}, 2, "is no command and no file"},
    {{"--model"}, 2, "--model: takes one value"},
    {{"--model", ""}, 2, "model"},
    {{"--frob"}, 2, "'--frob'"},
    {{"attend"}, 2, "--text: is missing"},
    {{"attend", "--text", "a", "--scene", "s.json"}, 2, "give --scene or --text"},
    {{"attend", "--model", "fake", "--text", ""}, 2, "--text: has no token"},
    {{"attend", "--model", "fake", "--text", "  "}, 2, "--text: has no token"},
    {{"attend", "--model", "fake", "--text", "a\xFF"}, 2, "argument 5: byte 2"},
    {{"attend", "--model", "nosuch", "--text", "a"}, 1, "nosuch: no such model"},
    {{"attend", "--model", "", "--text", "a"}, 2, "model"},
    {{"attend", "--scene", "/no/such/scene.json"}, 1, "/no/such/scene.json"},
    {attend_with({"--scale", "0"}), 2, "--scale: '0' is not a number from 0.05 to 20"},
    {attend_with({"--scale", "-1"}), 2, "--scale"},
    {attend_with({"--scale", "nan"}), 2, "--scale"},
    {attend_with({"--mask", "diagonal"}), 2, "model, all, causal or window:W"},
    {attend_with({"--layer", "3", "--head", "1"}), 2, "--layer: fake has layers 1 to 2"},
    {attend_with({"--layer", "1", "--head", "3"}), 2, "--head: layer 1 of fake has heads 1 to 2"},
    {attend_with({"--layer", "0", "--head", "1"}), 2, "--layer"},
    {attend_with({"--layer", "1"}), 2, "give --head too"},
    {attend_with({"--head", "1"}), 2, "give --layer too"},
    {attend_with({"--query", "dog"}), 2, "'dog' is not in the text; its words are 'The', 'cat', 'sat'"},
    {attend_with({"--query", ""}), 2, "--query"},
    {attend_with({"--query", "#4"}), 2, "the text has tokens #1 to #3"},
    {attend_with({"--query", "#0"}), 2, "the first is #1"},
    {attend_with({"--format", "xml"}), 2, "table, json, csv or text"},
    {attend_with({"--text-b", "Die Katze"}), 2, "fake reads one text"},
    {kTooManyWords, 2, "…"},
    {{"patterns", "--text", "a", "--format", "csv"}, 2, "table or json"},
    {{"patterns", "--text", "a", "--layer", "1"}, 2, "'--layer' was not expected"},
    {{"tokenize", "--text", "a"}, 2, "--model: is missing"},
    {{"tokenize", "--model", "none", "--text", "a"}, 1, "none: no such model"},
    {{"tokenize", "--model", "fake"}, 2, "--text or --lines"},
    {{"tokenize", "--model", "fake", "--text", "a", "--lines", "f"}, 2, "--text or --lines"},
    {{"tokenize", "--model", "fake", "--lines", "/no/such/file"}, 1, "/no/such/file"},
    {{"tokenize", "--model", "fake", "--lines", "/"}, 1, "/: "},
    {{"dump", "--model", "fake", "--text", "a"}, 2, "--out: is missing"},
    {{"dump", "--model", "fake", "--text", " ", "--out", "x"}, 2, "has no token"},
    {{"dump", "--model", "fake", "--text", "a", "--text-b", "b", "--out", "x"}, 2, "--text-b"},
    {{"dump", "--model", "fake", "--text", "a", "--out", "/no/such/folder/x"}, 1, "/no/such/folder/x"},
    {{"dump", "--model", "uneven", "--text", "a", "--out", "x"}, 1, "layer 2: has 3 heads and layer 1 has 2"},
    {{"export", "--text", "a"}, 2, "--out: is missing"},
    {{"export", "--text", "a", "--out", "f.bmp"}, 2, "png, svg, pdf, csv, npy, json or txt"},
    {{"export", "--text", "a", "--out", "f"}, 2, "png, svg, pdf, csv, npy, json or txt"},
    {{"export", "--text", "a", "--out", "f.png", "--size", "100x100"}, 2, "from 200 to 8000"},
    {{"export", "--model", "fake", "--text", "a", "--out", "/no/such/f.png"}, 1, "/no/such/f.png"},
    {{"shot", "--text", "a", "--out", "f.jpg"}, 2, ".png"},
    {{"shot", "--text", "a", "--out", "f.png", "--theme", "blue"}, 2, "dark or light"},
    {{"shot", "--text", "a", "--out", "f.png", "--colours", "blue"}, 2, "magma, viridis or cividis"},
    {{"shot", "--text", "a", "--out", "f.png", "--size", "0x0"}, 2, "--size"},
    {{"shot", "--text", "a", "--out", "f.png", "--ui-scale", "9"}, 2, "from 0.5 to 3"},
    {{"shot", "--model", "fake", "--text", "a", "--out", "f.png", "--query", "b"}, 2, "--query"},
    {{"models", "--json"}, 2, "there are no options"},
};

INSTANTIATE_TEST_SUITE_P(Cli, WrongCalls, testing::ValuesIn(kWrongCalls));

TEST_F(Cli, SaysSoWhereTheOutputCannotBeWritten) {
  std::ostringstream out;
  out.setstate(std::ios::badbit);
  std::ostringstream err;
  const char* const argv[] = {"attnscope", "--version"};
  EXPECT_EQ(run(2, argv, {}, models(), out, err), 1);
  EXPECT_EQ(err.str(), "attnscope: standard output: cannot be written\n");
}

}  // namespace
}  // namespace attnscope::cli
