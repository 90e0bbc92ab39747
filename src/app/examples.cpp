#include "app/examples.h"

#include "app/action.h"

namespace attnscope {

const std::array<Example, 12> kExamples{{
    {"Too big: the trophy", "The trophy did not fit in the suitcase because it was too big.", "it"},
    {"Too small: the suitcase", "The trophy did not fit in the suitcase because it was too small.", "it"},
    {"Too tired: the animal", "The animal did not cross the street because it was too tired.", "it"},
    {"Too wide: the road", "The animal did not cross the road because it was too wide.", "it"},
    {"Who sat, and where", "The cat sat on the mat.", "sat"},
    {"A happy cat", "The cat sat on the mat because it was happy.", "it"},
    {"A hungry cat", "The cat sat on the mat because it was hungry.", "it"},
    {"Who sat, far away", "The cat that chased the mouse sat on the mat.", "sat"},
    {"Too heavy: the statue", "The shelf broke under the statue because it was too heavy.", "it"},
    {"Too weak: the shelf", "The shelf broke under the statue because it was too weak.", "it"},
    {"Full: the cup", "She poured water from the bottle into the cup until it was full.", "it"},
    {"Empty: the bottle", "She poured water from the bottle into the cup until it was empty.", "it"},
}};

Scene show_example(const Example& example, const Scene& now) {
  Scene scene = now.worked ? apply(now, SetModel{Question{}.model}) : now;
  scene.text = example.text;
  scene.query = {.word = std::string(example.query), .index = -1};
  scene.multiplier = 1.0F;
  scene.mask = {};
  scene.step = kTimelineEnd;
  scene.page = Page::Explore;
  if (scene.prediction) scene.prediction = Prediction{};  // the one before was about another sentence
  return scene;
}

}  // namespace attnscope
