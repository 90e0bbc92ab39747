#version 330 core

// A matrix as flat cells. Which texel a pixel belongs to was worked out beforehand, once for each column of pixels and
// once for each row; here is only colour.

uniform sampler2D values;   // R32F; minus infinity where there is nothing to show
uniform sampler2D colours;  // one row of 256 a colour map
uniform sampler2D axes;     // RG32F: texel and share of the gap; row 0 for the columns of pixels, row 1 for the rows

uniform vec2 corner;  // the upper left one of what is drawn, pixels from the lower left of the framebuffer
uniform vec2 range;   // values at the ends of the colour map
uniform float gamma;
uniform int map;
uniform vec3 gap_colour;
uniform float alpha;
uniform vec3 hidden_colour;
uniform vec3 hatch_colour;
uniform float hatch;  // pixels from line to line; 0: none

out vec4 pixel;

// Tested by its bits: compilers may drop a comparison of a number with itself.
bool finite(float value) { return (floatBitsToUint(value) & 0x7f800000u) != 0x7f800000u; }

vec3 colour_of(float value) {
  float width = range.y - range.x;
  float share = width > 0.0 ? clamp((value - range.x) / width, 0.0, 1.0) : 0.0;
  float last = float(textureSize(colours, 0).x - 1);
  return texelFetch(colours, ivec2(int(pow(share, gamma) * last + 0.5), map), 0).rgb;
}

vec3 hidden() {
  bool line = hatch > 0.0 && mod(floor(gl_FragCoord.x) + floor(gl_FragCoord.y), hatch) < 1.0;
  return line ? hatch_colour : hidden_colour;
}

void main() {
  vec2 column = texelFetch(axes, ivec2(int(gl_FragCoord.x - corner.x), 0), 0).rg;
  vec2 row = texelFetch(axes, ivec2(int(corner.y - gl_FragCoord.y), 1), 0).rg;
  float value = texelFetch(values, ivec2(int(column.r), int(row.r)), 0).r;
  vec3 cell = finite(value) ? colour_of(value) : hidden();
  pixel = vec4(mix(cell, gap_colour, max(column.g, row.g)), alpha);
}
