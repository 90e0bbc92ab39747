#include "app/present/scene_gallery.h"

#include <algorithm>
#include <utility>

namespace attnscope {
namespace {

ScenePicture picture_of(const Answer& answer) {
  ScenePicture picture;
  picture.weights = thumbnail(answer.view->weights, kScenePictureSize);
  const auto rows = static_cast<int>(answer.view->weights.rows());
  const auto shown = static_cast<int>(picture.weights.rows());
  // The block that covers the asking row: see thumbnail().
  if (answer.query >= 0) picture.query = ((answer.query + 1) * shown - 1) / rows;
  return picture;
}

}  // namespace

const SceneGallery::Seen* SceneGallery::find(const Question& question) const {
  const auto at = std::ranges::find(seen_, question, &Seen::question);
  return at == seen_.end() ? nullptr : &*at;
}

bool SceneGallery::finish(Seconds now) {
  (void)viewer_->take(answer_);
  const bool looked = viewer_->follow(*asked_, answer_, false, now).ok();
  if (answer_.busy) return false;
  Seen seen{*asked_, nullptr};
  if (looked && answer_.view && viewer_->shows(*asked_)) {
    seen.picture = std::make_shared<const ScenePicture>(picture_of(answer_));
  }
  seen_.push_back(std::move(seen));
  asked_.reset();
  return true;
}

void SceneGallery::arrange(const Lecture& lecture) {
  std::vector<Seen> kept;
  pictures_.clear();
  for (const LectureScene& scene : lecture.scenes) {
    const Seen* seen = find(scene.scene);
    pictures_.push_back(seen == nullptr ? nullptr : seen->picture);
    if (seen != nullptr) kept.push_back(*seen);
  }
  seen_ = std::move(kept);
}

bool SceneGallery::update(const Lecture& lecture, Seconds now) {
  const std::vector<std::shared_ptr<const ScenePicture>> before = pictures_;
  if (asked_) finish(now);
  while (!asked_) {
    const auto missing = std::ranges::find_if(
        lecture.scenes, [this](const LectureScene& scene) { return find(scene.scene) == nullptr; });
    if (missing == lecture.scenes.end()) break;
    if (!viewer_) viewer_.emplace(open_, wake_);
    asked_ = missing->scene;
    if (!finish(now)) break;
  }
  arrange(lecture);
  return pictures_ != before;
}

}  // namespace attnscope
