#pragma once

#include <string>
#include <string_view>

#include "core/model.h"
#include "core/trace_source.h"
#include "io/json.h"
#include "io/weight_reader.h"

namespace attnscope {

/// A kind of checkpoint.
struct Family {
  std::string_view model_type;  ///< in config.json
  std::string_view title;       ///< for people
  /// What a model of this family is: reads the fields of its config.json and asks for the tensors that they call for.
  /// What `fields` or `weights` note as wrong makes the rest of the answer meaningless.
  Model (*model)(JsonFields& fields, WeightReader& weights);
  /// What config.json says for people; null where it says nothing, as with every family but our own.
  void (*card)(JsonFields& fields, SourceCard& card) = nullptr;
};

/// Null where the family is unknown.
const Family* find_family(std::string_view model_type);

/// The model_type of every family, for messages: "bert, gpt2".
std::string family_names();

// One file each.
Model attnscope_model(JsonFields& fields, WeightReader& weights);
void attnscope_card(JsonFields& fields, SourceCard& card);
Model bart_model(JsonFields& fields, WeightReader& weights);
Model bert_model(JsonFields& fields, WeightReader& weights);
Model distilbert_model(JsonFields& fields, WeightReader& weights);
Model electra_model(JsonFields& fields, WeightReader& weights);
Model gpt2_model(JsonFields& fields, WeightReader& weights);
Model gpt_neox_model(JsonFields& fields, WeightReader& weights);
Model llama_model(JsonFields& fields, WeightReader& weights);
Model marian_model(JsonFields& fields, WeightReader& weights);
Model mbart_model(JsonFields& fields, WeightReader& weights);
Model mistral_model(JsonFields& fields, WeightReader& weights);
Model modernbert_model(JsonFields& fields, WeightReader& weights);
Model qwen2_model(JsonFields& fields, WeightReader& weights);
Model qwen3_model(JsonFields& fields, WeightReader& weights);
Model roberta_model(JsonFields& fields, WeightReader& weights);
Model mt5_model(JsonFields& fields, WeightReader& weights);
Model t5_model(JsonFields& fields, WeightReader& weights);

}  // namespace attnscope
