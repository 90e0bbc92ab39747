#include "render/heatmap_pass.h"

#include <glad/gl.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "render/pixels.h"
#include "render/program.h"

namespace attnscope {
namespace {

constexpr int kColours = 256;
constexpr float kGapGoneBelow = 4.5F;  ///< width of a cell, in gaps: nearer lines would lie over the map like a veil
constexpr float kGapFullFrom = 7.0F;
constexpr float kLeastGamma = 0.01F;  ///< GLSL leaves pow(0, y) open for y <= 0

constexpr GLuint kTexelsUnit = 0;
constexpr GLuint kColoursUnit = 1;
constexpr GLuint kAxesUnit = 2;

/// Keeps conversions to int defined, whatever the layout came up with.
double bounded(float number, double least = -(1 << 20)) {
  constexpr double kMost = 1 << 20;
  return std::isfinite(number) ? std::clamp(static_cast<double>(number), least, kMost) : std::max(least, 0.0);
}

/// Crisp edges need whole pixels, and layouts scaled by 1.25 don't give them.
PixelBox whole_pixels(const PixelRect& r) {
  const auto left = static_cast<int>(std::lround(bounded(r.x)));
  const auto top = static_cast<int>(std::lround(bounded(r.y)));
  const auto right = static_cast<int>(std::lround(bounded(r.x + r.width)));
  const auto bottom = static_cast<int>(std::lround(bounded(r.y + r.height)));
  return {left, top, std::max(right - left, 0), std::max(bottom - top, 0)};
}

/// The pixels that both have.
PixelBox shared(const PixelBox& a, const PixelBox& b) {
  const int left = std::max(a.left, b.left);
  const int top = std::max(a.top, b.top);
  const int right = std::min(a.left + a.width, b.left + b.width);
  const int bottom = std::min(a.top + a.height, b.top + b.height);
  return {left, top, std::max(right - left, 0), std::max(bottom - top, 0)};
}

/// The part of an axis that `skipped` pixels before and the map's end leave over.
AxisView crop(double first_cell, double cells_a_pixel, int skipped, int pixels, float gap) {
  return {first_cell + skipped * cells_a_pixel, pixels * cells_a_pixel, pixels, gap};
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
  return texture;
}

/// Texel and gap of each pixel: the columns of pixels in row 0, the rows in row 1.
void upload_axes(const gl::Texture& texture, const CellAxis& columns, const CellAxis& rows) {
  const std::size_t width = std::max(columns.pixels.size(), rows.pixels.size());
  std::vector<float> places(2 * 2 * width);
  std::size_t at = 0;
  for (const CellAxis* const axis : {&columns, &rows}) {
    std::size_t next = at;
    for (const CellAxis::PixelPlace& place : axis->pixels) {
      places[next++] = static_cast<float>(place.texel);
      places[next++] = place.gap;
    }
    at += 2 * width;
  }
  gl::bind_plain_texture(texture, GL_NEAREST);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RG32F, static_cast<GLsizei>(width), 2, 0, GL_RG, GL_FLOAT, places.data());
}

void bind(GLuint unit, const gl::Texture& texture) {
  glActiveTexture(GL_TEXTURE0 + unit);
  glBindTexture(GL_TEXTURE_2D, texture.id());
  glBindSampler(unit, 0);  // a sampler that somebody left here would override the texture's own settings
}

void set_colour(int uniform, const Rgb& rgb) { glUniform3f(uniform, rgb[0], rgb[1], rgb[2]); }

void set_plain_state(const HeatmapDraw& d) {
  glDisable(GL_CULL_FACE);
  glDisable(GL_DEPTH_TEST);
  glDisable(GL_STENCIL_TEST);
  glPolygonMode(GL_FRONT_AND_BACK, GL_FILL);
  glEnable(GL_BLEND);
  glBlendEquation(GL_FUNC_ADD);
  glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
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
  pass.texels_ = gl::Texture::make();
  pass.axes_ = gl::Texture::make();

  const GLuint id = pass.program_.id();
  const auto uniform = [id](const char* name) { return glGetUniformLocation(id, name); };
  pass.at_ = {.corner = uniform("corner"),
              .range = uniform("range"),
              .gamma = uniform("gamma"),
              .map = uniform("map"),
              .gap_colour = uniform("gap_colour"),
              .alpha = uniform("alpha"),
              .hidden_colour = uniform("hidden_colour"),
              .hatch_colour = uniform("hatch_colour"),
              .hatch = uniform("hatch")};
  glUseProgram(id);
  glUniform1i(uniform("values"), kTexelsUnit);
  glUniform1i(uniform("colours"), kColoursUnit);
  glUniform1i(uniform("axes"), kAxesUnit);
  glUseProgram(0);
  return pass;
}

void HeatmapPass::show(std::shared_ptr<const Matrix> values) {
  if (values != values_) {
    values_ = std::move(values);
    prepared_.reset();
  }
}

HeatmapPass::Layout HeatmapPass::lay_out(const HeatmapDraw& d, const Matrix& values) {
  constexpr double kLeastCells = 1e-3;
  const PixelBox box = whole_pixels({d.x, d.y, d.width, d.height});
  const PixelBox drawn = shared(box, {0, 0, d.framebuffer_width, d.framebuffer_height});
  const double columns = d.columns > 0 ? bounded(d.columns, kLeastCells) : static_cast<double>(values.cols());
  const double rows = d.rows > 0 ? bounded(d.rows, kLeastCells) : static_cast<double>(values.rows());
  const double column_step = columns / std::max(box.width, 1);
  const double row_step = rows / std::max(box.height, 1);
  const auto smallest_cell = static_cast<float>(1.0 / std::max(column_step, row_step));
  const auto whole_gap = static_cast<float>(bounded(d.gap, 0.0));
  const float room = smallest_cell - kGapGoneBelow * whole_gap;
  const float gap = std::clamp(room / (kGapFullFrom - kGapGoneBelow), 0.0F, whole_gap);
  return {.box = drawn,
          .columns = crop(bounded(d.column0), column_step, drawn.left - box.left, drawn.width, gap),
          .rows = crop(bounded(d.row0), row_step, drawn.top - box.top, drawn.height, gap),
          .mask = d.mask.value_or(Visibility())};
}

void HeatmapPass::prepare(const Layout& layout) {
  const CellAxis columns = plan_axis(static_cast<int>(values_->cols()), layout.columns);
  const CellAxis rows = plan_axis(static_cast<int>(values_->rows()), layout.rows);
  shown_ = {layout.box.left + columns.first_pixel, layout.box.top + rows.first_pixel,
            static_cast<int>(columns.pixels.size()), static_cast<int>(rows.pixels.size())};
  prepared_ = layout;
  if (shown_.width == 0 || shown_.height == 0) {
    return;
  }
  const Matrix texels = largest_values(*values_, rows, columns, layout.mask);
  glActiveTexture(GL_TEXTURE0);
  gl::read_rows_tightly();
  gl::bind_plain_texture(texels_, GL_NEAREST);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_R32F, static_cast<GLsizei>(texels.cols()), static_cast<GLsizei>(texels.rows()), 0,
               GL_RED, GL_FLOAT, texels.data());
  upload_axes(axes_, columns, rows);
}

