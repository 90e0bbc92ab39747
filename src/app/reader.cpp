#include "app/reader.h"

#include <exception>
#include <new>
#include <utility>

namespace attnscope {

Status Reader::open(const std::string& model) {
  if (source_ && name_ == model) return {};
  if (!open_) return Error{ErrorCode::NotFound, model, "no model can be opened here"};
  Result<std::shared_ptr<const TraceSource>> opened = open_(model);
  if (!opened) return opened.error();
  if (!*opened) return Error{ErrorCode::NotFound, model, "no such model; choose one from the list"};
  source_ = std::move(opened).value();
  name_ = model;
  return {};
}

ReadingOutcome Reader::operator()(const ReadingKey& key, const std::stop_token& stop) {
  ReadingOutcome outcome{.key = key, .source = nullptr, .reading = nullptr, .error = std::nullopt};
  try {
    if (Status opened = open(key.model); !opened) {
      outcome.error = opened.error();
      return outcome;
    }
    outcome.source = source_;
    Result<std::shared_ptr<const Reading>> reading = read(*source_, key.text, key.options, stop);
    if (reading) {
      outcome.reading = std::move(reading).value();
    } else {
      outcome.error = reading.error();
    }
  } catch (const std::bad_alloc&) {
    outcome.error =
        Error{ErrorCode::OutOfLimits, key.model, "not enough memory; take a shorter text or a smaller model"};
  } catch (const std::exception& failure) {
    outcome.error = Error{ErrorCode::Unsupported, key.model, std::string("stopped unexpectedly: ") + failure.what()};
  }
  return outcome;
}

}  // namespace attnscope
