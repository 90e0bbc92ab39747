#include "io/families/family.h"

#include <algorithm>
#include <array>

namespace attnscope {

namespace {

constexpr std::array kFamilies{
    Family{"attnscope", "attnscope", attnscope_model, attnscope_card},
    Family{"bart", "BART", bart_model},
    Family{"bert", "BERT", bert_model},
    Family{"distilbert", "DistilBERT", distilbert_model},
    Family{"electra", "ELECTRA", electra_model},
    Family{"gpt2", "GPT-2", gpt2_model},
    Family{"gpt_neox", "GPT-NeoX", gpt_neox_model},
    Family{"llama", "Llama", llama_model},
    Family{"marian", "Marian", marian_model},
    Family{"mbart", "mBART", mbart_model},
    Family{"ministral", "Ministral", mistral_model},
    Family{"mistral", "Mistral", mistral_model},
    Family{"modernbert", "ModernBERT", modernbert_model},
    Family{"mt5", "mT5", mt5_model},
    Family{"qwen2", "Qwen2", qwen2_model},
    Family{"qwen3", "Qwen3", qwen3_model},
    Family{"roberta", "RoBERTa", roberta_model},
    Family{"t5", "T5", t5_model},
    Family{"xlm-roberta", "XLM-R", roberta_model},
};

}  // namespace

const Family* find_family(std::string_view model_type) {
  const auto* const family = std::ranges::find(kFamilies, model_type, &Family::model_type);
  return family == kFamilies.end() ? nullptr : family;
}

std::string family_names() {
  std::string names;
  for (const Family& family : kFamilies) names += (names.empty() ? "" : ", ") + std::string(family.model_type);
  return names;
}

}  // namespace attnscope
