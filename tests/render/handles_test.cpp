#include "render/handles.h"

#include <glad/gl.h>
#include <gtest/gtest.h>

#include <utility>

#include "tests/support/gl_context.h"

namespace attnscope {
namespace {

using HandlesTest = testing::GlTest;

/// A texture that exists for OpenGL: a name alone doesn't until it is bound.
gl::Texture bound_texture() {
  gl::Texture texture = gl::Texture::make();
  glBindTexture(GL_TEXTURE_2D, texture.id());
  return texture;
}

bool exists(unsigned texture) { return glIsTexture(texture) == GL_TRUE; }

TEST(Handles, EmptyOnesNeedNoContext) {
  gl::Texture texture;
  gl::Program program;
  const gl::Texture other = std::move(texture);
  texture = gl::Texture();
  EXPECT_FALSE(texture);
  EXPECT_FALSE(other);
  EXPECT_EQ(program.id(), 0U);
}

TEST_F(HandlesTest, TheDestructorDeletes) {
  unsigned id = 0;
  {
    const gl::Texture texture = bound_texture();
    id = texture.id();
    ASSERT_TRUE(exists(id));
  }
  EXPECT_FALSE(exists(id));
}

TEST_F(HandlesTest, MovingHandsOverAndDeletesNothing) {
  gl::Texture from = bound_texture();
  const unsigned id = from.id();
  {
    const gl::Texture to = std::move(from);
    EXPECT_FALSE(from);  // NOLINT(bugprone-use-after-move): empty is what it must be
    EXPECT_EQ(to.id(), id);
    EXPECT_TRUE(exists(id));
  }
  EXPECT_FALSE(exists(id));
}

TEST_F(HandlesTest, AssigningDeletesWhatWasThereAndNothingElse) {
  gl::Texture a = bound_texture();
  gl::Texture b = bound_texture();
  const unsigned old_a = a.id();
  const unsigned old_b = b.id();
  a = std::move(b);
  EXPECT_FALSE(exists(old_a));
  EXPECT_TRUE(exists(old_b));
  EXPECT_EQ(a.id(), old_b);
}

TEST_F(HandlesTest, AssigningToItselfKeepsTheObject) {
  gl::Texture a = bound_texture();
  gl::Texture& same = a;
  a = std::move(same);
  EXPECT_TRUE(exists(a.id()));
}

TEST_F(HandlesTest, EveryKindMakesAndDeletesItsOwn) {
  gl::Buffer buffer = gl::Buffer::make();
  glBindBuffer(GL_ARRAY_BUFFER, buffer.id());
  gl::VertexArray array = gl::VertexArray::make();
  glBindVertexArray(array.id());
  gl::Framebuffer framebuffer = gl::Framebuffer::make();
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer.id());
  gl::Program program = gl::Program::make();
  const auto count = [b = buffer.id(), a = array.id(), f = framebuffer.id(), p = program.id()] {
    return (glIsBuffer(b) == GL_TRUE) + (glIsVertexArray(a) == GL_TRUE) + (glIsFramebuffer(f) == GL_TRUE) +
           (glIsProgram(p) == GL_TRUE);
  };
  EXPECT_EQ(count(), 4);
  buffer.reset();
  EXPECT_EQ(count(), 3);
  array.reset();
  EXPECT_EQ(count(), 2);
  framebuffer.reset();
  EXPECT_EQ(count(), 1);
  program.reset();
  EXPECT_EQ(count(), 0);
}

}  // namespace
}  // namespace attnscope
