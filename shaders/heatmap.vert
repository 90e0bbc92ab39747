#version 330 core

// Covers the viewport with a strip of two triangles, without any vertex buffer.
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  gl_Position = vec4(2.0 * corner - 1.0, 0.0, 1.0);
}
