#include "render/heatmap_pass.h"

#include <glad/gl.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "render/context.h"
#include "render/pixels.h"
#include "render/program.h"

namespace attnscope {
namespace {

constexpr int kColours = 256;
constexpr float kGapGoneBelow = 3.0F;  ///< pixels a cell
constexpr float kGapFullFrom = 6.0F;
constexpr float kLeastGamma = 0.01F;  ///< GLSL leaves pow(0, y) open for y <= 0

constexpr GLuint kValuesUnit = 0;
constexpr GLuint kColoursUnit = 1;

/// Whole pixels: crisp edges need them, and layouts scaled by 1.25 don't give them.
struct PixelBox {
  int left = 0, top = 0, width = 0, height = 0;
};

/// Anything larger is no window; keeps conversions to int defined for any input.
float bounded(float pixels) {
  constexpr float kLargest = 1 << 20;
  return std::isfinite(pixels) ? std::clamp(pixels, -kLargest, kLargest) : 0.0F;
}

PixelBox whole_pixels(const PixelRect& r) {
  const auto left = static_cast<int>(std::lround(bounded(r.x)));
  const auto top = static_cast<int>(std::lround(bounded(r.y)));
  const auto right = static_cast<int>(std::lround(bounded(r.x + r.width)));
  const auto bottom = static_cast<int>(std::lround(bounded(r.y + r.height)));
  return {left, top, std::max(right - left, 0), std::max(bottom - top, 0)};
}

/// One row of 256 colours a map, in the order of the enum.
gl::Texture make_colours() {
  std::vector<std::uint8_t> bytes;
  bytes.reserve(kColourMaps.size() * kColours * 3);
  for (const ColourMapRow& row : kColourMaps) {
    for (int i = 0; i < kColours; ++i) {
      for (const float c : colour(row.id, static_cast<float>(i) / (kColours - 1))) {
        bytes.push_back(static_cast<std::uint8_t>(std::lround(c * 255.0F)));
      }
    }
  }
  gl::Texture texture = gl::Texture::make();
  gl::bind_plain_texture(texture, GL_NEAREST);
  gl::read_rows_tightly();
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGB8, kColours, static_cast<GLsizei>(kColourMaps.size()), 0, GL_RGB,
               GL_UNSIGNED_BYTE, bytes.data());
  glBindTexture(GL_TEXTURE_2D, 0);
  return texture;
}

void bind(GLuint unit, const gl::Texture& texture) {
  glActiveTexture(GL_TEXTURE0 + unit);
  glBindTexture(GL_TEXTURE_2D, texture.id());
  glBindSampler(unit, 0);  // a sampler that somebody left here would override the texture's own settings
}

void set_colour(int place, const Rgb& rgb) { glUniform3f(place, rgb[0], rgb[1], rgb[2]); }

void set_plain_state(const HeatmapDraw& d, const PixelBox& box) {
  glDisable(GL_CULL_FACE);
  glDisable(GL_DEPTH_TEST);
  glDisable(GL_STENCIL_TEST);
  glPolygonMode(GL_FRONT_AND_BACK, GL_FILL);
  glEnable(GL_BLEND);
  glBlendEquation(GL_FUNC_ADD);
  glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  glViewport(box.left, d.framebuffer_height - box.top - box.height, box.width, box.height);
  if (d.clip) {
    const PixelBox clip = whole_pixels(*d.clip);
    glEnable(GL_SCISSOR_TEST);
    glScissor(clip.left, d.framebuffer_height - clip.top - clip.height, clip.width, clip.height);
  } else {
    glDisable(GL_SCISSOR_TEST);
  }
}

}  // namespace