void HeatmapPass::draw(const HeatmapDraw& d) {
  if (!values_ || values_->size() == 0) {
    return;
  }
  const Layout layout = lay_out(d, *values_);
  if (layout.box.width == 0 || layout.box.height == 0) {
    return;
  }
  if (prepared_ != layout) {
    prepare(layout);
  }
  if (shown_.width == 0 || shown_.height == 0) {
    return;
  }
  set_plain_state(d);
  glViewport(shown_.left, d.framebuffer_height - shown_.top - shown_.height, shown_.width, shown_.height);
  glUseProgram(program_.id());
  glUniform2f(at_.corner, static_cast<float>(shown_.left), static_cast<float>(d.framebuffer_height - shown_.top));
  glUniform2f(at_.range, d.low, d.high);
  glUniform1f(at_.gamma, std::max(d.gamma, kLeastGamma));
  glUniform1i(at_.map, static_cast<int>(d.map));
  set_colour(at_.gap_colour, d.gap_colour);
  glUniform1f(at_.alpha, d.alpha);
  set_colour(at_.hidden_colour, d.hidden_colour);
  set_colour(at_.hatch_colour, d.hatch_colour);
  glUniform1f(at_.hatch, d.hatch);
  bind(kAxesUnit, axes_);
  bind(kColoursUnit, colours_);
  bind(kTexelsUnit, texels_);  // last, so that unit 0 stays active
  glBindVertexArray(no_attributes_.id());
  glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
  glBindVertexArray(0);
}

}  // namespace attnscope
