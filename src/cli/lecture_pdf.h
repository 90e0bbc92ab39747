#pragma once

#include <filesystem>

#include "app/present/lecture.h"
#include "app/work.h"
#include "cli/cli.h"
#include "core/colour_map.h"

namespace attnscope::cli {

/// A lecture as the bytes of a PDF: a page a scene, with its title, its figure and its notes. Every scene is read by
/// its model; nothing is taken from anywhere else. Errors  those of the models and of figure::render_pages(), `where`
/// names the scene, counted from 1; Cancelled.
Result<std::string> lecture_pdf(const Models& models, const Lecture& lecture, ColourMap map,
                                const WorkControl& control = {});

/// The same into a file: Application::Options::export_lecture.
WorkOutcome write_lecture_pdf(const Models& models, const Lecture& lecture, const std::filesystem::path& path,
                              ColourMap map, const WorkControl& control = {});

}  // namespace attnscope::cli
