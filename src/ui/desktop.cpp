#include "ui/desktop.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

#include "platform/end_requests.h"
#include "platform/picture_clipboard.h"
#include "platform/window.h"
#include "render/context.h"
#include "render/offscreen.h"
#include "ui/app_icon.h"
#include "ui/main_window.h"
#include "ui/present/speaker_window.h"

namespace attnscope {
namespace {

constexpr double kMovingFrame = 1.0 / 60;
constexpr int kIconPixels = 64;

/// The window system, a window with its OpenGL functions, and the main screen on it.
struct Screen {
  WindowSystem system;
  Window window;
  std::unique_ptr<MainWindow> main;
};

Result<Screen> open_screen(const WindowOptions& options) {
  Result<WindowSystem> system = WindowSystem::start();
  if (!system) return system.error();
  Result<Window> window = Window::open(*system, options);
  if (!window) return window.error();
  if (const Status loaded = load_gl(&Window::gl_function); !loaded) return loaded.error();
  Screen screen{std::move(*system), std::move(*window), nullptr};
  return screen;
}

Application::Options application_options(DesktopOptions&& options,
                                         std::function<std::function<Result<Copied>()>(const AppState&)> draw_copy) {
  Application::Options made;
  made.state_file = options.paths.state_file;
  made.settings_file = options.paths.settings_file;
  made.progress_file = options.paths.progress_file;
  made.lessons = options.lessons;
  made.documents = options.paths.documents;
  made.hub = options.paths.hub;
  made.scene = std::move(options.scene);
  made.workers = std::move(options.workers);
  made.open_source = std::move(options.open_source);
  made.sources = std::move(options.sources);
  made.worked = std::move(options.worked);
  made.write_export = std::move(options.write_export);
  made.export_lecture = std::move(options.export_lecture);
  made.film = std::move(options.film);
  made.wake = [] { WindowSystem::wake(); };
  made.clock = [] {
    return std::chrono::duration<Seconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
  };
  made.draw_copy = std::move(draw_copy);
  return made;
}

/// Copies figure and numbers, or the numbers alone where no figure can be copied.
class Copier {
 public:
  Copier(Screen& screen, const DesktopOptions& options)
      : screen_(screen), figure_(options.figure), numbers_(options.numbers) {}

  /// On any thread; what it returns has to be called on the main one.
  std::function<Result<Copied>()> draw(const AppState& state) {
    return [this, numbers = numbers_(state), png = figure_(state)] { return offer(numbers, png); };
  }

 private:
  Result<Copied> offer(const Result<std::string>& numbers, const Result<std::string>& png) {
    if (!numbers) return numbers.error();
    if (!pictures_) open_pictures();  // at the first copy: it keeps a thread
    if (pictures_) {
      if (!png) return png.error();
      if (pictures_->offer(*png, *numbers)) return Copied::FigureAndNumbers;
    }
    screen_.window.set_clipboard(*numbers);
    return Copied::Numbers;
  }

  void open_pictures() {
    if (Result<PictureClipboard> opened = PictureClipboard::open(screen_.system)) pictures_ = std::move(*opened);
  }

