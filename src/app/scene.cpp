#include "app/scene.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "io/table_writers.h"
#include "text/unicode.h"

namespace attnscope {
namespace {

Status check_lesson_key(std::string_view key) {
  const bool fits = !key.empty() && key.size() <= kMaxNameBytes && !first_bad_byte(key);
  return fits ? Status() : Error{ErrorCode::InvalidArgument, "lesson", "has no name that can be written down"};
}

Status check_audit(const Audit& audit) {
  Status checked = check_text(audit.from);
  for (const std::string& word : {audit.query, audit.source}) {
    const bool fits = word.size() <= kMaxNameBytes && !first_bad_byte(word);
    if (checked && !fits) checked = Error{ErrorCode::InvalidArgument, "audit", "this is no word; choose another"};
  }
  return checked;
}

bool exists(const HeadPlace& place, const std::vector<LayerShape>& layers) {
  return place.layer >= 0 && place.layer < static_cast<int>(layers.size()) && place.head >= 0 &&
         place.head < layers[static_cast<std::size_t>(place.layer)].heads;
}

/// departures: of the model; said: what the lens does.
std::string joined_badge(std::vector<std::string> departures, std::vector<std::string> said) {
  if (!departures.empty()) departures.front() = "what if: " + departures.front();
  departures.insert(departures.end(), std::make_move_iterator(said.begin()), std::make_move_iterator(said.end()));
  std::string line;
  for (const std::string& part : departures) line += (line.empty() ? "" : " · ") + part;
  return line;
}

}  // namespace

std::string in_words(const MaskChoice& mask) {
  switch (mask.kind) {
    case MaskKind::Model:
      return "the model's own";
    case MaskKind::All:
      return "all words";
    case MaskKind::Causal:
      return "no looking ahead";
    case MaskKind::Nearby:
      return mask.window == 1 ? "1 word to each side" : std::to_string(mask.window) + " words to each side";
  }
  return {};
}

Mask resolve(const MaskChoice& choice, const Mask& native) {
  switch (choice.kind) {
    case MaskKind::Model:
      return native;
    case MaskKind::All:
      return Mask::all();
    case MaskKind::Causal:
      return Mask::causal();
    case MaskKind::Nearby:
      return Mask::nearby(std::clamp(choice.window, kMinWindow, kMaxWindow));
  }
  return native;
}

Mask resolve(const MaskChoice& choice, MapSide side, const Mask& native) {
  return side == MapSide::Cross ? native : resolve(choice, native);
}

MapSide resolve_side(MapSide chosen, const SourceCard& card) {
  for (const MapSide side : {chosen, MapSide::Encoder, MapSide::Decoder, MapSide::Cross}) {
    if (!card.layers_of(side).empty()) return side;
  }
  return MapSide::Encoder;
}

HeadPlace resolve_head(const std::optional<HeadPlace>& chosen, const SourceCard& card, MapSide side) {
  const std::vector<LayerShape>& layers = card.layers_of(side);
  if (chosen && exists(*chosen, layers)) return *chosen;
  if (card.answer_head && exists(*card.answer_head, layers)) return *card.answer_head;
  return {.layer = std::max(0, static_cast<int>(layers.size()) - 1), .head = 0};
}

std::string_view in_words(MapSide side) {
  switch (side) {
    case MapSide::Encoder:
      return "first text → itself";
    case MapSide::Decoder:
      return "second text → itself";
    case MapSide::Cross:
      return "second text → first text";
  }
  return {};
}

Status check_text(std::string_view text) {
  if (text.size() > kMaxTextBytes) {
    return Error{ErrorCode::OutOfLimits, "text",
                 std::to_string(text.size()) + " bytes are more than the " + std::to_string(kMaxTextBytes) +
                     " that fit; take a shorter part"};
  }
  if (const auto bad = first_bad_byte(text)) {
    return Error{ErrorCode::InvalidArgument, "text",
                 "byte " + std::to_string(*bad + 1) + " is not UTF-8; convert the text first"};
  }
  return {};
}

Status check_model_name(std::string_view name) {
  if (name.empty()) return Error{ErrorCode::InvalidArgument, "model", "has no name; choose one from the list"};
  if (name.size() > kMaxNameBytes)
    return Error{ErrorCode::OutOfLimits, "model", "the name is too long; move the folder"};
  if (first_bad_byte(name))
    return Error{ErrorCode::InvalidArgument, "model", "the name is not UTF-8; rename the folder"};
  return {};
}

Status check(const Question& question) {
  Status checked = check_text(question.text);
  if (checked) checked = check_text(question.text_b);
  if (checked) checked = check_model_name(question.model);
  if (!checked || !question.worked) return checked;
  return check(*question.worked, size_of(*question.worked, question.text, question.text_b));
}

Status check(const Scene& scene) {
  Status checked = check(static_cast<const Question&>(scene));
  if (checked && scene.beside) checked = check(*scene.beside);
  if (checked && scene.audit) checked = check_audit(*scene.audit);
  return checked && scene.lesson ? check_lesson_key(scene.lesson->lesson) : checked;
}

std::string name_of(HeadPlace place) {
  return "layer " + std::to_string(place.layer + 1) + ", head " + std::to_string(place.head + 1);
}

Scene first_scene() {
  Scene scene;
  scene.text = "The trophy did not fit in the suitcase because it was too big.";
  scene.query.word = "it";
  return scene;
}

std::vector<std::string> what_ifs(const Question& question, const Mask& native, MapSide side) {
  const std::string where = question.scope == Scope::Head ? "this head" : "whole model";
  std::vector<std::string> badges;
  if (question.multiplier != 1.0F) badges.push_back("scale " + shortest_number(question.multiplier) + "×, " + where);
  // A mask of the whole model bends both stacks, and so what a decoder looks with and at, whatever its own mask is.
  const bool upstream = question.scope == Scope::Model && side != MapSide::Encoder;
  const bool masks = upstream ? question.mask.kind != MaskKind::Model : resolve(question.mask, side, native) != native;
  if (masks) badges.push_back("mask: " + in_words(question.mask) + ", " + where);
  return badges;
}

std::string badge(const Question& question, const Mask& native, MapSide side) {
  return joined_badge(what_ifs(question, native, side), in_words(question.lens));
}

std::string short_badge(const Question& question, const Mask& native, MapSide side) {
  return joined_badge(what_ifs(question, native, side), in_few_words(question.lens));
}

}  // namespace attnscope
