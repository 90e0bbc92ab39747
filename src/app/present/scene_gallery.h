#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/present/lecture.h"
#include "app/viewer.h"

namespace attnscope {

/// A scene of a lecture as its list shows it.
struct ScenePicture {
  Matrix weights;  ///< [s, s] of the viewed head as the scene asks for it, s <= kScenePictureSize: see thumbnail()
  int query = -1;  ///< its row that asks; -1: none
};

inline constexpr int kScenePictureSize = 24;

/// Small pictures of a lecture's scenes: computed by the model like everything else, one scene after the other, on a
/// Viewer's thread. A scene that was seen before keeps its picture until it is asked something else.
class SceneGallery {
 public:
  SceneGallery(OpenSource open, std::function<void()> wake) : open_(std::move(open)), wake_(std::move(wake)) {}

  /// Takes what came and asks for what is missing. Returns whether pictures() has changed.
  bool update(const Lecture& lecture, Seconds now);
  /// One a scene; null where it is not there yet, or the scene cannot be read.
  [[nodiscard]] const std::vector<std::shared_ptr<const ScenePicture>>& pictures() const { return pictures_; }
  /// Whether some are still to come.
  [[nodiscard]] bool busy() const { return asked_.has_value(); }
  bool wait(std::chrono::milliseconds at_most) { return !viewer_ || viewer_->wait(at_most); }

 private:
  /// What a scene asked, and what came of it.
  struct Seen {
    Question question;
    std::shared_ptr<const ScenePicture> picture;
  };

  [[nodiscard]] const Seen* find(const Question& question) const;
  /// Looks at the question that was asked for; true when it is done, one way or the other.
  bool finish(Seconds now);
  void arrange();

  OpenSource open_;
  std::function<void()> wake_;
  std::vector<Question> questions_;  ///< of the lecture that was seen last, one a scene
  std::vector<Seen> seen_;
  std::vector<std::shared_ptr<const ScenePicture>> pictures_;
  std::optional<Question> asked_;
  Answer answer_;
  std::optional<Viewer> viewer_;  ///< made with the first question
};

}  // namespace attnscope
