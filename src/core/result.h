#pragma once

#include <cassert>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace attnscope {

/// What kind of thing went wrong: a closed list, so that callers can switch on it.
enum class ErrorCode : std::uint8_t {
  ShapeMismatch,    ///< two sizes that must agree do not
  EmptyRow,         ///< a query may look at no key
  NotFinite,        ///< an infinity or NaN where a number must be
  Truncated,        ///< bytes end before the value does
  Malformed,        ///< bytes or text that break their format
  OutOfLimits,      ///< well formed, but larger or deeper than we accept
  Unsupported,      ///< well formed, but a part that we do not know; `what` names it
  NotFound,         ///< no such file, model, word, layer or head
  Unreadable,       ///< the system refused to read
  Unwritable,       ///< the system refused to write
  InvalidArgument,  ///< the caller asked for something that cannot be
  NoDisplay,        ///< no window system or no usable OpenGL
  Cancelled,        ///< a newer request made this one pointless
};

/// One failure, told so that a person can act on it.
struct Error {
  ErrorCode code = ErrorCode::InvalidArgument;
  std::string where;  ///< the file, tensor, option or row; may be empty
  std::string what;   ///< what is wrong, what was expected, and what to do; no full stop, no newline

  friend bool operator==(const Error&, const Error&) = default;
};

/// The error as the one line that people see: "where: what".
std::string to_line(const Error& error);

/// Either a value or an Error. Failure is a value at every boundary of the program; asserts are for our own mistakes.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  [[nodiscard]] const T& value() const& {
    assert(ok());
    return std::get<0>(state_);
  }
  [[nodiscard]] T& value() & {
    assert(ok());
    return std::get<0>(state_);
  }
  [[nodiscard]] T&& value() && {
    assert(ok());
    return std::move(std::get<0>(state_));
  }
  [[nodiscard]] const Error& error() const {
    assert(!ok());
    return std::get<1>(state_);
  }

  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }
  const T& operator*() const& { return value(); }
  T& operator*() & { return value(); }

 private:
  std::variant<T, Error> state_;
};

/// Success without a value, or an Error.
class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool ok() const { return !error_; }
  explicit operator bool() const { return ok(); }
  [[nodiscard]] const Error& error() const {
    assert(error_);
    return *error_;
  }

 private:
  std::optional<Error> error_;
};

}  // namespace attnscope
