#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "app/loading.h"
#include "app/reading.h"

namespace attnscope {

using OpenSource = std::function<Result<std::shared_ptr<const TraceSource>>(const std::string& name_or_path,
                                                                            const LoadControl& control)>;

/// The same, but what is open somewhere is shared rather than opened again, unless its files have changed. Any thread.
OpenSource shared_opener(OpenSource open);

/// What became of a request for a Reading.
struct ReadingOutcome {
  ReadingKey key;                             ///< what was asked for
  std::shared_ptr<const TraceSource> source;  ///< what was read with; null where it could not be opened
  std::shared_ptr<const Reading> reading;     ///< null where it failed
  std::optional<Error> error;                 ///< set where it failed
};

/// The work of a reading job: opens the source, which may take seconds, and reads. The source stays open until another
/// one has been opened in its place, or the same one again because its files have changed.
/// Thread  one at a time; no exception leaves it.
class Reader {
 public:
  /// loading: where the opening of a source is told. workers: who helps; null: nobody.
  explicit Reader(OpenSource open, std::shared_ptr<Loading> loading = std::make_shared<Loading>(),
                  std::shared_ptr<Workers> workers = nullptr)
      : open_(std::move(open)), loading_(std::move(loading)), workers_(std::move(workers)) {}

  ReadingOutcome operator()(const ReadingKey& key, const std::stop_token& stop);

 private:
  Status open(const ReadingKey& key);
  Result<std::shared_ptr<const Reading>> reading_for(const ReadingKey& key, const std::stop_token& stop);

  OpenSource open_;
  std::shared_ptr<Loading> loading_;
  std::shared_ptr<Workers> workers_;
  std::shared_ptr<SpareMemory> spare_;
  std::string name_;
  std::optional<Worked> worked_;  ///< what source_ was made of, where it is a worked example
  std::shared_ptr<const TraceSource> source_;
  std::shared_ptr<const Reading>
      last_;  ///< of source_; another lens needs no other pass, and a longer text only its end
};

}  // namespace attnscope
