#pragma once

#include <utility>

namespace attnscope::gl {

/// Makes and deletes one kind of OpenGL object; each is a pair of functions in handles.cpp.
struct TextureKind {
  static unsigned make();
  static void remove(unsigned id);
};
struct BufferKind {
  static unsigned make();
  static void remove(unsigned id);
};
struct VertexArrayKind {
  static unsigned make();
  static void remove(unsigned id);
};
struct FramebufferKind {
  static unsigned make();
  static void remove(unsigned id);
};
struct ProgramKind {
  static unsigned make();
  static void remove(unsigned id);
};
struct ShaderKind {
  static void remove(unsigned id);
};

/// Sole owner of one OpenGL object: the destructor deletes it, a moved-from handle is empty.
/// An empty handle touches no OpenGL, so it may exist before a context does; a full one must go while its context is
/// current.
template <class Kind>
class Handle {
 public:
  Handle() = default;
  /// Takes over an object that already exists.
  explicit Handle(unsigned id) : id_(id) {}
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, 0U)) {}
  Handle& operator=(Handle&& other) noexcept {
    if (this != &other) {
      reset();
      id_ = std::exchange(other.id_, 0U);
    }
    return *this;
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { reset(); }

  /// A new object in the current context.
  static Handle make() { return Handle(Kind::make()); }

  [[nodiscard]] unsigned id() const { return id_; }
  explicit operator bool() const { return id_ != 0; }

  void reset() {
    if (id_ != 0) {
      Kind::remove(std::exchange(id_, 0U));
    }
  }

 private:
  unsigned id_ = 0;
};

using Texture = Handle<TextureKind>;
using Buffer = Handle<BufferKind>;
using VertexArray = Handle<VertexArrayKind>;
using Framebuffer = Handle<FramebufferKind>;
using Program = Handle<ProgramKind>;
using Shader = Handle<ShaderKind>;

}  // namespace attnscope::gl
