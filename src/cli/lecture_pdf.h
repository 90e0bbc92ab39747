#pragma once

#include <filesystem>
#include <vector>

#include "app/present/lecture.h"
#include "app/work.h"
#include "cli/cli.h"
#include "core/colour_map.h"
#include "figure/pages.h"

namespace attnscope::cli {

/// A lecture on paper: a page a scene, with its title, its figure (two where it compares, what was kept first; an
/// experiment in words) and its notes. Every scene is read by its model; nothing is taken from anywhere else. Errors
/// those of the models, `where` names the scene, counted from 1; Cancelled.
Result<std::vector<figure::Page>> lecture_pages(const Models& models, const Lecture& lecture, ColourMap map,
                                                const WorkControl& control = {});

/// Its pages as the bytes of a PDF. Errors  also those of figure::render_pages().
Result<std::string> lecture_pdf(const Models& models, const Lecture& lecture, ColourMap map,
                                const WorkControl& control = {});

/// The same into a file: Application::Options::export_lecture.
WorkOutcome write_lecture_pdf(const Models& models, const Lecture& lecture, const std::filesystem::path& path,
                              ColourMap map, const WorkControl& control = {});

}  // namespace attnscope::cli
