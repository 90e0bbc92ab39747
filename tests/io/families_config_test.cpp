// What the families make of config.json, good and bad.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "io/families/config_parts.h"
#include "tests/io/checkpoint_parts.h"

namespace attnscope::test {
namespace {

using nlohmann::json;

std::string line_of_config(const std::string& family, const std::string& pointer, const json& value) {
  Parts parts(family);
  parts.config[json::json_pointer(pointer)] = value;
  const std::string line = line_of(parts);
  const std::string start = "some/folder/config.json: ";
  EXPECT_TRUE(line.starts_with(start)) << line;
  return line.substr(std::min(start.size(), line.size()));
}

TEST(Families, TheCardSaysWhatPeopleAreTold) {
  const auto described = describe_model(Parts("llama").config.dump(), "models/my-llama/");
  ASSERT_TRUE(described.ok());
  const SourceCard& card = described->card;
  EXPECT_EQ(card.name, "my-llama");
  EXPECT_EQ(card.title, "Llama: my-llama");
  EXPECT_EQ(card.layers, (std::vector<LayerShape>(2, {4, 16, 2}))) << "two heads share keys and values";
  EXPECT_EQ(card.hidden, 64);
  EXPECT_EQ(card.max_tokens, 64);
  EXPECT_TRUE(card.causal);
  EXPECT_FALSE(card.answer_head);
  EXPECT_TRUE(card.roles.empty());
  EXPECT_EQ(card.parameters, 600 * 64 + 2 * (2 * 64 * 64 + 2 * 32 * 64 + 3 * 136 * 64 + 2 * 64) + 64);

  json far = Parts("mistral").config;
  far["max_position_embeddings"] = 131072;
  EXPECT_EQ(describe_model(far.dump(), "m")->card.max_tokens, 4096);
  EXPECT_TRUE(describe_model(far.dump(), "m")->card.causal);
  EXPECT_FALSE(describe_model(Parts("bert").config.dump(), "m")->card.causal);
}

TEST(Families, WhatWeDoNotKnowIsNamedWithItsValue) {
  const std::string activations =
      " is not supported; known: gelu, gelu_python, gelu_accurate, gelu_fast, gelu_new, gelu_python_tanh, "
      "gelu_pytorch_tanh, quick_gelu, relu, silu, swish";
  EXPECT_EQ(line_of_config("bert", "/hidden_act", "mish"), "hidden_act: 'mish'" + activations);
  EXPECT_EQ(line_of_config("gpt2", "/activation_function", "relu2"), "activation_function: 'relu2'" + activations);
  EXPECT_EQ(line_of_config("bert", "/position_embedding_type", "relative_key"),
            "position_embedding_type: 'relative_key' is not supported; expected 'absolute'");
  EXPECT_EQ(line_of_config("bert", "/add_cross_attention", true), "add_cross_attention: true is not supported");
  EXPECT_EQ(line_of_config("bert", "/pruned_heads", {{"0", {1}}}),
            "pruned_heads: a model without some of its heads is not supported");
  EXPECT_EQ(line_of_config("llama", "/per_layer_config", {{"1", {{"num_key_value_heads", 1}}}}),
            "per_layer_config: a model whose layers differ in this way is not supported");
  EXPECT_EQ(line_of_config("gpt2", "/add_cross_attention", true), "add_cross_attention: true is not supported");
  const std::string kinds = " is not supported; known: default, linear, llama3";
  EXPECT_EQ(line_of_config("llama", "/rope_scaling", {{"type", "yarn"}, {"factor", 2}}),
            "rope_scaling.type: 'yarn'" + kinds);
  EXPECT_EQ(line_of_config("qwen2", "/rope_parameters/rope_type", "dynamic"),
            "rope_parameters.rope_type: 'dynamic'" + kinds);
  EXPECT_EQ(line_of_config("llama", "/rope_parameters", {{"full_attention", {{"rope_theta", 1e4}}}}),
            "rope_parameters.full_attention: layers of several kinds are not supported");
  EXPECT_EQ(line_of_config("llama", "/rope_parameters", {{"partial_rotary_factor", 0.5}}),
            "partial_rotary_factor: less than 1 is not supported here");
  EXPECT_EQ(line_of_config("qwen3", "/layer_types", {"full_attention", "full_attention", "linear_attention"}),
            "layer_types[2]: '\"linear_attention\"' is not supported here");
  EXPECT_EQ(line_of_config("qwen3", "/layer_types", {"full_attention", "sliding_attention", "full_attention"}),
            "layer_types[1]: slides, but there is no sliding_window in use");
  EXPECT_EQ(line_of_config("llama3", "/original_max_position_embeddings", 8),
            "rope_scaling.original_max_position_embeddings: 16 is not what stands beside, outside of this section");
  EXPECT_EQ(line_of_config("distilbert", "/activation", "mish"), "activation: 'mish'" + activations);
  EXPECT_EQ(line_of_config("modernbert", "/hidden_activation", "mish"), "hidden_activation: 'mish'" + activations);
  EXPECT_EQ(line_of_config("roberta", "/add_cross_attention", true), "add_cross_attention: true is not supported");
  EXPECT_EQ(line_of_config("electra", "/position_embedding_type", "relative_key_query"),
            "position_embedding_type: 'relative_key_query' is not supported; expected 'absolute'");
  EXPECT_EQ(line_of_config("modernbert", "/rope_scaling", {{"type", "linear"}, {"factor", 2}}),
            "rope_scaling: is not supported here; expected rope_parameters");
  EXPECT_EQ(line_of_config("modernbert", "/rope_parameters", {{"rope_type", "linear"}, {"factor", 2}}),
            "rope_parameters.rope_type: expected a section for each kind of layer");
  EXPECT_EQ(line_of_config("modernbert_typed", "/rope_parameters/full_attention/rope_type", "yarn"),
            "rope_parameters.full_attention.rope_type: 'yarn'" + kinds);
  EXPECT_EQ(line_of_config("modernbert_typed", "/layer_types/2", "chunked_attention"),
            "layer_types[2]: '\"chunked_attention\"' is not supported here");
  EXPECT_EQ(line_of_config("gpt_neox", "/rope_scaling", {{"type", "dynamic"}, {"factor", 2}}),
            "rope_scaling.type: 'dynamic'" + kinds);
}

TEST(Families, AbsurdNumbersAreRefused) {
  EXPECT_EQ(line_of_config("bert", "/num_attention_heads", 5),
            "num_attention_heads: 5 heads cannot share a width of 48 evenly");
  EXPECT_EQ(line_of_config("llama", "/num_key_value_heads", 3),
            "num_key_value_heads: 3 cannot be shared by 4 heads evenly");
  EXPECT_EQ(line_of_config("llama", "/head_dim", 5), "head_dim: 5 dimensions cannot be turned in pairs");
  EXPECT_EQ(line_of_config("gpt2", "/n_layer", 1000000),
            "n_layer: expected a whole number from 1 to 1024, found 1000000");
  EXPECT_EQ(line_of_config("gpt2", "/n_embd", -48), "n_embd: expected a whole number from 1 to 65536, found -48");
  EXPECT_EQ(line_of_config("llama", "/rms_norm_eps", 0), "rms_norm_eps: expected a number from 1e-12 to 1.0, found 0");
  EXPECT_EQ(line_of_config("mistral", "/sliding_window", 0),
            "sliding_window: expected a whole number from 1 to 16777216, found 0");
  EXPECT_EQ(line_of_config("llama3", "/rope_scaling/high_freq_factor", 1.0),
            "rope_scaling.high_freq_factor: expected more than low_freq_factor");
  EXPECT_EQ(line_of_config("qwen3", "/layer_types", {"full_attention"}),
            "layer_types: expected one for each of the 3 layers, found 1");
  EXPECT_EQ(line_of_config("distilbert", "/n_heads", 5), "n_heads: 5 heads cannot share a width of 12 evenly");
  EXPECT_EQ(line_of_config("electra", "/embedding_size", 0),
            "embedding_size: expected a whole number from 1 to 65536, found 0");
  EXPECT_EQ(line_of_config("roberta", "/pad_token_id", 13),
            "max_position_embeddings: leaves no room for a text, whose positions start after pad_token_id 13");
  EXPECT_EQ(line_of_config("modernbert", "/num_attention_heads", 16),
            "num_attention_heads: leaves 1 dimensions a head, which cannot be turned in pairs");
  EXPECT_EQ(line_of_config("modernbert", "/global_attn_every_n_layers", 0),
            "global_attn_every_n_layers: expected a whole number from 1 to 1024, found 0");
  EXPECT_EQ(line_of_config("gpt_neox", "/rotary_pct", 1.5), "rotary_pct: expected a number from 0.0 to 1.0, found 1.5");
  // The largest of everything: told by the shape of a tensor, before any memory is taken for it.
  Parts parts("gpt2");
  for (const char* const name : {"n_embd", "n_head", "n_inner"}) parts.config[name] = 4096;
  parts.config["n_layer"] = 1024;
  EXPECT_EQ(line_of(parts), "weights: tensor 'wte.weight' is F32 [560, 48], expected [560, 4096]");
}

TEST(Families, EveryFieldThatIsMissingIsNamedOrHasAKnownDefault) {
  for (const std::string& family : kAllOfThem) {
    const json whole = Parts(family).config;
    for (const auto& [name, value] : whole.items()) {
      Parts parts(family);
      parts.config.erase(name);
      const auto described = describe_model(parts.config.dump(), "m");
      if (described) continue;
      EXPECT_TRUE(described.error().what.starts_with(name + ": ")) << family << ": " << described.error().what;
    }
  }
  for (const char* const name : {"vocab_size", "n_embd", "n_head", "n_layer", "n_positions"}) {
    Parts parts("gpt2");
    parts.config.erase(name);
    EXPECT_FALSE(describe_model(parts.config.dump(), "m").ok()) << name;
  }
}

TEST(Families, WhereTheFileSaysNothingTheClassesOwnDefaultHolds) {
  const auto without = [](const std::string& family, const char* name) {
    Parts parts(family);
    parts.config.erase(name);
    return describe_model(parts.config.dump(), "m")->config;
  };
  EXPECT_EQ(without("bert", "hidden_act").activation, Activation::Gelu);
  Parts whole("bert");
  whole.config["pruned_heads"] = whole.config["per_layer_config"] = json::object();
  EXPECT_TRUE(whole.read().ok());
  EXPECT_EQ(without("bert", "layer_norm_eps").norm_eps, 1e-12F);
  EXPECT_EQ(without("gpt2", "activation_function").activation, Activation::GeluTanh);
  EXPECT_EQ(without("gpt2", "layer_norm_epsilon").norm_eps, 1e-5F);
  EXPECT_EQ(without("llama", "hidden_act").activation, Activation::Silu);
  EXPECT_EQ(without("llama", "rms_norm_eps").norm_eps, 1e-6F);
  EXPECT_EQ(without("llama", "num_key_value_heads").layers[0].kv_heads, 4);
  Parts mistral("mistral");
  mistral.config["num_attention_heads"] = 16;
  mistral.config["num_key_value_heads"] = nullptr;
  EXPECT_EQ(describe_model(mistral.config.dump(), "m")->config.layers[0].kv_heads, 16);
  mistral.config.erase("num_key_value_heads");
  EXPECT_EQ(describe_model(mistral.config.dump(), "m")->config.layers[0].kv_heads, 8);
  EXPECT_EQ(without("qwen3", "head_dim").layers[0].head_dim, 128);
  EXPECT_EQ(without("distilbert", "activation").activation, Activation::Gelu);
  EXPECT_EQ(without("roberta", "pad_token_id").padding_id, 1);
  EXPECT_EQ(without("electra_base", "embedding_size").embedding, 128);
  EXPECT_EQ(without("modernbert", "norm_eps").norm_eps, 1e-5F);
  EXPECT_EQ(without("modernbert", "local_attention").layers[1].mask, Mask::nearby(64));
  EXPECT_EQ(without("modernbert", "global_attn_every_n_layers").layers[3].mask, Mask::all());
  EXPECT_FLOAT_EQ(without("modernbert", "global_rope_theta").layers[0].inverse_frequencies[2], 0.0025F);  // 160000^-.5
  EXPECT_FLOAT_EQ(without("modernbert", "local_rope_theta").layers[1].inverse_frequencies[2], 0.01F);
  EXPECT_EQ(without("gpt_neox", "use_parallel_residual").residual, Residual::Parallel);
  EXPECT_EQ(without("gpt_neox", "rotary_pct").layers[0].inverse_frequencies.size(), 1U);  // a quarter of 8 dimensions
  EXPECT_FLOAT_EQ(without("gpt_neox", "rotary_emb_base").layers[0].inverse_frequencies[1], 0.01F);
  EXPECT_EQ(without("gpt_neox", "hidden_act").activation, Activation::Gelu);
}

TEST(Families, HowFarItReadsHasADefaultWhereNoTensorSaysIt) {
  const auto without = [](const std::string& family) {
    Parts parts(family);
    parts.config.erase("max_position_embeddings");
    const auto described = describe_model(parts.config.dump(), "m");
    return described.ok() ? described->config.max_tokens : 0;
  };
  EXPECT_EQ(without("llama"), 2048);
  EXPECT_EQ(without("mistral"), 131072);
  EXPECT_EQ(without("qwen2"), 32768);
  EXPECT_EQ(without("qwen3"), 32768);
  EXPECT_EQ(without("gpt_neox"), 2048);
  EXPECT_EQ(without("modernbert"), 8192);
  EXPECT_EQ(without("bert"), 0) << "it has a table of positions";
}

TEST(Families, AContextThatWasStretchedHasTheSameDefault) {
  struct Case {
    std::string family;
    int context;
  };
  // A ramp so wide that each frequency depends on how far the model saw.
  const json section{{"rope_type", "llama3"}, {"factor", 8}, {"low_freq_factor", 1e-3}, {"high_freq_factor", 1e6}};
  for (const auto& [family, context] : {Case{"llama", 2048}, Case{"mistral", 131072}, Case{"qwen2", 32768},
                                        Case{"qwen3", 32768}, Case{"gpt_neox", 2048}, Case{"modernbert", 8192}}) {
    SCOPED_TRACE(family);
    json config = Parts(family).config;
    config.erase("rope_scaling");
    config["rope_parameters"] = section;
    if (family == "modernbert") {
      config["rope_parameters"] = {{"full_attention", section}, {"sliding_attention", section}};
    }
    const auto frequencies = [&config](const json& seen) {
      config["max_position_embeddings"] = seen;
      if (seen.is_null()) config.erase("max_position_embeddings");
      const auto described = describe_model(config.dump(), "m");
      EXPECT_TRUE(described.ok()) << to_line(described.error());
      return described.ok() ? described->config.layers[0].inverse_frequencies : std::vector<float>();
    };
    const std::vector<float> got = frequencies(nullptr);
    EXPECT_EQ(got, frequencies(context));
    EXPECT_NE(got, frequencies(context - 1));
  }
}

TEST(Families, MasksAndScalesOfLayers) {
  const auto layers_of = [](Parts parts, const json& patch) {
    parts.config.merge_patch(patch);
    const auto described = describe_model(parts.config.dump(), "m");
    EXPECT_TRUE(described.ok()) << to_line(described.error());
    return described.ok() ? described->config.layers : std::vector<LayerConfig>(3);
  };
  const auto window = [](int width) { return Mask{.back = width - 1, .ahead = 0}; };
  Parts mistral("mistral");
  EXPECT_EQ(layers_of(mistral, {{"sliding_window", 3}})[0].mask, window(3));
  mistral.config["sliding_window"] = nullptr;
  EXPECT_EQ(layers_of(mistral, json::object())[0].mask, Mask::causal());
  mistral.config.erase("sliding_window");
  EXPECT_EQ(layers_of(mistral, json::object())[0].mask, window(4096)) << "the class's own default";

  const json types{"sliding_attention", "full_attention", "full_attention"};
  const Parts ministral("mistral");
  EXPECT_EQ(layers_of(ministral, {{"layer_types", types}})[0].mask, window(3));
  EXPECT_EQ(layers_of(ministral, {{"layer_types", types}})[2].mask, Mask::causal());
  EXPECT_EQ(layers_of(ministral, {{"layer_types", nullptr}})[2].mask, window(3));
  const json by_its_name{{"model_type", "ministral"}, {"layer_types", types}};
  EXPECT_EQ(layers_of(ministral, by_its_name), layers_of(ministral, {{"layer_types", types}}));

  const Parts qwen("qwen2");
  EXPECT_EQ(layers_of(qwen, {{"use_sliding_window", false}})[2].mask, Mask::causal());
  EXPECT_EQ(layers_of(qwen, {{"max_window_layers", 2}})[1].mask, Mask::causal());
  EXPECT_EQ(layers_of(qwen, {{"max_window_layers", 2}})[2].mask, window(4));
  EXPECT_EQ(layers_of(qwen, {{"layer_types", types}})[0].mask, window(4));
  EXPECT_EQ(layers_of(qwen, {{"layer_types", types}})[2].mask, Mask::causal());

  const Parts modernbert("modernbert");
  EXPECT_EQ(layers_of(modernbert, {{"local_attention", 5}})[2].mask, Mask::nearby(2));
  EXPECT_EQ(layers_of(modernbert, {{"global_attn_every_n_layers", 2}})[2].mask, Mask::all());
  const json full(4, "full_attention");
  EXPECT_EQ(layers_of(modernbert, {{"layer_types", full}})[1].mask, Mask::all());
  EXPECT_EQ(layers_of(modernbert, {{"layer_types", full}})[1], layers_of(modernbert, json::object())[0]);

  for (const char* const family : {"bert", "roberta", "electra"}) {
    EXPECT_EQ(layers_of(Parts(family), {{"is_decoder", true}})[1].mask, Mask::causal()) << family;
    EXPECT_EQ(layers_of(Parts(family), {{"is_decoder", false}})[1].mask, Mask::all()) << family;
  }

  const Parts gpt2("gpt2");
  EXPECT_FLOAT_EQ(layers_of(gpt2, json::object())[1].scale, 1.0F / std::sqrt(12.0F));
  EXPECT_FLOAT_EQ(layers_of(gpt2, {{"scale_attn_weights", false}})[1].scale, 1.0F);
  EXPECT_FLOAT_EQ(layers_of(gpt2, {{"scale_attn_by_inverse_layer_idx", true}})[1].scale, 0.5F / std::sqrt(12.0F));
}

TEST(Families, RobertasPaddingTakesTheFirstRowsOfItsPositions) {
  const json config = Parts("roberta").config;
  const auto described = describe_model(config.dump(), "m");
  ASSERT_TRUE(described.ok());
  EXPECT_EQ(described->config.padding_id, 1);
  EXPECT_EQ(described->card.max_tokens, 12);  // of 14 rows
}

TEST(Families, TurnedDimensionsOfGptNeox) {
  const auto pairs = [](int hidden, double share) {
    json config = Parts("gpt_neox").config;
    config["hidden_size"] = hidden;
    config["rotary_pct"] = share;
    const auto described = describe_model(config.dump(), "m");
    return described ? described->config.layers[0].inverse_frequencies.size() : 99;
  };
  EXPECT_EQ(pairs(24, 0), 0U);
  EXPECT_EQ(pairs(24, 0.3), 1U);   // 2 of 8
  EXPECT_EQ(pairs(24, 0.99), 4U);  // 7, and the one after them
  EXPECT_EQ(pairs(24, 1), 4U);
  EXPECT_EQ(pairs(27, 0.99), 4U);
  EXPECT_EQ(pairs(27, 1), 99U) << "9 dimensions have no tenth";
}

TEST(Families, AModernBertWithoutALocalThetaUsesTheGlobalOne) {
  json config = Parts("modernbert").config;
  config["local_rope_theta"] = nullptr;
  const auto described = describe_model(config.dump(), "m");
  ASSERT_TRUE(described.ok());
  const std::vector<LayerConfig>& layers = described->config.layers;
  EXPECT_EQ(layers[1].inverse_frequencies, layers[0].inverse_frequencies);
}

TEST(Families, TheCardOfTwoTextsHasThreeKindsOfMaps) {
  const auto described = describe_model(Parts("bart").config.dump(), "m");
  ASSERT_TRUE(described.ok()) << to_line(described.error());
  const SourceCard& card = described->card;
  EXPECT_TRUE(card.takes_two());
  EXPECT_EQ(card.layers_of(MapSide::Encoder), (std::vector<LayerShape>(2, {3, 4})));
  EXPECT_EQ(card.layers_of(MapSide::Decoder), (std::vector<LayerShape>(3, {4, 3})));
  EXPECT_EQ(card.layers_of(MapSide::Cross), (std::vector<LayerShape>(3, {4, 3})));
  EXPECT_EQ(card.max_tokens, 24);
  EXPECT_EQ(describe_model(Parts("t5").config.dump(), "m")->card.max_tokens, 4096) << "distances have no end";
  EXPECT_FALSE(describe_model(Parts("bert").config.dump(), "m")->card.takes_two());
}

TEST(Families, EarlyReleasesLetBartsConfigSayWhereItNorms) {
  const auto place_of = [](const json& version) {
    json config = Parts("bart_before").config;
    config["transformers_version"] = version;
    const auto described = describe_model(config.dump(), "m");
    EXPECT_TRUE(described.ok()) << version;
    return described.ok() ? described->config.norm_place : NormPlace::After;
  };
  for (const json& early :
       {json(nullptr), json("3.5.1"), json("4.0.0-rc-1"), json("4.1.1"), json("4"), json("master")}) {
    EXPECT_EQ(place_of(early), NormPlace::Before) << early;
  }
  for (const char* const late : {"4.2.0", "4.10.2", "4.57.1", "5.0.0rc1", "5.3", "10.0.0"}) {
    EXPECT_EQ(place_of(late), NormPlace::After) << late;
  }
  EXPECT_EQ(line_of_config("bart", "/transformers_version", 4), "transformers_version: expected a text, found 4");
  for (const std::string other : {"static_position_embeddings", "do_blenderbot_90_layernorm"}) {
    EXPECT_EQ(line_of_config("bart", "/" + other, true), other + ": true is not supported");
    Parts late("bart");
    late.config[other] = true;
    late.config["transformers_version"] = "4.2.0";
    EXPECT_TRUE(late.read().ok()) << other;
  }
}

TEST(Families, ADecoderOfBartsKindNeedsItsEncoder) {
  for (const char* const family : {"bart", "mbart", "marian"}) {
    EXPECT_EQ(line_of_config(family, "/is_encoder_decoder", false),
              "is_encoder_decoder: a decoder without its encoder is not supported");
  }
}

TEST(Families, WhatADecoderBeginsWith) {
  const auto start_of = [](const std::string& family, const json& patch) {
    Parts parts(family);
    parts.config.merge_patch(patch);
    const auto described = describe_model(parts.config.dump(), "m");
    return described.ok() ? described->decoder->start_id : -2;
  };
  EXPECT_EQ(start_of("t5", json::object()), 0);
  EXPECT_EQ(start_of("t5", {{"decoder_start_token_id", nullptr}, {"pad_token_id", 7}}), 7);
  EXPECT_EQ(start_of("mt5", {{"decoder_start_token_id", nullptr}, {"pad_token_id", 7}}), 0);
  EXPECT_EQ(start_of("bart", {{"decoder_start_token_id", nullptr}}), 2);
  EXPECT_EQ(start_of("marian", {{"decoder_start_token_id", nullptr}}), 12) << "the padding";
  EXPECT_EQ(start_of("mbart", json::object()), 2);
  EXPECT_EQ(start_of("mbart", {{"decoder_start_token_id", nullptr}}), kLastStarts) << "the text's language";
  EXPECT_EQ(line_of_config("marian_apart", "/decoder_start_token_id", 15),
            "decoder_start_token_id: 15 is outside the vocabulary of 15");
}

TEST(Families, TheFeedForwardBlockOfT5IsInItsName) {
  const auto activation_of = [](const json& patch) {
    Parts parts("t5_gated");
    parts.config.merge_patch(patch);
    const auto described = describe_model(parts.config.dump(), "m");
    EXPECT_TRUE(described.ok()) << to_line(described.error());
    return described.ok() ? described->config.activation : Activation::Gelu;
  };
  EXPECT_EQ(activation_of(json::object()), Activation::GeluTanh);
  EXPECT_EQ(activation_of({{"feed_forward_proj", "gated-silu"}}), Activation::Silu);
  EXPECT_EQ(activation_of({{"dense_act_fn", "relu"}}), Activation::Relu);
  EXPECT_EQ(activation_of({{"feed_forward_proj", nullptr}}), Activation::Relu) << "T5's own";
  EXPECT_EQ(line_of_config("t5_gated", "/feed_forward_proj", "gated-mish"),
            "feed_forward_proj: 'gated-mish' is not supported; expected an activation, or gated- and one");
  Parts plain("t5_gated");
  plain.config["feed_forward_proj"] = "relu";
  const std::string missing = "weights: tensor 'encoder.block.0.layer.1.DenseReluDense.wi.weight' is missing; ";
  EXPECT_EQ(line_of(plain), missing + "config.json calls for it") << "one inner matrix, not two";
  plain.config["is_gated_act"] = true;
  EXPECT_TRUE(plain.read().ok());
  EXPECT_EQ(line_of_config("t5_gated", "/relative_attention_num_buckets", 3),
            "relative_attention_num_buckets: 3 buckets do not fit a relative_attention_max_distance of 12");
}

TEST(Families, DamagedConfigsGiveOneLine) {
  for (const std::string& family : kAllOfThem) {
    const std::string whole = Parts(family).config.dump();
    for (std::size_t at = 0; at < whole.size(); ++at) {
      std::string damaged = whole;
      damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
      const auto described = describe_model(damaged, "m");
      EXPECT_FALSE(describe_model(whole.substr(0, at), "m").ok());
      if (described) continue;
      EXPECT_EQ(to_line(described.error()).find('\n'), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace attnscope::test
