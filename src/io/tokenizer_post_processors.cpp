#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "io/tokenizer_sections.h"

namespace attnscope {

namespace {

using nlohmann::json;

std::optional<FrameToken> frame_token(const json& id, const json& piece) {
  const std::optional<int> row = token_id(id);
  if (!row || !piece.is_string()) return std::nullopt;
  return FrameToken{*row, piece.get<std::string>()};
}

/// {"[CLS]": {"ids": [2], "tokens": ["[CLS]"]}}: one name may stand for several tokens.
std::vector<FrameToken> tokens_named(JsonFields& special_tokens, const std::string& file, const std::string& name) {
  JsonFields fields(special_tokens.object(name), file, special_tokens.full_name(name));
  const json& ids = fields.array("ids");
  const json& pieces = fields.array("tokens");
  std::vector<FrameToken> tokens;
  if (ids.size() != pieces.size()) fields.refuse("tokens", "expected as many as there are ids");
  for (std::size_t i = 0; fields.ok() && i < ids.size(); ++i) {
    if (const auto token = frame_token(ids[i], pieces[i])) {
      tokens.push_back(*token);
    } else {
      fields.refuse("ids", "expected whole numbers from 0, each with the text of its token");
    }
  }
  special_tokens.check(fields.status());
  return tokens;
}

/// Puts the tokens around what the post-processors before have made.
void put_around(std::vector<FrameToken> before, const std::vector<FrameToken>& after, PostProcessing& out) {
  before.insert(before.end(), out.before.begin(), out.before.end());
  out.before = std::move(before);
  out.after.insert(out.after.end(), after.begin(), after.end());
}

void read_template(JsonFields& fields, const Place& place, PostProcessing& out) {
  JsonFields special_tokens(fields.object("special_tokens"), place.file, fields.full_name("special_tokens"));
  std::vector<FrameToken> before;
  std::vector<FrameToken> after;
  bool text_seen = false;
  std::size_t index = 0;
  for (const json& value : fields.array("single")) {
    JsonFields part(value, place.file, fields.full_name("single", index++));
    if (part.has("SpecialToken")) {
      JsonFields token(part.object("SpecialToken"), place.file, part.full_name("SpecialToken"));
      const std::string name = token.string("id");
      fields.check(token.status());
      if (!fields.ok()) return;
      std::ranges::move(tokens_named(special_tokens, place.file, name), std::back_inserter(text_seen ? after : before));
    } else {
      JsonFields sequence(part.object("Sequence"), place.file, part.full_name("Sequence"));
      if (sequence.string("id") != "A" || text_seen) {
        sequence.refuse("id", "expected the text, 'A', once", ErrorCode::Unsupported);
      }
      text_seen = true;
      fields.check(sequence.status());
    }
  }
  fields.check(special_tokens.status());
  if (!text_seen) fields.refuse("single", "has no place for the text");
  put_around(std::move(before), after, out);
}

/// ["[CLS]", 101]
std::vector<FrameToken> read_pair(JsonFields& fields, std::string_view name) {
  const json& pair = fields.array(name);
  const auto token = pair.size() == 2 ? frame_token(pair[1], pair[0]) : std::nullopt;
  if (token) return {*token};
  fields.refuse(name, "expected a token and its id");
  return {};
}

void read_bert(JsonFields& fields, const Place&, PostProcessing& out) {
  std::vector<FrameToken> before = read_pair(fields, "cls");
  put_around(std::move(before), read_pair(fields, "sep"), out);
}

void read_trim(JsonFields& fields, const Place&, PostProcessing& out) {
  const bool trims = fields.boolean("trim_offsets");
  const bool add_prefix_space = fields.boolean("add_prefix_space");
  if (trims) out.trims.push_back({.add_prefix_space = add_prefix_space});
}

}  // namespace

Status read_post_processor(const Place& place, PostProcessing& out) {
  static constexpr std::array<KindRow<PostProcessing>, 5> kKinds{{
      {"TemplateProcessing", read_template},
      {"BertProcessing", read_bert},
      {"RobertaProcessing",
       [](JsonFields& fields, const Place& at, PostProcessing& to) {
         read_trim(fields, at, to);
         read_bert(fields, at, to);
       }},
      {"ByteLevel", read_trim},
      {"Sequence",
       [](JsonFields& fields, const Place& at, PostProcessing& to) {
         read_sequence(fields, at, "processors", [&to](const Place& each) { return read_post_processor(each, to); });
       }},
  }};
  return read_section(place, kKinds, out);
}

}  // namespace attnscope
