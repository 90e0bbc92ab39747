#include "io/tokenizer_json.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "io/json.h"
#include "io/quote.h"

namespace attnscope {

namespace {

using nlohmann::json;

constexpr int kMaxId = (1 << 24) - 1;
constexpr std::size_t kMaxContentBytes = 1024;  // of an added token: bounds what looking for it costs
constexpr int kMaxWordChars = 1 << 20;

std::optional<int> token_id(const json& value) {
  const std::optional<std::int64_t> id = whole_number(value);
  return id && 0 <= *id && *id <= kMaxId ? std::optional(static_cast<int>(*id)) : std::nullopt;
}

std::optional<FrameToken> frame_token(const json& id, const json& piece) {
  const std::optional<int> row = token_id(id);
  if (!row || !piece.is_string()) return std::nullopt;
  return FrameToken{*row, piece.get<std::string>()};
}

/// One object of the document and where it stands.
struct Place {
  const json& value;
  const std::string& file;
  std::string path;
};

JsonFields fields_of(const Place& place) { return {place.value, place.file, place.path}; }

/// What reads one "type" of a section. The first thing wrong is noted in the fields.
template <class Out>
struct KindRow {
  std::string_view type;
  void (*read)(JsonFields&, const Place&, Out&);
};

/// Reads a section, which is null or an object whose "type" is a row of the table.
template <class Out, std::size_t N>
Status read_section(const Place& place, const std::array<KindRow<Out>, N>& kinds, Out& out) {
  if (place.value.is_null()) return {};
  JsonFields fields = fields_of(place);
  const std::string type = fields.string("type");
  if (!fields.ok()) return fields.status();
  std::string known;
  for (const KindRow<Out>& kind : kinds) {
    if (kind.type == type) {
      kind.read(fields, place, out);
      return fields.status();
    }
    known += (known.empty() ? "" : ", ") + std::string(kind.type);
  }
  fields.refuse("type", quote(type) + " is not a kind that this version reads; it knows " + known,
                ErrorCode::Unsupported);
  return fields.status();
}

/// Runs a section's reader over the list of a "Sequence".
template <class Read>
void read_sequence(JsonFields& fields, const Place& place, std::string_view list, const Read& read) {
  std::size_t index = 0;
  for (const json& element : fields.array(list)) {
    fields.check(read(Place{element, place.file, fields.full_name(list, index++)}));
  }
}

// --- added tokens

std::vector<AddedToken> read_added(JsonFields& document, const std::string& file) {
  std::vector<AddedToken> tokens;
  if (!document.has("added_tokens")) return tokens;
  std::size_t index = 0;
  for (const json& value : document.array("added_tokens")) {
    JsonFields fields(value, file, document.full_name("added_tokens", index++));
    tokens.push_back({.id = fields.integer("id", 0, kMaxId),
                      .content = fields.string("content", kMaxContentBytes),
                      .single_word = fields.boolean_or("single_word", false),
                      .lstrip = fields.boolean_or("lstrip", false),
                      .rstrip = fields.boolean_or("rstrip", false),
                      .normalized = fields.boolean_or("normalized", false)});
    document.check(fields.status());
  }
  return tokens;
}

// --- normalizers

Status read_normalizer(const Place& place, std::vector<Normalizer>& out) {
  using Out = std::vector<Normalizer>;
  static constexpr std::array<KindRow<Out>, 3> kKinds{{
      {"BertNormalizer",
       [](JsonFields& fields, const Place&, Out& to) {
         BertNormalizer bert{.clean_text = fields.boolean("clean_text"),
                             .handle_chinese_chars = fields.boolean("handle_chinese_chars"),
                             .strip_accents = std::nullopt,
                             .lowercase = fields.boolean("lowercase")};
         if (fields.has("strip_accents")) bert.strip_accents = fields.boolean("strip_accents");
         to.emplace_back(bert);
       }},
      {"Lowercase", [](JsonFields&, const Place&, Out& to) { to.emplace_back(Lowercase{}); }},
      {"Sequence",
       [](JsonFields& fields, const Place& place_, Out& to) {
         read_sequence(fields, place_, "normalizers", [&to](const Place& each) { return read_normalizer(each, to); });
       }},
  }};
  return read_section(place, kKinds, out);
}

// --- pre-tokenizers

Status read_pre_tokenizer(const Place& place, std::vector<PreTokenizer>& out) {
  using Out = std::vector<PreTokenizer>;
  static constexpr std::array<KindRow<Out>, 3> kKinds{{
      {"BertPreTokenizer", [](JsonFields&, const Place&, Out& to) { to.emplace_back(BertPreTokenizer{}); }},
      {"WhitespaceSplit", [](JsonFields&, const Place&, Out& to) { to.emplace_back(WhitespaceSplit{}); }},
      {"Sequence",
       [](JsonFields& fields, const Place& place_, Out& to) {
         read_sequence(fields, place_, "pretokenizers",
                       [&to](const Place& each) { return read_pre_tokenizer(each, to); });
       }},
  }};
  return read_section(place, kKinds, out);
}

// --- models

PieceTable read_vocabulary(JsonFields& fields) {
  std::vector<PieceTable::Entry> entries;
  const json& vocabulary = fields.object("vocab");
  entries.reserve(vocabulary.size());
  for (const auto& [piece, id] : vocabulary.items()) {
    const std::optional<int> row = token_id(id);
    if (!row) fields.refuse("vocab", "the id of " + quote(piece) + " must be a whole number from 0");
    entries.push_back({piece, row.value_or(0)});
  }
  return PieceTable(std::move(entries));
}

using MaybeModel = std::optional<TokenModel>;

/// Keeps the model that was made, or notes why it could not be.
template <class Model>
void keep(Result<Model> made, JsonFields& fields, MaybeModel& out) {
  if (made) {
    out = std::move(made).value();
  } else {
    fields.refuse(made.error().where, made.error().what, made.error().code);
  }
}

Status read_model(const Place& place, MaybeModel& out) {
  static constexpr std::array<KindRow<MaybeModel>, 2> kKinds{{
      {"WordPiece",
       [](JsonFields& fields, const Place&, MaybeModel& to) {
         WordPiece::Options options{
             .unknown = fields.string("unk_token"),
             .continuing_prefix = fields.string("continuing_subword_prefix"),
             .max_chars = static_cast<std::size_t>(fields.integer("max_input_chars_per_word", 1, kMaxWordChars))};
         keep(WordPiece::make(read_vocabulary(fields), std::move(options)), fields, to);
       }},
      {"WordLevel",
       [](JsonFields& fields, const Place&, MaybeModel& to) {
         std::string unknown = fields.string("unk_token");
         keep(WordLevel::make(read_vocabulary(fields), std::move(unknown)), fields, to);
       }},
  }};
  return read_section(place, kKinds, out);
}

// --- post-processors

struct Frame {
  std::vector<FrameToken> before;
  std::vector<FrameToken> after;
};

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

void read_template(JsonFields& fields, const Place& place, Frame& out) {
  JsonFields special_tokens(fields.object("special_tokens"), place.file, fields.full_name("special_tokens"));
  bool text_seen = false;
  std::size_t index = 0;
  for (const json& value : fields.array("single")) {
    JsonFields part(value, place.file, fields.full_name("single", index++));
    if (part.has("SpecialToken")) {
      JsonFields token(part.object("SpecialToken"), place.file, part.full_name("SpecialToken"));
      const std::string name = token.string("id");
      fields.check(token.status());
      if (!fields.ok()) return;
      std::vector<FrameToken>& side = text_seen ? out.after : out.before;
      std::ranges::move(tokens_named(special_tokens, place.file, name), std::back_inserter(side));
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
}

/// ["[CLS]", 101]
std::vector<FrameToken> read_pair(JsonFields& fields, std::string_view name) {
  const json& pair = fields.array(name);
  const auto token = pair.size() == 2 ? frame_token(pair[1], pair[0]) : std::nullopt;
  if (token) return {*token};
  fields.refuse(name, "expected a token and its id");
  return {};
}

Status read_post_processor(const Place& place, Frame& out) {
  static constexpr std::array<KindRow<Frame>, 2> kKinds{{
      {"TemplateProcessing", read_template},
      {"BertProcessing",
       [](JsonFields& fields, const Place&, Frame& to) {
         to.before = read_pair(fields, "cls");
         to.after = read_pair(fields, "sep");
       }},
  }};
  return read_section(place, kKinds, out);
}

/// A section of the document; null where it is absent.
Place section(const json& document, const std::string& file, const std::string& name) {
  static const json kAbsent;
  const auto at = document.find(name);
  return {at == document.end() ? kAbsent : *at, file, name};
}

/// An added token that is also in the vocabulary must have one id, or nobody could say which was meant.
void check_ids(JsonFields& fields, const std::vector<AddedToken>& added, const TokenModel& model) {
  const PieceTable& vocabulary =
      std::visit([](const auto& kind) -> const PieceTable& { return kind.vocabulary(); }, model);
  for (const AddedToken& token : added) {
    const PieceTable::Entry* entry = vocabulary.find(token.content);
    if (entry == nullptr || entry->id == token.id) continue;
    fields.refuse("added_tokens", quote(token.content) + " has id " + std::to_string(token.id) +
                                      ", but the vocabulary says " + std::to_string(entry->id));
  }
}

}  // namespace

Result<Tokenizer> tokenizer_from_json(const json& document, const std::string& file) {
  JsonFields fields(document, file);
  if (!fields.ok()) return fields.status().error();
  std::vector<AddedToken> added = read_added(fields, file);
  std::vector<Normalizer> normalizers;
  std::vector<PreTokenizer> pre_tokenizers;
  MaybeModel model;
  Frame frame;
  fields.check(read_normalizer(section(document, file, "normalizer"), normalizers));
  fields.check(read_pre_tokenizer(section(document, file, "pre_tokenizer"), pre_tokenizers));
  fields.check(read_model(section(document, file, "model"), model));
  fields.check(read_post_processor(section(document, file, "post_processor"), frame));
  if (!model) fields.refuse("model", "this field is missing");
  if (fields.ok()) check_ids(fields, added, *model);
  if (!fields.ok()) return fields.status().error();
  return Tokenizer({.added = std::move(added),
                    .normalizers = std::move(normalizers),
                    .pre_tokenizers = std::move(pre_tokenizers),
                    .model = *std::move(model),
                    .before = std::move(frame.before),
                    .after = std::move(frame.after)});
}

Result<Tokenizer> read_tokenizer(const std::filesystem::path& file) {
  const Result<json> document = read_json_file(file.string());
  if (!document) return document.error();
  return tokenizer_from_json(*document, file.string());
}

}  // namespace attnscope
