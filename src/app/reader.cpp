#include "app/reader.h"

#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <utility>

#include "app/worked_source.h"

namespace attnscope {

OpenSource shared_opener(OpenSource open) {
  if (!open) return open;
  struct Shelf {
    std::mutex mutex;
    std::map<std::string, std::weak_ptr<const TraceSource>> sources;
  };
  return [open = std::move(open), shelf = std::make_shared<Shelf>()](
             const std::string& model, const LoadControl& control) -> Result<std::shared_ptr<const TraceSource>> {
    {
      const std::scoped_lock lock(shelf->mutex);
      std::erase_if(shelf->sources, [](const auto& row) { return row.second.expired(); });
      const auto found = shelf->sources.find(model);
      if (found != shelf->sources.end()) {
        if (auto source = found->second.lock(); source && source->unchanged()) return source;
      }
    }
    Result<std::shared_ptr<const TraceSource>> opened = open(model, control);
    if (opened && *opened) {
      const std::scoped_lock lock(shelf->mutex);
      shelf->sources[model] = *opened;
    }
    return opened;
  };
}

Status Reader::open(const ReadingKey& key) {
  const std::string& model = key.model;
  if (source_ && name_ == model && worked_ == key.worked && source_->unchanged()) return {};
  if (key.worked) {
    source_ = worked_source(model, *key.worked);
    name_ = model;
    worked_ = key.worked;
    last_.reset();
    return {};
  }
  if (!open_) return Error{ErrorCode::NotFound, model, "no model can be opened here"};
  Result<std::shared_ptr<const TraceSource>> opened = open_(model, loading_->begin(model));
  loading_->end();
  if (!opened) return opened.error();
  if (!*opened) return Error{ErrorCode::NotFound, model, "no such model; choose one from the list"};
  source_ = std::move(opened).value();
  spare_ = std::make_shared<SpareMemory>();  // another model needs other amounts
  name_ = model;
  worked_.reset();
  last_.reset();
  return {};
}

Result<std::shared_ptr<const Reading>> Reader::reading_for(const ReadingKey& key, const std::stop_token& stop) {
  const bool same_texts =
      last_ && last_->text == key.text && (last_->text_b == key.text_b || !source_->card().takes_two());
  const bool same_options = last_ && last_->options == key.options;
  const PassControl control{.stop = stop,
                            .workers = workers_.get(),
                            .previous = same_options ? last_->trace.get() : nullptr,
                            .spare = spare_};
  Result<std::shared_ptr<const Reading>> reading =
      same_texts && same_options ? read_again(*source_, *last_, key, control) : read(*source_, key, control);
  if (reading) last_ = *reading;
  return reading;
}

ReadingOutcome Reader::operator()(const ReadingKey& key, const std::stop_token& stop) {
  ReadingOutcome outcome{.key = key, .source = nullptr, .reading = nullptr, .error = std::nullopt};
  try {
    if (Status opened = open(key); !opened) {
      outcome.error = opened.error();
      return outcome;
    }
    outcome.source = source_;
    Result<std::shared_ptr<const Reading>> reading = reading_for(key, stop);
    if (reading) {
      outcome.reading = std::move(reading).value();
    } else {
      outcome.error = reading.error();
    }
  } catch (const std::bad_alloc&) {
    loading_->end();
    outcome.error =
        Error{ErrorCode::OutOfLimits, key.model, "not enough memory; take a shorter text or a smaller model"};
  } catch (const std::exception& failure) {
    loading_->end();
    outcome.error = Error{ErrorCode::Unsupported, key.model, std::string("stopped unexpectedly: ") + failure.what()};
  }
  return outcome;
}

}  // namespace attnscope
