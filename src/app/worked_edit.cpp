#include "app/worked_edit.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "app/matched_words.h"
#include "app/numbers.h"
#include "app/scene.h"
#include "core/attention.h"

namespace attnscope {
namespace {

/// To thousandths: what a change computes stays a number that can be written down.
float rounded(float value) {
  const double thousandths = std::round(static_cast<double>(value) * 1000);
  const auto near = static_cast<float>(thousandths / 1000);
  return std::clamp(near, -kMaxWorkedNumber, kMaxWorkedNumber);
}

constexpr float kNoWay = 1e-4F;  ///< shorter differences of keys are rounding
constexpr float kLeastNudge = 1e-3F;

bool has_row(const MatrixView& numbers, int row) { return row >= 0 && row < numbers.rows(); }
bool has_column(const Matrix& numbers, int column) { return column >= 0 && column < numbers.cols(); }

Matrix with_rows(const Matrix& numbers, const std::vector<int>& from) {
  Matrix moved = Matrix::Zero(static_cast<Eigen::Index>(from.size()), numbers.cols());
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (from[i] >= 0) moved.row(static_cast<Eigen::Index>(i)) = numbers.row(from[i]);
  }
  return moved;
}

/// Rows of the words that ask, or of those that are asked, follow their words.
void follow_words(Worked& worked, bool (*are_rows)(const Worked&, WorkedTable), const std::vector<int>& from) {
  for (const WorkedTable table : tables_of(worked)) {
    if (are_rows(worked, table)) worked[table] = with_rows(worked[table], from);
  }
}

// While there is no word, a table has columns but no numbers, and no place for a block of it.

void add_column(Matrix& numbers) {
  numbers.conservativeResize(Eigen::NoChange, numbers.cols() + 1);
  if (numbers.rows() > 0) numbers.rightCols(1).setZero();
}

void add_row(Matrix& numbers) {
  numbers.conservativeResize(numbers.rows() + 1, Eigen::NoChange);
  numbers.bottomRows(1).setZero();
}

void remove_column(Matrix& numbers, Eigen::Index column) {
  const Eigen::Index after = numbers.cols() - column - 1;
  if (numbers.rows() > 0) numbers.middleCols(column, after) = numbers.rightCols(after).eval();
  numbers.conservativeResize(Eigen::NoChange, numbers.cols() - 1);
}

void remove_row(Matrix& numbers, Eigen::Index row) {
  const Eigen::Index after = numbers.rows() - row - 1;
  numbers.middleRows(row, after) = numbers.bottomRows(after).eval();
  numbers.conservativeResize(numbers.rows() - 1, Eigen::NoChange);
}

bool is_x(WorkedTable table) { return table == WorkedTable::X || table == WorkedTable::XAsking; }

/// Untied tables are changed one by one. Returns what to say of it.
std::string untie(Worked& worked) {
  return std::exchange(worked.tied, false) ? "; K and V stay as they were, so Q = K = V no longer holds" : "";
}

std::string word_at(std::string_view text, int row) {
  const std::vector<Span> words = worked_words(text);
  if (row < 0 || row >= static_cast<int>(words.size())) return {};
  const Span span = words[static_cast<std::size_t>(row)];
  return std::string(text.substr(span.begin, span.end - span.begin));
}

/// What each change does to a question that has a worked example.
struct Worker {
  Question& question;
  Worked& worked;

  std::string operator()(const SetNumber& set) const {
    Matrix& numbers = worked[set.cell.table];
    if (!has_row(numbers, set.cell.row) || !has_column(numbers, set.cell.column)) return {};
    if (!(std::abs(set.value) <= kMaxWorkedNumber)) return {};
    const auto put = [&](WorkedTable table) { worked[table](set.cell.row, set.cell.column) = set.value; };
    if (worked.tied) {
      for (const WorkedTable table : tables_of(worked)) put(table);
    } else {
      put(set.cell.table);
    }
    return {};
  }

