#include "text/unigram.h"

#include <algorithm>
#include <cmath>

#include "text/byte_pieces.h"
#include "text/unicode.h"

namespace attnscope {

namespace {

constexpr double kUnknownPenalty = 10;  // below the unlikeliest piece

}  // namespace

Unigram::Unigram(PieceTable vocabulary, std::vector<double> scores, Options options)
    : vocabulary_(std::move(vocabulary)), scores_(std::move(scores)), options_(options) {
  if (!scores_.empty()) unknown_score_ = *std::ranges::min_element(scores_) - kUnknownPenalty;
}

Result<Unigram> Unigram::make(std::span<const Row> rows, Options options) {
  const auto refuse = [](std::string where, std::string what) {
    return Error{ErrorCode::Malformed, std::move(where), std::move(what)};
  };
  std::vector<double> scores;
  std::vector<PieceTable::Entry> entries;
  for (const auto& [piece, score] : rows) {
    const std::string where = "vocab[" + std::to_string(scores.size()) + "]";
    if (!std::isfinite(score)) return refuse(where, "expected a score that is a finite number");
    entries.push_back({std::string(piece), static_cast<int>(scores.size())});
    scores.push_back(score);
  }
  std::ranges::reverse(entries);  // the table keeps the first of equal ones
  Unigram model(PieceTable(std::move(entries)), std::move(scores), options);
  if (!options.unknown) return model;
  if (*options.unknown < 0 || static_cast<std::size_t>(*options.unknown) >= rows.size()) {
    return refuse("unk_id",
                  std::to_string(*options.unknown) + ", but there are " + std::to_string(rows.size()) + " pieces");
  }
  model.unknown_piece_ = rows[static_cast<std::size_t>(*options.unknown)].first;
  if (model.unknown()->id != *options.unknown) return refuse("unk_id", "its piece stands twice in vocab");
  return model;
}

const PieceTable::Entry* Unigram::unknown() const {
  return options_.unknown ? vocabulary_.find(unknown_piece_) : nullptr;
}

Result<std::vector<Unigram::Step>> Unigram::best_steps(std::string_view word) const {
  const PieceTable::Entry* const unknown_entry = unknown();
  std::vector<Step> steps(word.size() + 1);
  const auto is_better = [&steps](std::size_t end, double score) {
    return steps[end].entry == nullptr || score > steps[end].score;
  };
  std::vector<PieceTable::Match> matches;
  for (std::size_t begin = 0; begin < word.size();) {
    const double so_far = steps[begin].score;
    const std::size_t one = decode_utf8(word, begin).value_or(DecodedChar{0xFFFD, 1}).bytes;
    bool is_piece = false;
    matches.clear();
    vocabulary_.all_prefixes(word.substr(begin), matches);
    for (const auto& [entry, bytes] : matches) {
      const double score = so_far + scores_[static_cast<std::size_t>(entry->id)];
      if (is_better(begin + bytes, score)) steps[begin + bytes] = {begin, entry, score};
      is_piece = is_piece || bytes == one;
    }
    if (!is_piece && is_better(begin + one, so_far + unknown_score_)) {
      if (unknown_entry == nullptr) {
        return Error{ErrorCode::Malformed, "",
                     "the tokenizer has no unk_id, and '" + printable(word.substr(begin, one)) + "' is no piece"};
      }
      steps[begin + one] = {begin, unknown_entry, so_far + unknown_score_};
    }
    begin += one;
  }
  return steps;
}

void Unigram::put_unknown(std::string_view text, CharRange place, std::vector<Piece>& out) const {
  const PieceTable::Entry* const whole = vocabulary_.find(text);
  std::vector<Piece> bytes;
  for (const char byte : text) {
    const PieceTable::Entry* const entry =
        options_.byte_fallback ? vocabulary_.find(piece_of_byte(static_cast<unsigned char>(byte))) : nullptr;
    if (whole != nullptr || entry == nullptr) {
      out.push_back({whole != nullptr ? whole : unknown(), place});
      return;
    }
    bytes.push_back({entry, place});
  }
  out.insert(out.end(), bytes.begin(), bytes.end());
}

Status Unigram::cut(std::span<const AlignedChar> word, std::vector<Piece>& out) const {
  std::string spelled;
  for (const AlignedChar& c : word) append_utf8(spelled, c.code);
  const Result<std::vector<Step>> steps = best_steps(spelled);
  if (!steps) return steps.error();

  struct Part {
    CharRange bytes;
    const PieceTable::Entry* entry = nullptr;
  };
  const PieceTable::Entry* const unknown_entry = unknown();
  std::vector<Part> parts;  // from the last
  for (std::size_t end = spelled.size(); end > 0;) {
    const Step& step = (*steps)[end];
    if (step.entry == unknown_entry && !parts.empty() && parts.back().entry == unknown_entry) {
      parts.back().bytes.begin = step.begin;
    } else {
      parts.push_back({{step.begin, end}, step.entry});
    }
    end = step.begin;
  }
  std::size_t at = 0;  // characters and bytes advance together
  std::ranges::reverse(parts);
  for (const auto& [bytes, entry] : parts) {
    CharRange place{at, at};
    for (std::size_t read = bytes.begin; read < bytes.end; ++place.end) read += utf8_length(word[place.end].code);
    at = place.end;
    if (entry == unknown_entry) {
      put_unknown(std::string_view(spelled).substr(bytes.begin, bytes.end - bytes.begin), place, out);
    } else {
      out.push_back({entry, place});
    }
  }
  return {};
}

}  // namespace attnscope
