#pragma once

struct GLFWmonitor;
struct GLFWwindow;

namespace attnscope {

/// The part of a display that panels leave free, in window coordinates; width 0 where it isn't known.
struct WorkArea {
  int left = 0, top = 0, width = 0, height = 0;
};

/// The display that shows most of the window; null where there is no display at all, as between two projectors.
GLFWmonitor* monitor_of(GLFWwindow* window);

WorkArea work_area(GLFWmonitor* monitor);

/// Where a window of this place and size can be seen: there, or on a display that is still there where its own is gone.
WorkArea living_area(int left, int top, int width, int height);

/// By how much a size meant for an ordinary display grows on this one, in window coordinates: the content scale, except
/// where the system scales coordinates by itself (macOS, Wayland).
float coordinate_scale(GLFWwindow* window);

}  // namespace attnscope