  std::string operator()(const AddWord& add) const {
    const bool asked = text_of_rows(add.table) == &question.text;
    std::string text = asked ? question.text : question.text_b;
    const int count = counted_words(text);
    if (count >= kMaxWorkedWords) return std::to_string(kMaxWorkedWords) + " words are the most that fit on paper";
    if (!text.empty() && text.find_last_of(" \t\n\v\f\r") != text.size() - 1) text += ' ';
    text += "word" + std::to_string(count + 1);
    asked ? put_text(question, std::move(text)) : put_text_b(question, std::move(text));
    return "a new word begins at 0; rename it in the sentence";
  }

  std::string operator()(const RemoveWord& remove) const {
    std::string& text = *text_of_rows(remove.table);
    std::vector<Span> words = worked_words(text);
    if (remove.row < 0 || remove.row >= std::min(static_cast<int>(words.size()), kMaxWorkedWords)) return {};
    if (words.size() == 1) return "one word must stay";
    const auto at = static_cast<std::size_t>(remove.row);
    // With the space that parted it from the next one, or from the one before.
    const std::size_t begin = at + 1 < words.size() ? words[at].begin : words[at - 1].end;
    const std::size_t end = at + 1 < words.size() ? words[at + 1].begin : words[at].end;
    std::vector<int> from;
    for (int i = 0; i < std::min(static_cast<int>(words.size()), kMaxWorkedWords + 1); ++i) {
      if (i != remove.row) from.push_back(i < kMaxWorkedWords ? i : -1);
    }
    follow_words(worked, &text == &question.text ? &rows_are_asked : &rows_ask, from);
    text.erase(begin, end - begin);
    return {};
  }

  std::string operator()(const AddDimension& add) const {
    const Matrix& shown = worked[add.table];
    if (shown.cols() >= kMaxWorkedDims) {
      return std::to_string(kMaxWorkedDims) + " dimensions are the most that fit on paper";
    }
    if (shown.cols() == 0) return {};
    for (const WorkedTable table : tables_of(worked)) {
      if (!worked.projected || is_x(add.table) == is_x(table)) {
        add_column(worked[table]);
      } else if (is_x(add.table)) {
        add_row(worked[table]);
      }
    }
    return {};
  }

  std::string operator()(const RemoveDimension& remove) const {
    const Matrix& shown = worked[remove.table];
    if (!has_column(shown, remove.column)) return {};
    if (shown.cols() == 1) return "one dimension must stay";
    for (const WorkedTable table : tables_of(worked)) {
      if (!worked.projected || is_x(remove.table) == is_x(table)) {
        remove_column(worked[table], remove.column);
      } else if (is_x(remove.table)) {
        remove_row(worked[table], remove.column);
      }
    }
    return {};
  }

  std::string operator()(const SetTied& set) const {
    if (worked.projected) return "Q, K and V come from x here; give W_Q, W_K and W_V the same numbers";
    if (worked.two_texts) return "Q has words of its own here, so it cannot be K";
    worked.tied = set.on;
    if (!set.on) return "Q, K and V can be chosen one by one";
    worked[WorkedTable::Key] = worked[WorkedTable::Value] = worked[WorkedTable::Query];
    return "K and V are Q now: one table for all three";
  }

  std::string operator()(const SetRootScale& set) const {
    worked.root_scale = set.on;
    return set.on ? "q·k × 1/√d, d = " + std::to_string(worked.dims()) : "q·k as it is, × 1";
  }

  std::string operator()(const EvenOut& even) const {
    if (worked.projected) {
      worked[WorkedTable::ToQuery].setZero();
      return "W_Q is 0: no word asks for anything, every score is 0, all weights are equal";
    }
    Matrix& q = worked[WorkedTable::Query];
    if (!has_row(q, even.query)) return {};
    q.row(even.query).setZero();
    return "q of " + asking_word(even.query) + " is 0: every score is 0, so its weights are equal" + untie(worked);
  }

