#include <nlohmann/json.hpp>

#include "io/tokenizer_sections.h"

namespace attnscope {

namespace {

using Normalizers = std::vector<Normalizer>;

}  // namespace

Status read_normalizer(const Place& place, Normalizers& out) {
  static constexpr std::array<KindRow<Normalizers>, 3> kKinds{{
      {"BertNormalizer",
       [](JsonFields& fields, const Place&, Normalizers& to) {
         BertNormalizer bert{.clean_text = fields.boolean("clean_text"),
                             .handle_chinese_chars = fields.boolean("handle_chinese_chars"),
                             .strip_accents = std::nullopt,
                             .lowercase = fields.boolean("lowercase")};
         if (fields.has("strip_accents")) bert.strip_accents = fields.boolean("strip_accents");
         to.emplace_back(bert);
       }},
      {"Lowercase", [](JsonFields&, const Place&, Normalizers& to) { to.emplace_back(Lowercase{}); }},
      {"Sequence",
       [](JsonFields& fields, const Place& place_, Normalizers& to) {
         read_sequence(fields, place_, "normalizers", [&to](const Place& each) { return read_normalizer(each, to); });
       }},
  }};
  return read_section(place, kKinds, out);
}

}  // namespace attnscope
