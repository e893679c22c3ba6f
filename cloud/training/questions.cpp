#include "cloud/training/questions.hpp"

#include <algorithm>
#include <numeric>

namespace tillpoints::cloud {
namespace {

constexpr std::size_t longest_question = 600;
constexpr std::size_t longest_answer = 300;

/// The order must be the same when the answers come, perhaps from another build: no generator of a library.
class Shuffler {
  public:
    explicit Shuffler(std::int64_t seed) : state_(static_cast<std::uint64_t>(seed)) {}

    std::vector<std::size_t> order_of(std::size_t count) {
        std::vector<std::size_t> order(count);
        std::iota(order.begin(), order.end(), std::size_t{0});
        for (auto left = count; left > 1; --left) std::swap(order[left - 1], order[next() % left]);
        return order;
    }

  private:
    /// SplitMix64.
    std::uint64_t next() {
        state_ += 0x9e3779b97f4a7c15u;
        auto mixed = state_;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
        return mixed ^ (mixed >> 31);
    }

    std::uint64_t state_;
};

/// The questions as they are shown.
std::vector<TestQuestion> shuffled(const std::vector<TestQuestion>& questions, std::int64_t seed) {
    Shuffler shuffler(seed);
    std::vector<TestQuestion> out;
    for (const auto at : shuffler.order_of(questions.size())) {
        TestQuestion question{questions[at].text, {}};
        for (const auto answer : shuffler.order_of(questions[at].answers.size()))
            question.answers.push_back(questions[at].answers[answer]);
        out.push_back(std::move(question));
    }
    return out;
}

std::ptrdiff_t right_answers(const TestQuestion& question) {
    return std::count_if(question.answers.begin(), question.answers.end(),
                         [](const TestAnswer& answer) { return answer.right; });
}

std::string filled_text(Reader& in, std::string_view key, std::size_t most) {
    auto text = in.text(key, most);
    if (in.has(key) && text.find_first_not_of(" \t\r\n") == text.npos)
        in.fail(key, Errc::invalid_value, "words");
    return text;
}

TestQuestion read_question(Reader in) {
    TestQuestion question;
    question.text = filled_text(in, "text", longest_question);
    in.each("answers", most_answers, [&](Reader answer) {
        auto text = filled_text(answer, "text", longest_answer);
        question.answers.push_back({std::move(text), answer.flag("right", false)});
    });
    if (question.answers.size() < fewest_answers)
        in.fail("answers", Errc::invalid_value, "2 to 6 of them");
    else if (right_answers(question) == 0)
        in.fail("answers", Errc::invalid_value, "one that is right, or several");
    for (auto one = question.answers.begin(); one != question.answers.end(); ++one)
        if (std::any_of(question.answers.begin(), one,
                        [&](const auto& other) { return other.text == one->text; }))
            in.fail("answers", Errc::duplicate, "answers that differ");
    return question;
}

constexpr std::string_view stored_key = "stored";

/// What was stored as a member, as the readers of what comes from outside want it.
Json document_of(const std::string& stored) {
    auto json = parse_json(stored);
    return Json::object({{std::string(stored_key), json ? std::move(*json) : Json::array()}});
}

}  // namespace

std::vector<TestQuestion> read_questions(Reader& in, std::string_view key) {
    std::vector<TestQuestion> questions;
    in.each(key, most_questions, [&](Reader question) { questions.push_back(read_question(question)); });
    if (questions.empty() && in.problems().empty())
        in.fail(key, Errc::invalid_value, "1 to " + std::to_string(most_questions) + " of them");
    return questions;
}

Json questions_json(const std::vector<TestQuestion>& questions) {
    Json out = Json::array();
    for (const auto& question : questions) {
        Json answers = Json::array();
        for (const auto& answer : question.answers)
            answers.push(Json::object({{"text", answer.text}, {"right", answer.right}}));
        out.push(Json::object({{"text", question.text}, {"answers", std::move(answers)}}));
    }
    return out;
}

std::vector<TestQuestion> stored_questions(const std::string& stored) {
    Problems problems;
    const auto document = document_of(stored);
    Reader in(document, "", problems);
    auto questions = read_questions(in, stored_key);
    return problems.empty() ? std::move(questions) : std::vector<TestQuestion>();
}

Json shown_questions(const std::vector<TestQuestion>& questions, std::int64_t seed) {
    Json out = Json::array();
    for (const auto& question : shuffled(questions, seed)) {
        Json answers = Json::array();
        for (const auto& answer : question.answers) answers.push(answer.text);
        out.push(Json::object({{"text", question.text},
                               {"several", right_answers(question) > 1},
                               {"answers", std::move(answers)}}));
    }
    return out;
}

GivenAnswers read_given(Reader& in, std::string_view key, const std::vector<TestQuestion>& questions) {
    GivenAnswers given;
    in.each_value(key, most_questions, [&](const Json& ticked, const std::string& path) {
        const auto wrong = [&] {
            in.problems().push_back({Errc::invalid_value, path, "places of answers, each once", {}});
        };
        auto& places = given.emplace_back();
        if (!ticked.items() || ticked.items()->size() > most_answers) return wrong();
        for (const auto& place : *ticked.items()) {
            const auto* number = place.number();
            const auto& digits = number ? number->digits : std::string();
            if (digits.size() != 1 || digits[0] < '0' || digits[0] >= '0' + static_cast<int>(most_answers))
                return wrong();
            places.push_back(static_cast<std::size_t>(digits[0] - '0'));
        }
        std::sort(places.begin(), places.end());
        if (std::adjacent_find(places.begin(), places.end()) != places.end()) wrong();
    });
    if (in.problems().empty() && given.size() != questions.size())
        in.fail(key, Errc::invalid_value, "an answer to each of " + std::to_string(questions.size()));
    return given;
}

Json given_json(const GivenAnswers& given) {
    Json out = Json::array();
    for (const auto& ticked : given) {
        Json places = Json::array();
        for (const auto place : ticked) places.push(place);
        out.push(std::move(places));
    }
    return out;
}

GivenAnswers stored_given(const std::string& stored, const std::vector<TestQuestion>& questions) {
    Problems problems;
    const auto document = document_of(stored);
    Reader in(document, "", problems);
    return read_given(in, stored_key, questions);
}

std::vector<std::size_t> wrong_questions(const std::vector<TestQuestion>& questions, std::int64_t seed,
                                         const GivenAnswers& given) {
    const auto shown = shuffled(questions, seed);
    std::vector<std::size_t> wrong;
    for (std::size_t at = 0; at < shown.size(); ++at) {
        std::vector<std::size_t> right;
        for (std::size_t place = 0; place < shown[at].answers.size(); ++place)
            if (shown[at].answers[place].right) right.push_back(place);
        if (at >= given.size() || given[at] != right) wrong.push_back(at);
    }
    return wrong;
}

}  // namespace tillpoints::cloud
