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

void SceneGallery::arrange() {
  std::vector<Seen> kept;
  pictures_.clear();
  for (const Question& question : questions_) {
    const Seen* seen = find(question);
    pictures_.push_back(seen == nullptr ? nullptr : seen->picture);
    if (seen != nullptr) kept.push_back(*seen);
  }
  seen_ = std::move(kept);
}

bool SceneGallery::update(const Lecture& lecture, Seconds now) {
  const auto question = [](const LectureScene& scene) -> const Question& { return scene.scene; };
  const bool other = !std::ranges::equal(lecture.scenes, questions_, {}, question);
  const bool came = asked_ && finish(now);
  if (!other && !came) return false;
  questions_.clear();
  for (const LectureScene& scene : lecture.scenes) questions_.push_back(scene.scene);
  while (!asked_) {
    const auto missing = std::ranges::find_if(questions_, [this](const Question& one) { return find(one) == nullptr; });
    if (missing == questions_.end()) break;
    if (!viewer_) viewer_.emplace(open_, wake_);
    asked_ = *missing;
    if (!finish(now)) break;
  }
  arrange();
  return true;
}

}  // namespace attnscope
