#include "cli/head_json.h"

#include <cmath>

#include "cli/parse.h"

namespace attnscope::cli {
namespace {

Json numbers(Eigen::Ref<const Eigen::RowVectorXf> row) { return Json(std::vector<float>(row.begin(), row.end())); }

Json rows(const Matrix& matrix) {
  Json all = Json::array();
  for (Eigen::Index i = 0; i < matrix.rows(); ++i) all.push_back(numbers(matrix.row(i)));
  return all;
}

/// What both kinds have in common.
Json head_json(const HeadReport& report) {
  Json json;
  json["model"] = report.model;
  json["tokens"] = tokens_json(report.tokens());
  if (report.two_texts()) {
    json["map"] = kMapSideNames[static_cast<std::size_t>(report.side)];
    json["keys"] = tokens_json(report.keys());
  }
  json["layer"] = report.place.layer + 1;
  json["head"] = report.place.head + 1;
  json["scale"] = report.view->scale;
  json["multiplier"] = report.scene.multiplier;
  json["mask"] = mask_name(report.scene.mask);
  add_lens(json, report.scene.lens);
  json["query"] = {{"index", report.query + 1}, {"text", report.tokens()[static_cast<std::size_t>(report.query)].text}};
  return json;
}

}  // namespace

void add_lens(Json& json, const Lens& lens) {
  if (lens != Lens{}) json["shown"] = in_words(lens);
}

Json tokens_json(const std::vector<Token>& tokens) {
  Json all = Json::array();
  for (const Token& token : tokens) {
    Json json;
    json["id"] = token.id >= 0 ? Json(token.id) : Json();
    json["text"] = token.text;
    json["start"] = token.span ? Json(token.span->begin) : Json();
    json["end"] = token.span ? Json(token.span->end) : Json();
    all.push_back(std::move(json));
  }
  return all;
}

Json row_json(const HeadReport& report) {
  const float entropy = report.view->entropy[static_cast<std::size_t>(report.query)];
  Json json = head_json(report);
  json["scores"] = numbers(report.view->scores.row(report.query));
  if (report.view->bias.size() > 0) json["bias"] = numbers(report.view->bias.row(report.query));
  json["weights"] = numbers(report.view->weights.row(report.query));
  json["entropy_bits"] = entropy;
  json["listens_to"] = std::exp2(entropy);
  return json;
}

Json map_json(const HeadReport& report) {
  Json json = head_json(report);
  json["text"] = report.text;
  if (report.two_texts()) json["text_b"] = report.text_b;
  json["scores"] = rows(report.view->scores);
  if (report.view->bias.size() > 0) json["bias"] = rows(report.view->bias);
  json["weights"] = rows(report.view->weights);
  json["entropy_bits"] = report.view->entropy;
  return json;
}

}  // namespace attnscope::cli
