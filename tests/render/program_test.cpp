#include "render/program.h"

#include <glad/gl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/gl_context.h"

namespace attnscope {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

using ProgramTest = testing::GlTest;

constexpr const char* kVertex = "#version 330 core\nvoid main() { gl_Position = vec4(0.0); }\n";
constexpr const char* kFragment = "#version 330 core\nout vec4 pixel;\nvoid main() { pixel = vec4(1.0); }\n";

TEST(Shaders, AreCompiledIntoTheProgram) {
  const Result<std::string_view> text = gl::shader_text("heatmap.frag");
  ASSERT_TRUE(text.ok());
  EXPECT_THAT(std::string(*text), HasSubstr("#version 330 core"));
}

TEST(Shaders, AMissingOneIsNamed) {
  const Result<std::string_view> text = gl::shader_text("heatmap.flag");
  ASSERT_FALSE(text.ok());
  EXPECT_EQ(text.error().code, ErrorCode::NotFound);
  EXPECT_EQ(text.error().where, "heatmap.flag");
}

TEST_F(ProgramTest, LinksWhatCompiles) {
  const Result<gl::Program> program = gl::link_program("plain", kVertex, kFragment);
  ASSERT_TRUE(program.ok());
  EXPECT_EQ(glIsProgram(program->id()), GL_TRUE);
}

TEST_F(ProgramTest, ACompileErrorIsOneLineOfTheDriversLog) {
  const Result<gl::Program> program =
      gl::link_program("broken", kVertex, "#version 330 core\nvoid main() { colour_of_money; }\n");
  ASSERT_FALSE(program.ok());
  EXPECT_EQ(program.error().code, ErrorCode::Malformed);
  EXPECT_THAT(program.error().where, HasSubstr("broken (fragment shader)"));
  EXPECT_THAT(program.error().what, HasSubstr("colour_of_money"));
  EXPECT_THAT(program.error().what, Not(HasSubstr("\n")));
}

TEST_F(ProgramTest, ALinkErrorIsOneLineToo) {
  const Result<gl::Program> program = gl::link_program(
      "torn", kVertex, "#version 330 core\nvec4 unsent();\nout vec4 pixel;\nvoid main() { pixel = unsent(); }\n");
  ASSERT_FALSE(program.ok());
  EXPECT_EQ(program.error().where, "torn");
  EXPECT_THAT(program.error().what, HasSubstr("unsent"));
  EXPECT_THAT(program.error().what, Not(HasSubstr("\n")));
}

TEST_F(ProgramTest, LoadsEveryPairOfShadersThatIsShipped) {
  EXPECT_TRUE(gl::load_program("heatmap.vert", "heatmap.frag").ok());
  const Result<gl::Program> missing = gl::load_program("heatmap.vert", "nowhere.frag");
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().where, "nowhere.frag");
}

TEST(Context, LoadingFromNowhereIsAnError) {
  const Status loaded = load_gl([](const char*) -> void (*)() { return nullptr; });
  ASSERT_FALSE(loaded.ok());
  EXPECT_EQ(loaded.error().code, ErrorCode::NoDisplay);
}

TEST_F(ProgramTest, OpenGlErrorsAreTakenByName) {
  EXPECT_TRUE(take_gl_error("before").ok());
  glEnable(GL_TRIANGLES);  // no capability
  const Status error = take_gl_error("enabling");
  ASSERT_FALSE(error.ok());
  EXPECT_EQ(error.error().where, "enabling");
  EXPECT_THAT(error.error().what, HasSubstr("GL_INVALID_ENUM"));
  EXPECT_TRUE(take_gl_error("after").ok());
}

TEST_F(ProgramTest, TheContextDescribesItself) { EXPECT_THAT(gl_description(), Not(HasSubstr("unknown"))); }

}  // namespace
}  // namespace attnscope
