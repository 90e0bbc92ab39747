#include "cli/call.h"

#include <gmock/gmock.h>

namespace attnscope::cli {
namespace {

using testing::HasSubstr;

/// The values of a command that is called rightly.
Values values_of(const std::vector<std::string>& args) {
  const Result<Call> call = parse_call(args);
  EXPECT_TRUE(call.ok()) << (call.ok() ? "" : to_line(call.error()));
  const auto* command = call.ok() ? std::get_if<CommandCall>(&*call) : nullptr;
  EXPECT_NE(command, nullptr);
  return command != nullptr ? command->values : Values{};
}

std::string complaint(const std::vector<std::string>& args) {
  const Result<Call> call = parse_call(args);
  if (call.ok()) return "";
  EXPECT_EQ(call.error().code, ErrorCode::InvalidArgument);
  return to_line(call.error());
}

TEST(ParseCall, ReadsACommandsOptions) {
  const Values values = values_of({"attend", "--text", "The cat", "--scale=3"});
  EXPECT_EQ(values.find("--text"), "The cat");
  EXPECT_EQ(values.find("--scale"), "3");
  EXPECT_EQ(values.find("--model"), std::nullopt);
  EXPECT_EQ(values.get("--format", "table"), "table");
}

TEST(ParseCall, TakesAnyTextAsAValue) {
  for (const std::string text : {"- he said", "--", "-1", "-x", "[a, b]", "B\"(x)\"", "%%", "{}", "a=b", "'q'", "\"q\"",
                                 " ", "\n", "日本", "\\n", "@file", "attend"}) {
    EXPECT_EQ(values_of({"attend", "--text", text}).find("--text"), text);
    EXPECT_EQ(values_of({"attend", "--text=" + text}).find("--text"), text);
  }
  EXPECT_EQ(values_of({"attend", "--text", ""}).find("--text"), "");
  const Values empty = values_of({"attend", "--text=", "--scale", "2"});
  EXPECT_EQ(empty.find("--text"), "");
  EXPECT_EQ(empty.find("--scale"), "2");
}

TEST(ParseCall, NamesTheOptionThatIsWrong) {
  EXPECT_EQ(complaint({"dump", "--text", "x", "--out", "f"}), "--model: is missing; give --model M");
  EXPECT_EQ(complaint({"attend", "--text"}), "--text: takes one value, once: --text T");
  EXPECT_EQ(complaint({"attend", "--text", "--scale", "2"}), "--text: takes one value, once: --text T");
  EXPECT_EQ(complaint({"attend", "--text", "--help"}), "--text: takes one value, once: --text T");
  EXPECT_EQ(complaint({"attend", "--text", "a", "--text", "b"}), "--text: takes one value, once: --text T");
  EXPECT_THAT(complaint({"attend", "--text", "a", "--size", "3"}), HasSubstr("attend: '--size' was not expected"));
  EXPECT_THAT(complaint({"attend", "--text", "a", "--size", "3"}), HasSubstr("the options are --scene, --text"));
  EXPECT_THAT(complaint({"attend", "--text", "a", "more"}), HasSubstr("'more' was not expected"));
  EXPECT_THAT(complaint({"models", "more"}), HasSubstr("there are no options"));
  EXPECT_THAT(complaint({"--frob"}), HasSubstr("'--frob' was not expected; the options are --model"));
  EXPECT_THAT(complaint({"a.json", "b.json"}), HasSubstr("was not expected"));
}

TEST(ParseCall, RefusesBytesThatAreNotUtf8AndSaysWhere) {
  EXPECT_EQ(complaint({"attend", "--text", "ab\xFF"}), "argument 3: byte 3 is not UTF-8; convert the argument first");
  EXPECT_THAT(complaint({"\xC3"}), HasSubstr("argument 1: byte 1"));
}

TEST(ParseCall, OpensTheWindowWithoutACommand) {
  EXPECT_EQ(std::get<WindowCall>(*parse_call({})).path, std::nullopt);
  const WindowCall call = std::get<WindowCall>(*parse_call({"scene.json", "--model", "reader"}));
  EXPECT_EQ(call.path, "scene.json");
  EXPECT_EQ(call.model, "reader");
}

TEST(ParseCall, HelpsWithEveryCommandAndWithAll) {
  const std::string overall = std::get<PrintCall>(*parse_call({"--help"})).text;
  for (const Command& command : commands()) {
    EXPECT_THAT(overall, HasSubstr(std::string(command.name)));
    EXPECT_THAT(overall, HasSubstr(std::string(command.help)));
    for (const char* flag : {"--help", "-h"}) {
      const std::string help = std::get<PrintCall>(*parse_call({std::string(command.name), flag})).text;
      EXPECT_THAT(help, HasSubstr(std::string(command.help)));
      for (const Option& option : command.options()) {
        EXPECT_THAT(help, HasSubstr(std::string(option.name) + " " + std::string(option.value)));
      }
    }
  }
}

}  // namespace
}  // namespace attnscope::cli
