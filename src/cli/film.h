#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/settings.h"
#include "app/work.h"
#include "cli/cli.h"

namespace attnscope::cli {

/// The steps of the animation at which a film's pictures are taken: from the beginning to the end, evenly. fps, seconds
/// >= 1.
std::vector<float> film_steps(int fps, int seconds);

/// The words for ffmpeg that make a film of frames/frame-0001.png and so on; its last picture stays for a second.
/// film: ends in .gif or .mp4.
std::vector<std::string> ffmpeg_words(const std::filesystem::path& frames, const std::filesystem::path& film, int fps);

/// Runs this program's own `film` command in a process of its own, so that the window goes on drawing:
/// Application::Options::film. program: this one.
/// Errors  Cancelled; what the command said last.
WorkOutcome film_in_child(const std::filesystem::path& program, const Scene& scene, const std::filesystem::path& path,
                          const Settings& settings, const WorkControl& control);

}  // namespace attnscope::cli
