#include "cli/scene_options.h"

#include <algorithm>

#include "app/scene_json.h"
#include "app/words.h"
#include "app/worked_source.h"
#include "cli/parse.h"
#include "io/quote.h"

namespace attnscope::cli {
namespace {

constexpr std::size_t kMostWords = 12;  // that a message lists

Error refuse(std::string_view option, std::string what) {
  return {ErrorCode::InvalidArgument, std::string(option), std::move(what)};
}

/// The Scene before the options that need the model: a scene file with the other options on top, or a fresh one.
Result<Scene> scene_from(const Values& values) {
  Scene scene;
  const std::optional<std::string> file = values.find("--scene");
  const std::optional<std::string> text = values.find("--text");
  const std::string model = values.get("--model", Scene{}.model);
  if (file && text) return refuse("--text", "the scene has a text already; give --scene or --text");
  if (!file && !text && !is_worked_name(model)) return refuse("--text", "is missing; give --text or --scene");
  if (file) {
    Result<Scene> loaded = load_scene(*file);
    if (!loaded) return loaded.error();
    scene = std::move(loaded).value();
  } else {
    scene.text = text.value_or("");
  }
  if (values.has("--model")) {
    if (scene.model != model) scene.worked.reset();
    scene.model = model;
  }
  if (const auto text_b = values.find("--text-b")) scene.text_b = *text_b;
  if (const auto typed = values.find("--map")) {
    const Result<std::size_t> side = parse_choice(*typed, "--map", kMapSideNames);
    if (!side) return side.error();
    scene.side = static_cast<MapSide>(*side);
  }
  if (const auto typed = values.find("--scale")) {
    const Result<float> multiplier = parse_number(*typed, "--scale", kMinMultiplier, kMaxMultiplier);
    if (!multiplier) return multiplier.error();
    scene.multiplier = *multiplier;
  }
  if (const auto typed = values.find("--mask")) {
    const Result<MaskChoice> mask = parse_mask(*typed, "--mask");
    if (!mask) return mask.error();
    scene.mask = *mask;
  }
  scene.lens.hide_special |= values.has("--hide-special");
  scene.lens.merge_words |= values.has("--merge-words");
  if (const Status sound = check_text(scene.text); !sound) return sound.error();
  if (const Status sound = check_text(scene.text_b); !sound) return sound.error();
  if (const Status sound = check_model_name(scene.model); !sound) return sound.error();
  return scene;
}

/// What the Scene is answered with: the model that it names, or its own numbers.
Result<std::shared_ptr<const TraceSource>> source_of(Scene& scene, const Context& context) {
  if (!scene.worked && is_worked_name(scene.model) && context.models.worked) {
    const Result<WorkedExample> example = context.models.worked(scene.model);
    if (!example) return example.error();
    take_numbers(*example, scene);
  }
  if (scene.worked) return worked_source(scene.model, *scene.worked);
  return context.models.open(scene.model, {});
}

/// Whether what was asked for means anything for this map.
Status check_side(const Values& values, const SourceCard& card, MapSide side) {
  if (values.find("--map") && !card.takes_two()) {
    return refuse("--map", card.name + " reads one text and has one map a head; leave --map away");
  }
  if (values.find("--mask") && side == MapSide::Cross) {
    return refuse("--mask", "is about places in one text, and a cross map has two; give --map encoder or decoder");
  }
  return {};
}

Status choose_head(Scene& scene, const Values& values, const SourceCard& card, MapSide side) {
  const std::optional<std::string> layer = values.find("--layer");
  const std::optional<std::string> head = values.find("--head");
  if (!layer && !head) return {};
  if (!layer) return refuse("--head", "is a head of which layer? give --layer too");
  if (!head) return refuse("--layer", "which of its heads? give --head too");

  const Result<int> l = parse_count(*layer, "--layer");
  if (!l) return l.error();
  const Result<int> h = parse_count(*head, "--head");
  if (!h) return h.error();
  const std::vector<LayerShape>& shapes = card.layers_of(side);
  const int layers = static_cast<int>(shapes.size());
  if (*l > layers) return refuse("--layer", card.name + " has layers 1 to " + std::to_string(layers));
  const int heads = shapes[static_cast<std::size_t>(*l) - 1].heads;
  if (*h > heads) {
    return refuse("--head",
                  "layer " + std::to_string(*l) + " of " + card.name + " has heads 1 to " + std::to_string(heads));
  }
  scene.head = HeadPlace{.layer = *l - 1, .head = *h - 1};
  return {};
}

/// The words of the text, each once, as a message lists them.
std::string listed_words(const std::vector<Token>& tokens) {
  std::vector<std::string> words;
  for (int i = 0; i < static_cast<int>(tokens.size()); i = word_around(tokens, i).end) {
    std::string word = quote(word_text(tokens, word_around(tokens, i)));
    if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(std::move(word));
    if (words.size() > kMostWords) break;
  }
  std::string list;
  for (std::size_t i = 0; i < std::min(words.size(), kMostWords); ++i) list += (i > 0 ? ", " : "") + words[i];
  return list + (words.size() > kMostWords ? ", …" : "");
}

/// Whether the token's word, or the token itself, is what was typed; capitals need not agree.
bool is_called(const std::vector<Token>& tokens, int token, const std::string& typed) {
  const Token& at = tokens[static_cast<std::size_t>(token)];
  return lowered(word_text(tokens, word_around(tokens, token))) == lowered(typed) || at.piece == typed;
}

Status choose_query(Scene& scene, const Values& values, const std::vector<Token>& tokens, const ShownTokens& shown) {
  const std::optional<std::string> typed = values.find("--query");
  if (!typed) return {};
  const int count = static_cast<int>(shown.tokens.size());
  if (const auto number = parse_token_number(*typed, "--query")) {
    if (!*number) return number->error();
    if (**number > count) return refuse("--query", "the text has tokens #1 to #" + std::to_string(count));
    scene.query = pin(tokens, shown.token_of(**number - 1));
    return {};
  }
  const int token = typed->empty() ? -1 : resolve(QueryChoice{.word = *typed}, tokens);
  if (token < 0 || !is_called(tokens, token, *typed)) {
    return refuse("--query", quote(*typed) + " is not in the text; its words are " + listed_words(tokens) +
                                 ", and '#N' is token N");
  }
  if (shown.row_of(token) < 0) return refuse("--query", quote(*typed) + " is hidden; leave --hide-special away");
  scene.query = pin(tokens, token);
  return {};
}

}  // namespace

std::vector<Option> reading_options() {
  return {
      {"--scene", "SCENE.json", "a saved scene; the other options then change it"},
      {"--text", "T", "the text to read"},
      {"--text-b", "T2", "a second text, for models that take two"},
      {"--map", "MAP", "of two texts: encoder, decoder or cross (default)"},
      {"--model", "M", "a model's name or folder (default: reader)"},
      {"--scale", "X", "multiplies every trained scale; 1 = as trained"},
      {"--mask", "MASK", "model (its own), all, causal, or window:W"},
      {"--hide-special", "", "leaves out tokens that the tokenizer added and renormalises the shares of the others"},
      {"--merge-words", "", "joins pieces to words: weights summed over keys, averaged over queries"}};
}

std::vector<Option> look_options() {
  return {{"--layer", "L", "counted from 1; by default the model's own answer head"},
          {"--head", "H", "counted from 1"},
          {"--query", "WORD|#N", "the last such word, or token N; by default the last pronoun or word"}};
}

Status check_second_text(const SourceCard& card, const std::optional<std::string>& typed, std::string_view text_b) {
  if (typed && !typed->empty() && !card.takes_two()) {
    return refuse("--text-b", card.name + " reads one text; leave --text-b away");
  }
  if (text_b.empty() && card.takes_two()) {
    return refuse("--text-b", "is missing; " + card.name + " reads two texts: give the one that its decoder reads");
  }
  return {};
}

Result<Encodings> encode_texts(const TraceSource& source, std::string_view text, std::string_view text_b,
                               const Context& context) {
  Result<Encodings> encodings = encode(source, text, text_b);
  if (!encodings) return encodings;
  if (encodings->first.tokens.empty()) return refuse("--text", "has no token; give at least one word");
  const auto tell_cut = [&](const Encoding& encoding, std::string_view which) {
    if (!encoding.cut_at) return;
    warn(context, std::string(which) + " has " + std::to_string(encoding.total_tokens) + " tokens, " +
                      source.card().name + " reads the first " + std::to_string(encoding.tokens.size()));
  };
  tell_cut(encodings->first, "the text");
  tell_cut(encodings->second, "the second text");
  return encodings;
}

Result<Prepared> prepare(const Values& values, const Context& context) {
  Result<Scene> scene = scene_from(values);
  if (!scene) return scene.error();
  const Result<std::shared_ptr<const TraceSource>> source = source_of(*scene, context);
  if (!source) return source.error();
  const SourceCard& card = (*source)->card();
  if (const Status fits = check_second_text(card, values.find("--text-b"), scene->text_b); !fits) return fits.error();
  Result<Encodings> encodings = encode_texts(**source, scene->text, scene->text_b, context);
  if (!encodings) return encodings.error();

  Prepared prepared{.scene = std::move(scene).value(),
                    .source = *source,
                    .encodings = std::move(encodings).value(),
                    .side = MapSide::Encoder,
                    .shown = {},
                    .keys = {},
                    .workers = context.models.workers};
  prepared.side = resolve_side(prepared.scene.side, card);
  if (const Status sound = check_side(values, card, prepared.side); !sound) return sound.error();
  prepared.shown = show_through(prepared.asking(), prepared.scene.lens);
  prepared.keys = prepared.side == MapSide::Cross ? show_through(prepared.encodings.first.tokens, prepared.scene.lens)
                                                  : prepared.shown;
  if (prepared.shown.tokens.empty() || prepared.keys.tokens.empty()) {
    return refuse("--hide-special", "leaves no token of this text; give at least one word");
  }
  if (const Status head = choose_head(prepared.scene, values, card, prepared.side); !head) return head.error();
  if (const Status query = choose_query(prepared.scene, values, prepared.asking(), prepared.shown); !query) {
    return query.error();
  }
  return prepared;
}

}  // namespace attnscope::cli