  Screen& screen_;
  std::function<Result<std::string>(const AppState&)> figure_, numbers_;
  std::optional<PictureClipboard> pictures_;
};

/// What to remember where the person has made the window larger or smaller.
std::optional<Command> new_size(const Window& window, const Settings& settings) {
  const Size size = window.window_size();
  if (window.minimised() || window.full_screen() || size.width < 1 || size.height < 1) return std::nullopt;
  if (size.width == settings.window_width && size.height == settings.window_height) return std::nullopt;
  return Command(SetWindowSize{size.width, size.height});
}

std::optional<Seconds> earlier_of(const std::optional<Seconds>& a, const std::optional<Seconds>& b) {
  if (!a || !b) return a ? a : b;
  return std::min(*a, *b);
}

struct Speaker {
  bool wanted = false;
  std::unique_ptr<SpeakerWindow> window;  ///< null also where none could be opened
};

/// Full screen as long as something is presented, also after the screen that it was on has been unplugged; the
/// speaker's window beside it.
void follow_presentation(Screen& screen, const AppState& state, Speaker& speaker) {
  screen.window.set_full_screen(state.presenting.has_value());
  const bool wanted = SpeakerWindow::wanted(state, screen.system.screens());
  if (std::exchange(speaker.wanted, wanted) == wanted) return;
  speaker.window = wanted ? SpeakerWindow::open(screen.system, screen.window) : nullptr;
  screen.window.make_current();
  screen.main->need_frames(kFramesToSettle);
}

float density_of(const Window& window) {
  const Size pixels = window.framebuffer_size();
  const Size units = window.window_size();
  return units.width > 0 && pixels.width > 0 ? static_cast<float>(pixels.width) / static_cast<float>(units.width) : 1;
}

}  // namespace

Status run_desktop(DesktopOptions options) {
  hold_end_signals();
  WindowOptions window_options;
  window_options.width = 1440;
  window_options.height = 900;
  Result<Screen> opened = open_screen(window_options);
  if (!opened) return opened.error();
  Screen& screen = *opened;
  screen.window.set_icon(kIconPixels, kIconPixels, app_icon(kIconPixels));
  Result<std::unique_ptr<MainWindow>> main = MainWindow::create(screen.window);
  if (!main) return main.error();
  screen.main = std::move(*main);

  Copier copier(screen, options);
  const std::optional<std::string> to_open = options.open;
  Application::Options made =
      application_options(std::move(options), [&copier](const AppState& state) { return copier.draw(state); });
  made.copy_text = [&screen](const std::string& text) { screen.window.set_clipboard(text); };
  Application app(std::move(made));
  if (to_open) app.dispatch({Command(OpenPath{*to_open})}, screen.system.now());
  const EndRequests end([] { WindowSystem::wake(); });

  if (const Settings& left = app.state().settings; left.window_width > 0) {
    screen.window.resize(left.window_width, left.window_height);
  }
  screen.main->need_frames(kFramesToSettle);
  Speaker speaker;
  while (!screen.window.should_close() && !app.finished() && !end.came()) {
    const Seconds now = screen.system.now();
    if (const std::optional<Command> resized = new_size(screen.window, app.state().settings)) {
      app.dispatch({*resized}, now);
    }
    if (app.update(now)) screen.main->need_frames(kFramesToSettle);
    if (screen.main->due() && *screen.main->due() <= now) screen.main->need_frames(1);
    follow_presentation(screen, app.state(), speaker);
    const bool draws = screen.main->unsettled() && !screen.window.minimised();
    if (speaker.window) {
      const Actions asked = speaker.window->frame(app.state(), now, draws);
      screen.window.make_current();
      app.dispatch(asked, now);
    }
    if (draws) {
      const Actions actions = screen.main->frame(app.state(), screen.window.framebuffer_size(),
                                                 density_of(screen.window), screen.window.content_scale(), now);
      screen.window.swap();
      app.dispatch(actions, now);
    }
    const bool unsettled = screen.main->unsettled() && !screen.window.minimised();
    const std::optional<Seconds> tick = speaker.window ? std::optional(speaker.window->due()) : std::nullopt;
    if (unsettled || (speaker.window && speaker.window->unsettled())) {
      screen.system.poll();
    } else if (const std::optional<Seconds> due =
                   earlier_of(earlier_of(app.state().wake_at, screen.main->due()), tick)) {
      screen.system.wait(std::max(0.0, *due - screen.system.now()));
    } else {
      screen.system.wait(std::nullopt);
    }
  }
  speaker.window.reset();
  screen.window.make_current();  // what is left is freed in it
  return app.save();
}

Status take_film(DesktopOptions options, const PictureOptions& picture, const std::vector<float>& steps,
                 const std::function<Status(Picture)>& take) {
  WindowOptions window_options;
  window_options.visible = false;
  Result<Screen> opened = open_screen(window_options);
  if (!opened) return opened.error();
  Screen& screen = *opened;
  Result<std::unique_ptr<MainWindow>> main = MainWindow::create(screen.window);
  if (!main) return main.error();
  screen.main = std::move(*main);
  Result<OffscreenTarget> target = OffscreenTarget::create(picture.width, picture.height);
  if (!target) return target.error();

  options.paths = {};
  Application app(application_options(std::move(options), nullptr));
  app.dispatch({Command(SetTheme{picture.settings.theme}), Command(SetColourMap{picture.settings.colour_map}),
                Command(SetUiScale{picture.settings.ui_scale}), Command(LookAtLayer{true})},
               0);
  if (picture.panel) app.dispatch({Command(ShowPanel{*picture.panel})}, 0);
  if (picture.presented) app.dispatch({Command(StartPresenting{})}, 0);
  constexpr std::chrono::seconds kPatience{60};
  if (!app.settle(kPatience))
    return Error{ErrorCode::Cancelled, "shot", "the model took longer than a minute; try a shorter text"};
  if (app.state().notice && app.state().notice->kind == Notice::Kind::Error) {
    return Error{ErrorCode::InvalidArgument, "shot", app.state().notice->text};
  }
  int frames = 0;
  const auto draw = [&](int count) {
    for (int i = 0; i < count; ++i) {
      target->bind();
      (void)screen.main->frame(app.state(), {picture.width, picture.height}, 1, 1, kMovingFrame * frames++);
    }
  };
  draw(kFramesToSettle);
  for (const float step : steps) {
    app.dispatch({Edit(SetStep{step})}, kMovingFrame * frames);
    draw(2);  // one to lay out, one to paint
    target->bind();
    Picture taken{picture.width, picture.height, read_pixels(picture.width, picture.height)};
    if (Status taken_well = take(std::move(taken)); !taken_well) return taken_well;
  }
  return {};
}

Result<Picture> take_picture(DesktopOptions options, const PictureOptions& picture) {
  const float step = options.scene ? options.scene->step : kTimelineEnd;
  Picture taken;
  const Status done = take_film(std::move(options), picture, {step}, [&](Picture one) {
    taken = std::move(one);
    return Status();
  });
  if (!done) return done.error();
  return taken;
}

}  // namespace attnscope
