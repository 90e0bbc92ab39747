#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "cli/head_report.h"
#include "core/colour_map.h"
#include "figure/figure.h"

namespace attnscope::cli {

/// The endings that an export may have, for messages: "png, svg, pdf, csv, npy, json or txt".
std::string export_endings();

/// Whether a file of this name can be exported. Errors  InvalidArgument, naming the endings.
Status check_export_path(const std::filesystem::path& path);

/// Writes a head as its file's ending says: a figure (png, svg, pdf), the numbers that its colours stand for (csv,
/// npy), everything (json), or sentences (txt). The file is there whole or not at all. page: for figures; none: as
/// large as the labels need. Errors  as check_export_path(), those of figure::render(), Unwritable.
Status write_export(const HeadReport& report, const std::filesystem::path& path, std::optional<figure::PageSize> page,
                    ColourMap map);

/// What the window shows: Application::Options::write_export.
Status write_export(const AppState& state, const std::filesystem::path& path);

/// The asking row of what the window shows, as `attend --format json` prints it.
Result<std::string> numbers_of(const AppState& state);

/// The figure of what the window shows, as the bytes that write_export() gives a PNG file.
Result<std::string> figure_of(const AppState& state);

}  // namespace attnscope::cli