  std::string operator()(const NudgeQuery& nudge) const {
    const HeadTrace head = head_of(worked);
    if (!has_row(head.q, nudge.query) || !has_row(head.k, nudge.key)) return {};
    const Result<HeadView> view = look(head.q, head.k, {.scale = head.native_scale, .mask = head.mask});
    if (!view || !std::isfinite(nudge.by)) return {};
    // The gradient of the weight's logarithm: towards the key, away from the keys that the query hears now.
    const Eigen::RowVectorXf way = head.k.row(nudge.key) - blend(view->weights.row(nudge.query), head.k);
    const float length = way.norm();
    const std::string asking = asking_word(nudge.query);
    const std::string asked = word_at(question.text, nudge.key);
    if (!(length > kNoWay)) return "the keys are all alike to it: no query can tell " + asked + " from the others";
    const std::string moved =
        std::string(nudge.by > 0 ? " turned towards" : " turned away from") + " the key of " + asked;
    // Far along, another key may win; so the step is halved until the weight moves the way that was asked for.
    const Worked before = worked;
    for (float by = nudge.by; std::abs(by) > kLeastNudge; by /= 2) {
      worked = before;
      if (!turn(nudge.query, way * (by / length))) return "x of " + asking + " is 0: no W_Q can move its q";
      const float gain = weight_of(nudge.query, nudge.key) - view->weights(nudge.query, nudge.key);
      if (gain * by > 0) break;
    }
    if (worked.projected) return "W_Q changed so that q of " + asking + moved;
    return "q of " + asking + moved + untie(worked);
  }

 private:
  [[nodiscard]] std::string* text_of_rows(WorkedTable table) const {
    const bool only_ask = rows_ask(worked, table) && !rows_are_asked(worked, table);
    return only_ask ? &question.text_b : &question.text;
  }

  [[nodiscard]] std::string asking_word(int row) const {
    return word_at(worked.two_texts ? question.text_b : question.text, row);
  }

  /// Moves a query. False where no W_Q can.
  [[nodiscard]] bool turn(int query, const Eigen::RowVectorXf& step) const {
    if (worked.projected) return turn_projection(query, step);
    Matrix& q = worked[WorkedTable::Query];
    q.row(query) = (q.row(query) + step).unaryExpr(&rounded);
    return true;
  }

  [[nodiscard]] float weight_of(int query, int key) const {
    const HeadTrace head = head_of(worked);
    const Result<HeadView> view = look(head.q, head.k, {.scale = head.native_scale, .mask = head.mask});
    return view ? view->weights(query, key) : 0;
  }

  /// The least change of W_Q that moves x W_Q by `step`: W_Q += x^T step / |x|^2. False where x is 0.
  [[nodiscard]] bool turn_projection(int query, const Eigen::RowVectorXf& step) const {
    const Eigen::RowVectorXf x = worked[worked.two_texts ? WorkedTable::XAsking : WorkedTable::X].row(query);
    const float squared = x.squaredNorm();
    if (!(squared > 0)) return false;
    Matrix& to_query = worked[WorkedTable::ToQuery];
    to_query = (to_query + x.transpose() * step / squared).unaryExpr(&rounded);
    return true;
  }
};

}  // namespace

std::string change(Question& question, const WorkedChange& what) {
  if (!question.worked) return {};
  return std::visit(Worker{question, *question.worked}, what);
}

void put_text(Question& question, std::string text) {
  if (question.worked) follow_words(*question.worked, &rows_are_asked, matched_words(question.text, text));
  question.text = std::move(text);
}

void put_text_b(Question& question, std::string text) {
  if (question.worked && question.worked->two_texts) {
    follow_words(*question.worked, &rows_ask, matched_words(question.text_b, text));
  }
  question.text_b = std::move(text);
}

float nudged(float value, float by) { return rounded(value + by); }

}  // namespace attnscope
