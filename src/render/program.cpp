#include "render/program.h"

#include <glad/gl.h>

#include <string>

#include "embedded_shaders.h"

namespace attnscope::gl {
namespace {

/// Drivers write whole pages; the first line that says something is enough to find the place.
std::string first_line(const std::string& log) {
  const std::size_t begin = log.find_first_not_of(" \t\r\n");
  if (begin == std::string::npos) {
    return "the driver gives no reason";
  }
  const std::size_t end = log.find_first_of("\r\n", begin);
  return log.substr(begin, end == std::string::npos ? end : end - begin);
}

/// length: how many bytes the driver says it has, with the closing zero; read: glGet*InfoLog.
template <class Read>
std::string read_log(unsigned id, int length, Read read) {
  std::string log(length > 0 ? static_cast<std::size_t>(length) : 0U, '\0');
  GLsizei written = 0;
  if (!log.empty()) {
    read(id, length, &written, log.data());
  }
  log.resize(written > 0 ? static_cast<std::size_t>(written) : 0U);
  return log;
}

Result<Shader> compile(std::string_view name, GLenum stage, std::string_view text) {
  Shader shader(glCreateShader(stage));
  const GLchar* const start = text.data();
  const auto length = static_cast<GLint>(text.size());
  glShaderSource(shader.id(), 1, &start, &length);
  glCompileShader(shader.id());
  GLint compiled = GL_FALSE;
  glGetShaderiv(shader.id(), GL_COMPILE_STATUS, &compiled);
  if (compiled == GL_TRUE) {
    return shader;
  }
  GLint log_length = 0;
  glGetShaderiv(shader.id(), GL_INFO_LOG_LENGTH, &log_length);
  const char* const kind = stage == GL_VERTEX_SHADER ? " (vertex shader)" : " (fragment shader)";
  return Error{ErrorCode::Malformed, std::string(name) + kind,
               first_line(read_log(shader.id(), log_length, glGetShaderInfoLog))};
}

}  // namespace

Result<std::string_view> shader_text(std::string_view file) {
  for (const EmbeddedFile& embedded : embedded_shaders()) {
    if (embedded.name == file) {
      return embedded.text;
    }
  }
  return Error{ErrorCode::NotFound, std::string(file), "no such shader in this build"};
}

Result<Program> link_program(std::string_view name, std::string_view vertex, std::string_view fragment) {
  const Result<Shader> vertex_shader = compile(name, GL_VERTEX_SHADER, vertex);
  if (!vertex_shader) {
    return vertex_shader.error();
  }
  const Result<Shader> fragment_shader = compile(name, GL_FRAGMENT_SHADER, fragment);
  if (!fragment_shader) {
    return fragment_shader.error();
  }
  Program program = Program::make();
  glAttachShader(program.id(), vertex_shader->id());
  glAttachShader(program.id(), fragment_shader->id());
  glLinkProgram(program.id());
  // A shader lives on while it is attached, and nobody needs it after linking.
  glDetachShader(program.id(), vertex_shader->id());
  glDetachShader(program.id(), fragment_shader->id());
  GLint linked = GL_FALSE;
  glGetProgramiv(program.id(), GL_LINK_STATUS, &linked);
  if (linked == GL_TRUE) {
    return program;
  }
  GLint log_length = 0;
  glGetProgramiv(program.id(), GL_INFO_LOG_LENGTH, &log_length);
  return Error{ErrorCode::Malformed, std::string(name),
               first_line(read_log(program.id(), log_length, glGetProgramInfoLog))};
}

Result<Program> load_program(std::string_view vertex_file, std::string_view fragment_file) {
  const Result<std::string_view> vertex = shader_text(vertex_file);
  if (!vertex) {
    return vertex.error();
  }
  const Result<std::string_view> fragment = shader_text(fragment_file);
  if (!fragment) {
    return fragment.error();
  }
  return link_program(fragment_file, *vertex, *fragment);
}

}  // namespace attnscope::gl
