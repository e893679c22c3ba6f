#include "cloud/training/questions.hpp"

#include <catch2/catch.hpp>
#include <set>

using namespace tillpoints;
using namespace tillpoints::cloud;

namespace {

std::vector<TestQuestion> three_questions() {
    return {{"Return without a receipt?", {{"Yes", false}, {"Call the manager", true}, {"No", false}}},
            {"What is a card?", {{"QR", true}, {"Six digits", true}, {"A receipt", false}, {"A PIN", false}}},
            {"Open at nine?", {{"Yes", true}, {"No", false}}}};
}

/// The places of the right answers, found by their texts as a person finds them.
GivenAnswers all_right(const std::vector<TestQuestion>& questions, std::int64_t seed) {
    GivenAnswers given;
    const auto test = shown_questions(questions, seed);
    for (const auto& shown : *test.items()) {
        const auto& asked = *std::find_if(questions.begin(), questions.end(), [&](const TestQuestion& one) {
            return one.text == *shown.find("text")->string();
        });
        auto& places = given.emplace_back();
        const auto& answers = *shown.find("answers")->items();
        for (std::size_t place = 0; place < answers.size(); ++place)
            for (const auto& answer : asked.answers)
                if (answer.right && answer.text == *answers[place].string()) places.push_back(place);
    }
    return given;
}

Problems problems_of(const std::string& questions) {
    const auto body = parse_json(R"({"questions":)" + questions + "}").value();
    Problems problems;
    Reader in(body, "", problems);
    read_questions(in, "questions");
    return problems;
}

std::string question(const std::string& answers) {
    return R"([{"text":"Why?","answers":[)" + answers + "]}]";
}

Problems problems_of_given(const std::string& given) {
    const auto body = parse_json(R"({"answers":)" + given + "}").value();
    Problems problems;
    Reader in(body, "", problems);
    read_given(in, "answers", three_questions());
    return problems;
}

}  // namespace

TEST_CASE("a test is shown in an order that follows from its seed, and without a word of what is right") {
    const auto questions = three_questions();
    std::set<std::string> orders;
    for (std::int64_t seed = 0; seed < 50; ++seed) {
        const auto shown = shown_questions(questions, seed);
        CHECK(shown == shown_questions(questions, seed));
        const auto text = dump(shown);
        CHECK(text.find("right") == text.npos);
        orders.insert(text);
        for (const auto& one : *shown.items())
            CHECK(*one.find("several")->boolean() == (*one.find("text")->string() == "What is a card?"));
    }
    CHECK(orders.size() > 20);
}

TEST_CASE("the order of a seed is the same in every build, because a try may outlive one") {
    const auto shown = shown_questions(three_questions(), 7);
    std::vector<std::string> order;
    for (const auto& one : *shown.items()) order.push_back(*one.find("text")->string());
    CHECK(order == std::vector<std::string>{"What is a card?", "Open at nine?", "Return without a receipt?"});
}

TEST_CASE("a question is right if all its right answers are ticked and no other") {
    const auto questions = three_questions();
    for (std::int64_t seed = 0; seed < 50; ++seed) {
        const auto right = all_right(questions, seed);
        CHECK(wrong_questions(questions, seed, right).empty());
        for (std::size_t at = 0; at < right.size(); ++at) {
            auto given = right;
            given[at].clear();
            CHECK(wrong_questions(questions, seed, given) == std::vector{at});
            given = right;
            for (std::size_t place = 0; place < 6; ++place)
                if (std::find(given[at].begin(), given[at].end(), place) == given[at].end()) {
                    given[at].push_back(place);
                    break;
                }
            std::sort(given[at].begin(), given[at].end());
            CHECK(wrong_questions(questions, seed, given) == std::vector{at});
        }
    }
    CHECK(wrong_questions(questions, 1, {}).size() == 3);
}

TEST_CASE("a test that nobody could pass, or that tells nothing, is refused") {
    const std::string yes = R"({"text":"Yes","right":true})", no = R"({"text":"No"})";
    CHECK(problems_of(question(yes + "," + no)).empty());
    CHECK(problems_of(question(yes + R"(,{"text":"Of course","right":true})")).empty());
    for (const auto& wrong :
         {std::string("[]"), std::string("{}"), std::string("null"), std::string("[1]"), question(""),
          question(yes), question(no + R"(,{"text":"Never"})"), question(yes + "," + yes),
          question(yes + R"(,{"text":"  "})"), question(yes + R"(,{"text":1})"),
          question(yes + R"(,{"text":"No","right":"no"})"),
          question(yes + "," + no + R"(,{"text":"3"},{"text":"4"},{"text":"5"},{"text":"6"},{"text":"7"})"),
          question(yes + R"(,{"text":")" + std::string(301, 'x') + R"("})"),
          R"([{"text":")" + std::string(601, 'x') + R"(","answers":[)" + yes + "," + no + "]}]"}) {
        INFO(wrong);
        CHECK_FALSE(problems_of(wrong).empty());
    }
    std::string many = "[";
    for (int i = 0; i < 21; ++i)
        many += (i ? "," : "") + question(yes + "," + no).substr(1, question(yes + "," + no).size() - 2);
    CHECK_FALSE(problems_of(many + "]").empty());
}

TEST_CASE("answers that are no answers to these questions are refused") {
    for (const auto* given : {"[[0],[1,0],[1]]", "[[],[],[]]", "[[5],[5],[5]]"}) {
        INFO(given);
        CHECK(problems_of_given(given).empty());
    }
    for (const auto* given :
         {"[]", "[[0],[1]]", "[[0],[1],[1],[1]]", "[0,1,1]", "[[0,0],[1],[1]]", "[[6],[1],[1]]",
          "[[-1],[1],[1]]", "[[10],[1],[1]]", R"([["0"],[1],[1]])", "[[0.5],[1],[1]]", "[[1e1],[1],[1]]",
          "[[0,1,2,3,4,5,5],[1],[1]]", "{}", "null"}) {
        INFO(given);
        CHECK_FALSE(problems_of_given(given).empty());
    }
}

TEST_CASE("questions and answers come back from the database as they went there") {
    const auto questions = three_questions();
    CHECK(stored_questions(dump(questions_json(questions))) == questions);
    CHECK(stored_questions("").empty());
    CHECK(stored_questions("{").empty());
    const GivenAnswers given{{0, 2}, {}, {1}};
    CHECK(stored_given(dump(given_json(given)), questions) == given);
}
