#include "render/context.h"

#include <glad/gl.h>

namespace attnscope {
namespace {

/// glGetString may answer null for a broken context.
std::string text_of(GLenum name) {
  const GLubyte* text = glGetString(name);
  return text == nullptr ? std::string("unknown") : std::string(reinterpret_cast<const char*>(text));
}

const char* name_of(GLenum error) {
  switch (error) {
    case GL_INVALID_ENUM:
      return "GL_INVALID_ENUM";
    case GL_INVALID_VALUE:
      return "GL_INVALID_VALUE";
    case GL_INVALID_OPERATION:
      return "GL_INVALID_OPERATION";
    case GL_INVALID_FRAMEBUFFER_OPERATION:
      return "GL_INVALID_FRAMEBUFFER_OPERATION";
    case GL_OUT_OF_MEMORY:
      return "GL_OUT_OF_MEMORY";
    default:
      return "an unknown OpenGL error";
  }
}

}  // namespace

Status load_gl(GlLookup lookup) {
  const int version = gladLoadGL(lookup);
  if (version == 0) {
    return Error{ErrorCode::NoDisplay, "OpenGL", "the driver's functions cannot be loaded; install or update it"};
  }
  if (version < GLAD_MAKE_VERSION(3, 3)) {
    return Error{ErrorCode::NoDisplay, "OpenGL", "3.3 is needed, the driver offers " + text_of(GL_VERSION)};
  }
  return {};
}

std::string gl_description() { return text_of(GL_VERSION) + ", " + text_of(GL_RENDERER); }

Status take_gl_error(const char* where) {
  const GLenum first = glGetError();
  constexpr int kMostErrors = 16;  // a lost context reports errors for ever
  for (int i = 0; first != GL_NO_ERROR && i < kMostErrors && glGetError() != GL_NO_ERROR; ++i) {
  }
  if (first == GL_NO_ERROR) {
    return {};
  }
  return Error{ErrorCode::Unsupported, where, std::string("OpenGL reports ") + name_of(first)};
}

}  // namespace attnscope
