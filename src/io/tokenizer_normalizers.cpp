#include <nlohmann/json.hpp>
#include <utility>

#include "io/base64.h"
#include "io/tokenizer_sections.h"
#include "text/unicode.h"

namespace attnscope {

namespace {

using Normalizers = std::vector<Normalizer>;

constexpr std::size_t kMaxCharsMapBytes = std::size_t{16} << 20U;  // as base64; those that people use have 300 kB

void read_bert_normalizer(JsonFields& fields, const Place&, Normalizers& out) {
  BertNormalizer bert{.clean_text = fields.boolean("clean_text"),
                      .handle_chinese_chars = fields.boolean("handle_chinese_chars"),
                      .strip_accents = std::nullopt,
                      .lowercase = fields.boolean("lowercase")};
  if (fields.has("strip_accents")) bert.strip_accents = fields.boolean("strip_accents");
  out.emplace_back(bert);
}

void read_strip(JsonFields& fields, const Place&, Normalizers& out) {
  out.emplace_back(Strip{.left = fields.boolean("strip_left"), .right = fields.boolean("strip_right")});
}

void read_prepend(JsonFields& fields, const Place&, Normalizers& out) {
  out.emplace_back(Prepend{code_points(fields.string("prepend"))});
}

void read_replace(JsonFields& fields, const Place& place, Normalizers& out) {
  std::optional<Regex> pattern = read_pattern(fields, place.file);
  std::u32string content = code_points(fields.string("content"));
  if (pattern) out.emplace_back(Replace{*std::move(pattern), std::move(content)});
}

void read_precompiled(JsonFields& fields, const Place&, Normalizers& out) {
  constexpr std::string_view kName = "precompiled_charsmap";
  const std::optional<std::string> bytes = decode_base64(fields.string(kName, kMaxCharsMapBytes));
  if (!bytes) return fields.refuse(kName, "expected base64");
  Result<CharsMap> map = CharsMap::parse(*bytes);
  if (!map) return fields.refuse(kName, map.error().what, map.error().code);
  out.emplace_back(std::move(map).value());
}

/// A kind without fields.
template <class Kind>
void read_bare(JsonFields&, const Place&, Normalizers& out) {
  out.emplace_back(Kind{});
}

template <bool kComposed, bool kCompatible>
void read_form(JsonFields&, const Place&, Normalizers& out) {
  out.emplace_back(UnicodeForm{.composed = kComposed, .compatible = kCompatible});
}

}  // namespace

Status read_normalizer(const Place& place, Normalizers& out) {
  static constexpr std::array<KindRow<Normalizers>, 14> kKinds{{
      {"BertNormalizer", read_bert_normalizer},
      {"Lowercase", read_bare<Lowercase>},
      {"NFD", read_form<false, false>},
      {"NFC", read_form<true, false>},
      {"NFKD", read_form<false, true>},
      {"NFKC", read_form<true, true>},
      {"StripAccents", read_bare<StripAccents>},
      {"Strip", read_strip},
      {"Prepend", read_prepend},
      {"Replace", read_replace},
      {"Nmt", read_bare<Nmt>},
      {"Precompiled", read_precompiled},
      {"ByteLevel", read_bare<ByteLetters>},
      {"Sequence",
       [](JsonFields& fields, const Place& at, Normalizers& to) {
         read_sequence(fields, at, "normalizers", [&to](const Place& each) { return read_normalizer(each, to); });
       }},
  }};
  return read_section(place, kKinds, out);
}

}  // namespace attnscope
