#include <nlohmann/json.hpp>
#include <utility>

#include "io/tokenizer_sections.h"

namespace attnscope {

namespace {

using nlohmann::json;

constexpr int kMaxWordChars = 1 << 20;
constexpr std::size_t kMaxPieceBytes = 4096;  // of a unigram model: bounds what a place in the text costs

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

/// "a b", as older files have it, or ["a", "b"]; none for anything else. A view of the document.
std::optional<Bpe::Merge> merge_of(const json& value) {
  if (value.is_string()) {
    const std::string_view both = value.get_ref<const std::string&>();
    const std::size_t space = both.find(' ');
    if (space == std::string_view::npos || both.find(' ', space + 1) != std::string_view::npos) return std::nullopt;
    return Bpe::Merge{both.substr(0, space), both.substr(space + 1)};
  }
  if (!value.is_array() || value.size() != 2 || !value[0].is_string() || !value[1].is_string()) return std::nullopt;
  return Bpe::Merge{value[0].get_ref<const std::string&>(), value[1].get_ref<const std::string&>()};
}

std::vector<Bpe::Merge> read_merges(JsonFields& fields) {
  std::vector<Bpe::Merge> merges;
  const json& values = fields.array("merges");
  merges.reserve(values.size());
  for (const json& value : values) {
    if (value.is_string() && value.get_ref<const std::string&>().starts_with("#version")) continue;
    const std::optional<Bpe::Merge> merge = merge_of(value);
    if (!merge) {
      fields.refuse("merges[" + std::to_string(merges.size()) + "]", R"(expected two pieces, "a b" or ["a", "b"])");
      break;
    }
    merges.push_back(*merge);
  }
  return merges;
}

void read_bpe(JsonFields& fields, const Place&, MaybeModel& out) {
  Bpe::Options options{.continuing_prefix = fields.string_or("continuing_subword_prefix", ""),
                       .word_suffix = fields.string_or("end_of_word_suffix", ""),
                       .fuse_unknown = fields.boolean_or("fuse_unk", false),
                       .byte_fallback = fields.boolean_or("byte_fallback", false),
                       .ignore_merges = fields.boolean_or("ignore_merges", false)};
  if (fields.has("unk_token")) options.unknown = fields.string("unk_token");
  if (fields.has("dropout") && fields.number("dropout", 0, 1) > 0) {
    fields.refuse("dropout", "tokens that chance decides are not supported", ErrorCode::Unsupported);
  }
  const std::vector<Bpe::Merge> merges = read_merges(fields);
  PieceTable vocabulary = read_vocabulary(fields);
  if (fields.ok()) keep(Bpe::make(std::move(vocabulary), merges, std::move(options)), fields, out);
}

void read_word_piece(JsonFields& fields, const Place&, MaybeModel& out) {
  WordPiece::Options options{
      .unknown = fields.string("unk_token"),
      .continuing_prefix = fields.string("continuing_subword_prefix"),
      .max_chars = static_cast<std::size_t>(fields.integer("max_input_chars_per_word", 1, kMaxWordChars))};
  keep(WordPiece::make(read_vocabulary(fields), std::move(options)), fields, out);
}

void read_word_level(JsonFields& fields, const Place&, MaybeModel& out) {
  std::string unknown = fields.string("unk_token");
  keep(WordLevel::make(read_vocabulary(fields), std::move(unknown)), fields, out);
}

/// [["<unk>", 0.0], ["the", -3.2], ...]
std::vector<Unigram::Row> read_rows(JsonFields& fields) {
  std::vector<Unigram::Row> rows;
  const json& values = fields.array("vocab");
  if (values.size() > static_cast<std::size_t>(kMaxTokenId)) fields.refuse("vocab", "too many pieces");
  for (const json& value : values) {
    const std::string where = "vocab[" + std::to_string(rows.size()) + "]";
    if (!value.is_array() || value.size() != 2 || !value[0].is_string() || !value[1].is_number()) {
      fields.refuse(where, "expected a piece and its score");
      break;
    }
    rows.emplace_back(value[0].get_ref<const std::string&>(), value[1].get<double>());
    if (rows.back().first.size() <= kMaxPieceBytes) continue;
    fields.refuse(where, "a piece of more than " + std::to_string(kMaxPieceBytes) + " bytes", ErrorCode::OutOfLimits);
    break;
  }
  return rows;
}

void read_unigram(JsonFields& fields, const Place&, MaybeModel& out) {
  Unigram::Options options{.byte_fallback = fields.boolean_or("byte_fallback", false)};
  if (fields.has("unk_id")) options.unknown = fields.integer("unk_id", 0, kMaxTokenId);
  const std::vector<Unigram::Row> rows = read_rows(fields);
  if (fields.ok()) keep(Unigram::make(rows, options), fields, out);
}

/// The oldest files do not say which model they hold (GPT-2's, for one); their fields tell.
std::string_view kind_by_fields(const Place& place) {
  const JsonFields fields(place.value, place.file, place.path);
  if (fields.has("merges")) return "BPE";
  if (fields.has("continuing_subword_prefix")) return "WordPiece";
  return place.value.contains("vocab") && place.value["vocab"].is_array() ? "Unigram" : "WordLevel";
}

}  // namespace

Status read_model(const Place& place, MaybeModel& out) {
  static constexpr std::array<KindRow<MaybeModel>, 4> kKinds{{
      {"BPE", read_bpe},
      {"Unigram", read_unigram},
      {"WordPiece", read_word_piece},
      {"WordLevel", read_word_level},
  }};
  return read_section(place, kKinds, out, kind_by_fields(place));
}

}  // namespace attnscope
