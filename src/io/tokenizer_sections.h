#pragma once

#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/json.h"
#include "io/quote.h"
#include "text/tokenizer.h"

// The sections of a tokenizer.json, one file each. Every reader takes a section that may be null, and answers like
// tokenizer_from_json().
namespace attnscope {

/// One object of the document and where it stands.
struct Place {
  const nlohmann::json& value;
  const std::string& file;
  std::string path;
};

/// What the post-processors add up to.
struct PostProcessing {
  std::vector<TrimSpans> trims;
  std::vector<FrameToken> before;
  std::vector<FrameToken> after;
};

Status read_normalizer(const Place& place, std::vector<Normalizer>& out);
Status read_pre_tokenizer(const Place& place, std::vector<PreTokenizer>& out);
Status read_model(const Place& place, std::optional<TokenModel>& out);
Status read_post_processor(const Place& place, PostProcessing& out);

/// An id: a whole number from 0 to kMaxTokenId.
inline constexpr int kMaxTokenId = (1 << 24) - 1;
std::optional<int> token_id(const nlohmann::json& value);

/// {"String": " "} or {"Regex": "\\s+"}; none after an error.
std::optional<Regex> read_pattern(JsonFields& fields, const std::string& file);

/// The first row whose name is the field's text. What it may be otherwise is an error that lists the names.
template <class Value, std::size_t N>
Value read_choice(JsonFields& fields, std::string_view name,
                  const std::array<std::pair<std::string_view, Value>, N>& rows) {
  const std::string chosen = fields.string(name);
  std::string known;
  for (const auto& [row, value] : rows) {
    if (row == chosen) return value;
    known += (known.empty() ? "" : ", ") + std::string(row);
  }
  fields.refuse(name, quote(chosen) + " is not a value that this version reads; it knows " + known,
                ErrorCode::Unsupported);
  return rows.front().second;
}

/// What reads one "type" of a section. The first thing wrong is noted in the fields.
template <class Out>
struct KindRow {
  std::string_view type;
  void (*read)(JsonFields&, const Place&, Out&);
};

/// Reads a section, which is null or an object whose "type" is a row of the table; `unsaid`: the type where it has
/// none.
template <class Out, std::size_t N>
Status read_section(const Place& place, const std::array<KindRow<Out>, N>& kinds, Out& out,
                    std::string_view unsaid = {}) {
  if (place.value.is_null()) return {};
  JsonFields fields(place.value, place.file, place.path);
  const std::string type = unsaid.empty() ? fields.string("type") : fields.string_or("type", std::string(unsaid));
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
  for (const nlohmann::json& element : fields.array(list)) {
    fields.check(read(Place{element, place.file, fields.full_name(list, index++)}));
  }
}

}  // namespace attnscope
