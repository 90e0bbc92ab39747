#include "app/teach/prediction.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace attnscope {

std::vector<float> with_share(const std::vector<float>& shares, int count, int row, float share) {
  if (count < 1 || count > static_cast<int>(kMostPredicted) || row < 0 || row >= count || std::isnan(share)) {
    return shares;
  }
  const auto size = static_cast<std::size_t>(count);
  std::vector<float> now = shares.size() == size ? shares : std::vector<float>(size, 1.0F / static_cast<float>(count));
  if (count == 1) return {1.0F};
  float& own = now[static_cast<std::size_t>(row)];
  const float wanted = std::clamp(share, 0.0F, 1.0F);
  own = 0;
  const float others = std::accumulate(now.begin(), now.end(), 0.0F);
  const float rest = 1 - wanted;
  for (float& other : now) other = others > 0 ? other * (rest / others) : rest / static_cast<float>(count - 1);
  own = wanted;
  return now;
}

void bring_in_range(Prediction& prediction) {
  constexpr float kRounding = 1e-3F;
  std::vector<float>& shares = prediction.shares;
  for (float& share : shares) share = std::isnan(share) ? 0 : std::clamp(share, 0.0F, 1.0F);
  const float sum = std::accumulate(shares.begin(), shares.end(), 0.0F);
  if (sum <= 0 || shares.size() > kMostPredicted) shares.clear();
  if (std::abs(sum - 1) <= kRounding) return;
  for (float& share : shares) share /= sum;
}

double share_misplaced(std::span<const float> guessed, Eigen::Ref<const Eigen::RowVectorXf> model) {
  double apart = 0;
  for (Eigen::Index i = 0; i < model.size(); ++i) {
    const double guess = guessed.empty() ? 1.0 / static_cast<double>(model.size())
                                         : static_cast<double>(guessed[static_cast<std::size_t>(i)]);
    apart += std::abs(guess - static_cast<double>(model[i]));
  }
  return apart / 2;
}

std::string_view closeness(double misplaced) {
  constexpr double kClose = 0.15;
  constexpr double kPartly = 0.5;
  return misplaced <= kClose ? "close" : misplaced <= kPartly ? "partly" : "elsewhere";
}

}  // namespace attnscope
