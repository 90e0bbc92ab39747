#pragma once

#include <benchmark/benchmark.h>

#include <string>
#include <string_view>

#include "app/application.h"
#include "io/model_registry.h"

namespace attnscope::bench {

/// What the program opens with: 14 tokens of the built-in model.
inline constexpr std::string_view kFirstSentence = "The trophy did not fit in the suitcase because it was too big.";
/// 32 tokens.
inline constexpr std::string_view kTwoSentences =
    "The trophy did not fit in the suitcase because it was too big. "
    "The dog did not chase the cat because it was too tired and very old.";
/// 60 words.
inline constexpr std::string_view kSixtyWords =
    "The trophy did not fit in the suitcase because it was too big. "
    "The dog did not chase the cat because it was too tired and very old. "
    "The woman gave the book to the man because he wanted it. "
    "The horse did not cross the street because it was too wide, and the cow slept because it was tired.";

/// The application as main wires it, with the built-in model and this text; no files are read or written.
inline Application::Options first_screen(std::string_view text) {
  Application::Options options;
  options.open_source = [](const std::string& name, const LoadControl&) {
    return open_by_name(ATTNSCOPE_ASSETS, name);
  };
  options.sources = list_models(ATTNSCOPE_ASSETS);
  options.scene = first_scene();
  options.scene->text = text;
  return options;
}

/// Milliseconds as a person waits for them, beside the processor time of all threads: reading and drawing have theirs.
inline void whole_process(benchmark::internal::Benchmark* row) {
  row->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();
}

}  // namespace attnscope::bench
