#include <catch2/catch.hpp>

#include "plugin/texts/layout.hpp"
#include "plugin/texts/texts.hpp"

using namespace tillpoints;
using namespace tillpoints::texts;

namespace {

using Lines = std::vector<std::string>;

bool has_digit(const Lines& lines) {
    for (const auto& line : lines)
        for (const char c : line)
            if (c >= '0' && c <= '9') return true;
    return false;
}

Footer full() {
    Footer footer;
    footer.with_card = true;
    footer.used = Points(150'000);
    footer.award = Points(13'499);
    footer.award_confirmed = true;
    footer.balance_known = true;
    footer.balance = Points(250'099);
    return footer;
}

}  // namespace

TEST_CASE("a confirmed award is printed as earned, with the balance") {
    CHECK(footer_lines(Language::english, full(), 24) ==
          Lines{"Points used      1500.00", "Points earned     134.99", "Points balance   2500.99",
                "The balance does not", "include the points for", "this purchase."});
    CHECK(footer_lines(Language::russian, full(), 24) ==
          Lines{"Списано баллов   1500,00", "Начислено баллов  134,99", "Баланс баллов    2500,99",
                "В баланс не входят баллы", "за эту покупку."});
    CHECK(footer_lines(Language::kazakh, full(), 24) ==
          Lines{"Шегерілген ұпай  1500,00", "Есептелген ұпай   134,99", "Ұпай қалдығы     2500,99",
                "Қалдыққа осы сатып алу", "үшін ұпай кірмейді."});
}

TEST_CASE("a quoted award that is not confirmed yet is printed as expected") {
    Footer footer = full();
    footer.award_confirmed = false;
    footer.balance_known = false;
    CHECK(footer_lines(Language::english, footer, 24) ==
          Lines{"Points used      1500.00", "Points to be ear. 134.99"});
}

TEST_CASE("offline no exact number of an award or a balance is printed") {
    Footer footer = full();
    footer.used = Points();
    footer.award_confirmed = false;
    footer.offline = true;
    for (const auto language : {Language::russian, Language::kazakh, Language::english}) {
        const auto lines = footer_lines(language, footer, 32);
        CHECK_FALSE(lines.empty());
        CHECK_FALSE(has_digit(lines));
    }
    footer.award_rate = "1.5 %";
    CHECK(footer_lines(Language::english, footer, 32) == Lines{"Points for this purchase will be",
                                                               "awarded when the link is back.",
                                                               "Points to be earned        1.5 %"});
}

TEST_CASE("the footer of a customer who earns and redeems nothing shows only the balance, if it is known") {
    Footer footer;
    footer.with_card = true;
    CHECK(footer_lines(Language::english, footer, 48).empty());
    footer.balance_known = true;
    CHECK(footer_lines(Language::english, footer, 24) == Lines{"Points balance      0.00"});
    footer.balance = Points(-500);
    CHECK(footer_lines(Language::english, footer, 24) == Lines{"Points balance     -5.00"});
}

TEST_CASE("a buyer who is not a customer is invited with the join code") {
    Footer footer;
    footer.join_code = "SHOP77";
    CHECK(footer_lines(Language::english, footer, 24) ==
          Lines{"Collect points: enter", "the invitation code in", "the app of the loyalty", "programme.",
                "Invitation code   SHOP77"});
    footer.join_code.clear();
    CHECK(footer_lines(Language::english, footer, 24).empty());
}

TEST_CASE("the footer of an unregistered phone says that the points wait and how to join") {
    Footer footer;
    footer.with_card = true;
    footer.waits = true;
    footer.join_code = "SHOP77";
    const auto lines = footer_lines(Language::english, footer, 48);
    CHECK(lines ==
          Lines{"The points for this purchase wait for you:", "register in the app with your phone number.",
                "Invitation code                           SHOP77"});
}

TEST_CASE("an amount has two decimals, with a comma in Russian and Kazakh") {
    CHECK(amount(Language::russian, Points(150'000)) == "1500,00");
    CHECK(amount(Language::kazakh, Points(5)) == "0,05");
    CHECK(amount(Language::english, Points(-150)) == "-1.50");
}

TEST_CASE("no line is wider than the paper or ends in white space, in any language and width") {
    for (const auto language : {Language::russian, Language::kazakh, Language::english})
        for (int width = 24; width <= 64; ++width)
            for (const bool with_card : {true, false})
                for (const bool offline : {true, false}) {
                    Footer footer = full();
                    footer.with_card = with_card;
                    footer.offline = offline;
                    footer.award_confirmed = !offline;
                    footer.join_code = "SHOP77";
                    footer.award_rate = "1.5 %";
                    for (const auto& line : footer_lines(language, footer, width)) {
                        INFO(width << ": " << line);
                        CHECK(character_count(line) <= width);
                        CHECK(line.back() != ' ');
                    }
                }
}

TEST_CASE("characters are counted, not bytes") {
    CHECK(character_count("") == 0);
    CHECK(character_count("Points") == 6);
    CHECK(character_count("Ұпай") == 4);
    CHECK(first_characters("Ұпай", 2) == "Ұп");
    CHECK(first_characters("Ұпай", 9) == "Ұпай");
    CHECK(first_characters("Ұпай", 0).empty());
}

TEST_CASE("a label that is too long is shortened, an amount never") {
    CHECK(label_and_amount("Начислено баллов", "134.99", 16) == "Начислен. 134.99");
    CHECK(label_and_amount("Label", "134.99", 8) == "  134.99");
    CHECK(label_and_amount("Label", "134.99", 6) == "134.99");
    CHECK(label_and_amount("Label", "134.99", -1) == "134.99");
    CHECK(label_and_amount("Label", "", 10) == "Label");
}

TEST_CASE("a text breaks at its spaces, a word too long is cut") {
    CHECK(wrapped("one two three", 7) == Lines{"one two", "three"});
    CHECK(wrapped("abcdefgh ij", 3) == Lines{"abc", "def", "gh", "ij"});
    CHECK(wrapped("a  b", 10) == Lines{"a b"});
    CHECK(wrapped("", 10).empty());
    CHECK(wrapped("xy", 0) == Lines{"x", "y"});
}
