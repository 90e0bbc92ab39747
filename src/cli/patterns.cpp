#include "core/patterns.h"

#include <array>
#include <ostream>

#include "app/numbers.h"
#include "app/reading.h"
#include "cli/all_commands.h"
#include "cli/columns.h"
#include "cli/head_json.h"
#include "cli/parse.h"

namespace attnscope::cli {
namespace {

struct HeadPatterns {
  HeadPlace place;
  std::array<PatternScore, kPatterns.size()> scores;
};

/// Everything the command prints.
struct PatternReport {
  const Prepared& prepared;
  std::vector<HeadPatterns> heads;
};

Result<std::vector<HeadPatterns>> score_heads(const Trace& trace, const Prepared& prepared) {
  std::vector<HeadPatterns> all;
  const LayerTraces& layers = trace.map(prepared.side);
  for (std::size_t layer = 0; layer < layers.size(); ++layer) {
    for (std::size_t head = 0; head < layers[layer].size(); ++head) {
      const HeadPlace place{static_cast<int>(layer), static_cast<int>(head)};
      const Result<std::shared_ptr<const HeadView>> computed = look_at(trace, prepared.side, place, prepared.scene);
      if (!computed) return computed.error();
      all.push_back(
          {place, score_patterns(*look_through(*computed, prepared.shown, prepared.keys).shown, prepared.side)});
    }
  }
  return all;
}

const std::string& word_at(const PatternReport& report, int column) {
  return report.prepared.keys.tokens[static_cast<std::size_t>(column)].text;
}

std::string table(const PatternReport& report) {
  std::vector<std::vector<std::string>> rows{{"layer", "head"}};
  for (const Pattern& row : kPatterns) {
    rows[0].emplace_back(row.title);
    if (row.id == PatternId::Column) rows[0].emplace_back("of");
  }
  for (const HeadPatterns& head : report.heads) {
    rows.push_back({std::to_string(head.place.layer + 1), std::to_string(head.place.head + 1)});
    for (std::size_t i = 0; i < kPatterns.size(); ++i) {
      const PatternScore& score = head.scores[i];
      rows.back().push_back(score.rows > 0 ? fixed_number(score.score) : "");
      if (kPatterns[i].id == PatternId::Column) {
        rows.back().push_back(score.column ? word_at(report, *score.column) : "");
      }
    }
  }
  std::string said;
  for (const std::string& line : in_words(report.prepared.scene.lens)) said += line + "\n";
  return said + (said.empty() ? "" : "\n") + in_columns(rows);
}

Json to_json(const PatternReport& report, const PatternScore& score) {
  Json json;
  json["score"] = score.rows > 0 ? Json(score.score) : Json();
  json["rows"] = score.rows;
  if (score.column) {
    json["index"] = *score.column + 1;
    json["word"] = word_at(report, *score.column);
  }
  return json;
}

std::string json(const PatternReport& report) {
  Json json;
  json["model"] = report.prepared.source->card().name;
  json["tokens"] = tokens_json(report.prepared.shown.tokens);
  if (report.prepared.source->card().takes_two()) {
    json["map"] = kMapSideNames[static_cast<std::size_t>(report.prepared.side)];
    json["keys"] = tokens_json(report.prepared.keys.tokens);
  }
  json["multiplier"] = report.prepared.scene.multiplier;
  json["mask"] = mask_name(report.prepared.scene.mask);
  add_lens(json, report.prepared.scene.lens);
  json["heads"] = Json::array();
  for (const HeadPatterns& head : report.heads) {
    Json row;
    row["layer"] = head.place.layer + 1;
    row["head"] = head.place.head + 1;
    for (std::size_t i = 0; i < kPatterns.size(); ++i) {
      row[std::string(kPatterns[i].key)] = to_json(report, head.scores[i]);
    }
    json["heads"].push_back(std::move(row));
  }
  return to_text(json) + "\n";
}

constexpr std::array<std::string_view, 2> kPatternFormats{"table", "json"};
constexpr std::array<std::string (*)(const PatternReport&), 2> kPatternWriters{&table, &json};

}  // namespace

std::vector<Option> patterns_options() {
  std::vector<Option> options = reading_options();
  options.push_back({"--format", "FORMAT", "table (default) or json"});
  return options;
}

Status patterns(const Values& values, const Context& context) {
  const Result<std::size_t> format = parse_choice(values.get("--format", "table"), "--format", kPatternFormats);
  if (!format) return format.error();
  const Result<Prepared> prepared = prepare(values, context);
  if (!prepared) return prepared.error();
  const Result<std::shared_ptr<const Trace>> trace = run_model(*prepared);
  if (!trace) return trace.error();
  Result<std::vector<HeadPatterns>> heads = score_heads(**trace, *prepared);
  if (!heads) return heads.error();
  context.out << kPatternWriters[*format]({*prepared, std::move(heads).value()});
  return {};
}

}  // namespace attnscope::cli
