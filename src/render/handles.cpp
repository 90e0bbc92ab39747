#include "render/handles.h"

#include <glad/gl.h>

namespace attnscope::gl {

unsigned TextureKind::make() {
  GLuint id = 0;
  glGenTextures(1, &id);
  return id;
}
void TextureKind::remove(unsigned id) { glDeleteTextures(1, &id); }

unsigned BufferKind::make() {
  GLuint id = 0;
  glGenBuffers(1, &id);
  return id;
}
void BufferKind::remove(unsigned id) { glDeleteBuffers(1, &id); }

unsigned VertexArrayKind::make() {
  GLuint id = 0;
  glGenVertexArrays(1, &id);
  return id;
}
void VertexArrayKind::remove(unsigned id) { glDeleteVertexArrays(1, &id); }

unsigned FramebufferKind::make() {
  GLuint id = 0;
  glGenFramebuffers(1, &id);
  return id;
}
void FramebufferKind::remove(unsigned id) { glDeleteFramebuffers(1, &id); }

unsigned ProgramKind::make() { return glCreateProgram(); }
void ProgramKind::remove(unsigned id) { glDeleteProgram(id); }

void ShaderKind::remove(unsigned id) { glDeleteShader(id); }

}  // namespace attnscope::gl
