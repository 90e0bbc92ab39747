#include <nlohmann/json.hpp>
#include <utility>

#include "io/tokenizer_sections.h"
#include "text/unicode.h"

namespace attnscope {

namespace {

using PreTokenizers = std::vector<PreTokenizer>;

SplitBehavior read_behavior(JsonFields& fields) {
  static constexpr std::array<std::pair<std::string_view, SplitBehavior>, 5> kRows{{
      {"Removed", SplitBehavior::Removed},
      {"Isolated", SplitBehavior::Isolated},
      {"MergedWithPrevious", SplitBehavior::MergedWithPrevious},
      {"MergedWithNext", SplitBehavior::MergedWithNext},
      {"Contiguous", SplitBehavior::Contiguous},
  }};
  return read_choice(fields, "behavior", kRows);
}

void read_split(JsonFields& fields, const Place& place, PreTokenizers& out) {
  std::optional<Regex> pattern = read_pattern(fields, place.file);
  const SplitBehavior behavior = read_behavior(fields);
  const bool invert = fields.boolean("invert");
  if (pattern) out.emplace_back(Split{*std::move(pattern), behavior, invert});
}

void read_byte_level(JsonFields& fields, const Place&, PreTokenizers& out) {
  ByteLevel kind{.add_prefix_space = fields.boolean("add_prefix_space")};
  if (fields.boolean_or("use_regex", true)) kind.pattern = ByteLevel::gpt2_pattern();
  out.emplace_back(std::move(kind));
}

/// Older files say whether a space is added at all, newer ones where.
void read_metaspace(JsonFields& fields, const Place&, PreTokenizers& out) {
  using Prepend = Metaspace::Prepend;
  static constexpr std::array<std::pair<std::string_view, Prepend>, 3> kRows{{
      {"always", Prepend::Always},
      {"first", Prepend::First},
      {"never", Prepend::Never},
  }};
  Metaspace kind;
  const bool adds = fields.boolean_or("add_prefix_space", true);
  const bool says_where = fields.has("prepend_scheme");
  kind.prepend = says_where ? read_choice(fields, "prepend_scheme", kRows) : adds ? Prepend::Always : Prepend::Never;
  if (!adds && kind.prepend != Prepend::Never) {
    fields.refuse("add_prefix_space", "is false, but prepend_scheme adds one");
  }
  kind.split = fields.boolean_or("split", true);
  const std::string replacement = fields.string("replacement");
  const auto letter = replacement.empty() ? std::nullopt : decode_utf8(replacement, 0);
  if (!letter || letter->bytes != replacement.size()) fields.refuse("replacement", "expected one character");
  kind.replacement = letter.value_or(DecodedChar{}).code;
  out.emplace_back(kind);
}

}  // namespace

Status read_pre_tokenizer(const Place& place, PreTokenizers& out) {
  static constexpr std::array<KindRow<PreTokenizers>, 9> kKinds{{
      {"BertPreTokenizer", [](JsonFields&, const Place&, PreTokenizers& to) { to.emplace_back(BertPreTokenizer{}); }},
      {"WhitespaceSplit", [](JsonFields&, const Place&, PreTokenizers& to) { to.emplace_back(WhitespaceSplit{}); }},
      {"Whitespace", [](JsonFields&, const Place&, PreTokenizers& to) { to.emplace_back(Whitespace{}); }},
      {"Split", read_split},
      {"Punctuation",
       [](JsonFields& fields, const Place&, PreTokenizers& to) {
         to.emplace_back(Punctuation{fields.has("behavior") ? read_behavior(fields) : SplitBehavior::Isolated});
       }},
      {"Digits", [](JsonFields& fields, const Place&,
                    PreTokenizers& to) { to.emplace_back(Digits{fields.boolean("individual_digits")}); }},
      {"ByteLevel", read_byte_level},
      {"Metaspace", read_metaspace},
      {"Sequence",
       [](JsonFields& fields, const Place& at, PreTokenizers& to) {
         read_sequence(fields, at, "pretokenizers", [&to](const Place& each) { return read_pre_tokenizer(each, to); });
       }},
  }};
  return read_section(place, kKinds, out);
}

}  // namespace attnscope
