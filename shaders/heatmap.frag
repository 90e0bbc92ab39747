#version 330 core

// A matrix as flat cells. "Place" is a position in cells, "pixel" one in whole pixels of the map,
// both from the top left.

uniform sampler2D values;   // R32F, one texel a cell
uniform sampler2D colours;  // one row of 256 a colour map

uniform vec2 origin;               // of the map's top left corner, pixels from the framebuffer's top left
uniform vec2 size;                 // of the map, pixels
uniform float framebuffer_height;  // pixels
uniform vec4 region;               // first column, first row, columns, rows on view
uniform ivec2 cells;               // columns, rows of the matrix
uniform vec2 range;                // values at the ends of the colour map
uniform float gamma;
uniform int map;
uniform float gap;  // pixels, already faded
uniform vec3 gap_colour;
uniform float alpha;
uniform ivec2 band;  // how many places back and ahead of itself a row may see
uniform vec3 hidden_colour;
uniform vec3 hatch_colour;
uniform float hatch;  // pixels from line to line; 0: none

out vec4 pixel;

const int kMostCells = 16;  // looked at along each side of a pixel

// Tested by its bits: compilers may drop a comparison of a number with itself.
bool finite(float value) { return (floatBitsToUint(value) & 0x7f800000u) != 0x7f800000u; }

bool visible(ivec2 cell) { return cell.y - cell.x <= band.x && cell.x - cell.y <= band.y; }

// The first pixel of the cell whose left or upper edge is at `edge`; a pixel belongs to the cell under its middle.
float first_pixel(int edge, float start, float cells_a_pixel) {
  return floor((float(edge) - start) / cells_a_pixel + 0.5);
}

// The cell of a pixel. Rounding may put the middle on the wrong side of an edge that runs through it; the edges decide,
// so that gaps stay as wide as they should be.
int cell_of(float pixel, float start, float cells_a_pixel) {
  int cell = int(floor(start + (pixel + 0.5) * cells_a_pixel));
  if (pixel >= first_pixel(cell + 1, start, cells_a_pixel)) {
    return cell + 1;
  }
  return pixel < first_pixel(cell, start, cells_a_pixel) ? cell - 1 : cell;
}

// The cells from `first` on, `count` of them, that a pixel shows along one axis of `most` cells.
void covered(float pixel, float start, float cells_a_pixel, int most, out int first, out int count) {
  if (cells_a_pixel <= 1.0) {
    first = clamp(cell_of(pixel, start, cells_a_pixel), 0, most - 1);
    count = 1;
  } else {
    first = clamp(int(floor(start + pixel * cells_a_pixel)), 0, most - 1);
    count = clamp(int(ceil(start + (pixel + 1.0) * cells_a_pixel)), first + 1, most) - first;
  }
}

// How much of this pixel belongs to the gap after its cell, which is the last pixels before the next cell begins.
float gap_share(float pixel, float start, float cells_a_pixel, int cell, int most) {
  if (gap <= 0.0 || cell + 1 >= most) {
    return 0.0;
  }
  float pixels_left = first_pixel(cell + 1, start, cells_a_pixel) - 1.0 - pixel;
  return clamp(gap - pixels_left, 0.0, 1.0);
}

void main() {
  vec2 here = floor(vec2(gl_FragCoord.x, framebuffer_height - gl_FragCoord.y) - origin);  // pixel of the map
  vec2 start = region.xy;
  vec2 cells_a_pixel = region.zw / size;
  vec2 place = start + (here + 0.5) * cells_a_pixel;
  if (any(lessThan(place, vec2(0.0))) || any(greaterThanEqual(place, vec2(cells)))) {
    discard;
  }

  ivec2 first;
  ivec2 count;
  covered(here.x, start.x, cells_a_pixel.x, cells.x, first.x, count.x);
  covered(here.y, start.y, cells_a_pixel.y, cells.y, first.y, count.y);
  ivec2 looks = min(count, ivec2(kMostCells));
  bool found = false;
  float largest = 0.0;
  for (int row = 0; row < looks.y; ++row) {
    for (int column = 0; column < looks.x; ++column) {
      ivec2 cell = first + ivec2(column, row) * count / looks;
      float value = texelFetch(values, cell, 0).r;
      if (visible(cell) && finite(value)) {
        largest = found ? max(largest, value) : value;
        found = true;
      }
    }
  }

  vec3 colour = hidden_colour;
  if (found) {
    float width = range.y - range.x;
    float share = width > 0.0 ? clamp((largest - range.x) / width, 0.0, 1.0) : 0.0;
    float last = float(textureSize(colours, 0).x - 1);
    colour = texelFetch(colours, ivec2(int(pow(share, gamma) * last + 0.5), map), 0).rgb;
  } else if (hatch > 0.0 && mod(floor(gl_FragCoord.x) + floor(gl_FragCoord.y), hatch) < 1.0) {
    colour = hatch_colour;
  }
  float between = max(gap_share(here.x, start.x, cells_a_pixel.x, first.x, cells.x),
                      gap_share(here.y, start.y, cells_a_pixel.y, first.y, cells.y));
  pixel = vec4(mix(colour, gap_colour, between), alpha);
}
