#include "io/tokenizer_json.h"

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "io/json.h"
#include "io/quote.h"
#include "io/tokenizer_sections.h"

namespace attnscope {

namespace {

using nlohmann::json;

constexpr std::size_t kMaxContentBytes = 1024;  // of an added token: bounds what looking for it costs

std::vector<AddedToken> read_added(JsonFields& document, const std::string& file) {
  std::vector<AddedToken> tokens;
  if (!document.has("added_tokens")) return tokens;
  std::size_t index = 0;
  for (const json& value : document.array("added_tokens")) {
    JsonFields fields(value, file, document.full_name("added_tokens", index++));
    tokens.push_back({.id = fields.integer("id", 0, kMaxTokenId),
                      .content = fields.string("content", kMaxContentBytes),
                      .single_word = fields.boolean_or("single_word", false),
                      .lstrip = fields.boolean_or("lstrip", false),
                      .rstrip = fields.boolean_or("rstrip", false),
                      .normalized = fields.boolean_or("normalized", false)});
    document.check(fields.status());
  }
  return tokens;
}

/// A section of the document; null where it is absent.
Place section(const json& document, const std::string& file, const std::string& name) {
  static const json kAbsent;
  const auto at = document.find(name);
  return {at == document.end() ? kAbsent : *at, file, name};
}

/// Gives the added tokens the ids that the library gives them, whatever the file calls them: that of the vocabulary, or
/// else the next one after it. Of several that come to one id only the last is ever found.
void number_as_the_library(std::vector<AddedToken>& added, const TokenModel& model) {
  const PieceTable& vocabulary =
      std::visit([](const auto& kind) -> const PieceTable& { return kind.vocabulary(); }, model);
  auto next = static_cast<int>(vocabulary.size());
  std::map<std::string, int> ids;
  std::map<int, AddedToken> by_id;
  for (AddedToken& token : added) {
    if (token.content.empty()) continue;
    const auto [known, is_new] = ids.try_emplace(token.content, 0);
    if (is_new) {
      const PieceTable::Entry* const entry = vocabulary.find(token.content);
      known->second = entry != nullptr ? entry->id : next++;
    }
    token.id = known->second;
    by_id[known->second] = std::move(token);
  }
  added.clear();
  for (auto& [id, token] : by_id) added.push_back(std::move(token));
}

}  // namespace

std::optional<int> token_id(const json& value) {
  const std::optional<std::int64_t> id = whole_number(value);
  return id && 0 <= *id && *id <= kMaxTokenId ? std::optional(static_cast<int>(*id)) : std::nullopt;
}

std::optional<Regex> read_pattern(JsonFields& fields, const std::string& file) {
  JsonFields pattern(fields.object("pattern"), file, fields.full_name("pattern"));
  const bool literal = pattern.has("String");
  const std::string_view kind = literal ? "String" : "Regex";
  const std::string text = pattern.string(kind);
  if (pattern.ok()) {
    Result<Regex> made = literal ? Regex::literal(text) : Regex::compile(text);
    if (made) return std::move(made).value();
    pattern.refuse(kind, made.error().what, made.error().code);
  }
  fields.check(pattern.status());
  return std::nullopt;
}

Result<Tokenizer> tokenizer_from_json(const json& document, const std::string& file) {
  JsonFields fields(document, file);
  if (!fields.ok()) return fields.status().error();
  std::vector<AddedToken> added = read_added(fields, file);
  std::vector<Normalizer> normalizers;
  std::vector<PreTokenizer> pre_tokenizers;
  std::optional<TokenModel> model;
  PostProcessing post;
  fields.check(read_normalizer(section(document, file, "normalizer"), normalizers));
  fields.check(read_pre_tokenizer(section(document, file, "pre_tokenizer"), pre_tokenizers));
  fields.check(read_model(section(document, file, "model"), model));
  fields.check(read_post_processor(section(document, file, "post_processor"), post));
  if (!model) fields.refuse("model", "this field is missing");
  if (!fields.ok()) return fields.status().error();
  number_as_the_library(added, *model);
  Result<Tokenizer> made = Tokenizer::make({.added = std::move(added),
                                            .normalizers = std::move(normalizers),
                                            .pre_tokenizers = std::move(pre_tokenizers),
                                            .model = *std::move(model),
                                            .trims = std::move(post.trims),
                                            .before = std::move(post.before),
                                            .after = std::move(post.after)});
  if (made) return made;
  fields.refuse("added_tokens", made.error().what, made.error().code);
  return fields.status().error();
}

Result<Tokenizer> read_tokenizer(const std::filesystem::path& file) {
  const Result<json> document = read_json_file(file.string());
  if (!document) return document.error();
  return tokenizer_from_json(*document, file.string());
}

}  // namespace attnscope
