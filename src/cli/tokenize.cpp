#include <ostream>

#include "cli/all_commands.h"
#include "cli/json.h"
#include "io/file.h"
#include "io/json.h"

namespace attnscope::cli {
namespace {

constexpr std::size_t kMaxLinesBytes = std::size_t{256} << 20U;

/// All of the text's ids: how many of them a model reads is not the tokenizer's business.
Result<std::string> ids_line(const Tokenizer& tokenizer, std::string_view text) {
  const Result<Encoding> encoding = tokenizer.encode(text);
  if (!encoding) return encoding.error();
  Json ids = Json::array();
  for (const Token& token : encoding->tokens) ids.push_back(token.id);
  return to_text(ids) + "\n";
}

/// The text that a line of the file stands for.
Result<std::string> text_in(std::string_view line, const std::string& where) {
  const Result<nlohmann::json> value = parse_json(line, where);
  if (!value) return value.error();
  if (!value->is_string()) return Error{ErrorCode::Malformed, where, "is not a JSON string; write \"…\""};
  return value->get<std::string>();
}

/// All lines or none: half an answer would look like a whole one.
Result<std::string> ids_of_lines(const Tokenizer& tokenizer, const std::string& file) {
  const Result<std::string> content = read_text_file(file, kMaxLinesBytes);
  if (!content) return content.error();
  std::string answer;
  std::string_view rest = *content;
  for (int number = 1; !rest.empty(); ++number) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string where = file + ", line " + std::to_string(number);
    const Result<std::string> text = text_in(rest.substr(0, end), where);
    if (!text) return text.error();
    const Result<std::string> ids = ids_line(tokenizer, *text);
    if (!ids) return Error{ids.error().code, where, to_line(ids.error())};
    answer += *ids;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return answer;
}

}  // namespace

std::vector<Option> tokenize_options() {
  return {{"--model", "M", "a model's name, or any folder with a tokenizer.json", true},
          {"--text", "T", "the text to cut"},
          {"--lines", "FILE", "many texts: one JSON string a line in, one array of ids a line out"}};
}

Status tokenize(const Values& values, const Context& context) {
  const std::optional<std::string> text = values.find("--text");
  const std::optional<std::string> file = values.find("--lines");
  if (text.has_value() == file.has_value()) {
    return Error{ErrorCode::InvalidArgument, "--text", "give --text or --lines, and not both"};
  }
  const Result<Tokenizer> tokenizer = context.models.open_tokenizer(values.get("--model"));
  if (!tokenizer) return tokenizer.error();
  const Result<std::string> answer = text ? ids_line(*tokenizer, *text) : ids_of_lines(*tokenizer, *file);
  if (!answer) return answer.error();
  context.out << *answer;
  return {};
}

}  // namespace attnscope::cli