Result<HeatmapPass> HeatmapPass::create() {
  Result<gl::Program> program = gl::load_program("heatmap.vert", "heatmap.frag");
  if (!program) {
    return program.error();
  }
  HeatmapPass pass;
  pass.program_ = std::move(*program);
  pass.no_attributes_ = gl::VertexArray::make();
  pass.colours_ = make_colours();

  const GLuint id = pass.program_.id();
  const auto place = [id](const char* name) { return glGetUniformLocation(id, name); };
  pass.at_ = {.origin = place("origin"),
              .size = place("size"),
              .framebuffer_height = place("framebuffer_height"),
              .region = place("region"),
              .cells = place("cells"),
              .range = place("range"),
              .gamma = place("gamma"),
              .map = place("map"),
              .gap = place("gap"),
              .gap_colour = place("gap_colour"),
              .alpha = place("alpha"),
              .band = place("band"),
              .hidden_colour = place("hidden_colour"),
              .hatch_colour = place("hatch_colour"),
              .hatch = place("hatch")};
  glUseProgram(id);
  glUniform1i(place("values"), kValuesUnit);
  glUniform1i(place("colours"), kColoursUnit);
  glUseProgram(0);
  return pass;
}

Status HeatmapPass::upload(const Matrix& values) {
  if (values.size() == 0) {
    rows_ = columns_ = 0;
    return {};
  }
  const auto rows = static_cast<int>(values.rows());
  const auto columns = static_cast<int>(values.cols());
  if (rows != rows_ || columns != columns_) {
    if (Status fits = gl::check_size("attention map", columns, rows); !fits) {
      return fits;
    }
    static_cast<void>(take_gl_error(""));  // somebody else's
    gl::Texture storage = gl::Texture::make();
    gl::bind_plain_texture(storage, GL_NEAREST);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R32F, columns, rows, 0, GL_RED, GL_FLOAT, nullptr);
    if (glGetError() != GL_NO_ERROR) {
      return Error{ErrorCode::OutOfLimits, "attention map", "the graphics memory is too small for it"};
    }
    values_ = std::move(storage);
    rows_ = rows;
    columns_ = columns;
  }
  glBindTexture(GL_TEXTURE_2D, values_.id());
  gl::read_rows_tightly();
  glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, columns, rows, GL_RED, GL_FLOAT, values.data());
  glBindTexture(GL_TEXTURE_2D, 0);
  return {};
}

void HeatmapPass::draw(const HeatmapDraw& d) const {
  const PixelBox box = whole_pixels({d.x, d.y, d.width, d.height});
  if (rows_ == 0 || box.width == 0 || box.height == 0) {
    return;
  }
  const float columns = d.columns > 0 ? d.columns : static_cast<float>(columns_);
  const float rows = d.rows > 0 ? d.rows : static_cast<float>(rows_);
  const float smallest_cell = std::min(static_cast<float>(box.width) / columns, static_cast<float>(box.height) / rows);
  const float gap_strength = std::clamp((smallest_cell - kGapGoneBelow) / (kGapFullFrom - kGapGoneBelow), 0.0F, 1.0F);
  const Mask mask = d.mask.value_or(Mask::all());

  set_plain_state(d, box);
  glUseProgram(program_.id());
  glUniform2f(at_.origin, static_cast<float>(box.left), static_cast<float>(box.top));
  glUniform2f(at_.size, static_cast<float>(box.width), static_cast<float>(box.height));
  glUniform1f(at_.framebuffer_height, static_cast<float>(d.framebuffer_height));
  glUniform4f(at_.region, d.column0, d.row0, columns, rows);
  glUniform2i(at_.cells, columns_, rows_);
  glUniform2f(at_.range, d.low, d.high);
  glUniform1f(at_.gamma, std::max(d.gamma, kLeastGamma));
  glUniform1i(at_.map, static_cast<int>(d.map));
  glUniform1f(at_.gap, d.gap * gap_strength);
  set_colour(at_.gap_colour, d.gap_colour);
  glUniform1f(at_.alpha, d.alpha);
  glUniform2i(at_.band, mask.back, mask.ahead);
  set_colour(at_.hidden_colour, d.hidden_colour);
  set_colour(at_.hatch_colour, d.hatch_colour);
  glUniform1f(at_.hatch, d.hatch);
  bind(kColoursUnit, colours_);
  bind(kValuesUnit, values_);
  glBindVertexArray(no_attributes_.id());
  glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
  glBindVertexArray(0);
}

}  // namespace attnscope
