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
    footer.award_follows = true;
    return footer;
}

Invitation invitation() {
    Invitation out;
    out.app = "UDS";
    out.link = "https://shop.example/j";
    out.code = "SHOP77";
    return out;
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

TEST_CASE("a buyer who is not a customer is told where and how to use the invitation code") {
    Footer footer;
    footer.invitation = invitation();
    footer.invitation->link.clear();
    CHECK(footer_lines(Language::english, footer, 24) == Lines{"Collect points with", "every purchase.",
                                                               "Enter the invitation", "code in the UDS app.",
                                                               "Invitation code   SHOP77"});
    CHECK(footer_lines(Language::russian, footer, 40) == Lines{"Копите баллы с каждой покупкой.",
                                                               "Введите код приглашения в приложении", "UDS.",
                                                               "Код приглашения                   SHOP77"});
    CHECK(footer_lines(Language::kazakh, footer, 40) == Lines{"Әр сатып алудан ұпай жинаңыз.",
                                                              "UDS қосымшасында шақыру кодын енгізіңіз.",
                                                              "Шақыру коды                       SHOP77"});
    footer.invitation->code.clear();
    CHECK(footer_lines(Language::english, footer, 24).empty());
}

TEST_CASE("a link to join stands before the code, with or without a QR code beside it") {
    Footer footer;
    footer.invitation = invitation();
    footer.invitation->earns_points = false;
    CHECK(footer_lines(Language::english, footer, 48) ==
          Lines{"Join the programme by this link:", "https://shop.example/j",
                "Or enter the invitation code in the UDS app.",
                "Invitation code                           SHOP77"});
    footer.invitation->qr_code = true;
    CHECK(footer_lines(Language::russian, footer, 48).front() ==
          "Вступите в программу по QR-коду или по ссылке:");
}

TEST_CASE("the footer of an unregistered phone says that the points wait and how to join") {
    Footer footer;
    footer.with_card = true;
    footer.waits = true;
    footer.waiting = Points(2'450);
    footer.invitation = invitation();
    footer.invitation->link.clear();
    CHECK(
        footer_lines(Language::english, footer, 48) ==
        Lines{"Points waiting for you                     24.50",
              "The points for this purchase wait for you:", "register in the UDS app with your phone number.",
              "Enter the invitation code in the UDS app.",
              "Invitation code                           SHOP77"});
    CHECK(footer_lines(Language::russian, footer, 48).front() ==
          "Вас ждут баллы                             24,50");
}

TEST_CASE("a voucher is printed in the place of the invitation, with its points, code and time") {
    Footer footer;
    footer.invitation = invitation();
    footer.voucher = Voucher{Points(5'000), "900001", "01.03.2026 18:00"};
    CHECK(footer_lines(Language::russian, footer, 48) ==
          Lines{"Баллы за эту покупку                       50,00",
                "Чтобы получить эти баллы, отсканируйте QR-код в", "приложении UDS.",
                "Код ваучера                               900001",
                "Действует до                    01.03.2026 18:00"});
    CHECK(footer_lines(Language::kazakh, footer, 48).front() ==
          "Осы сатып алу үшін ұпай                    50,00");
}

TEST_CASE("a time is written as the language writes it, by the shop's clock") {
    const auto time = *parse_timestamp("2026-12-31T22:05:30Z");
    CHECK(date_and_time(Language::russian, time, std::chrono::minutes(180)) == "01.01.2027 01:05");
    CHECK(date_and_time(Language::kazakh, time, std::chrono::minutes(0)) == "31.12.2026 22:05");
    CHECK(date_and_time(Language::english, time, std::chrono::minutes(-30)) == "2026-12-31 21:35");
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
                    footer.invitation = invitation();
                    footer.waits = with_card && offline;
                    footer.waiting = Points(12'345);
                    if (!with_card && offline)
                        footer.voucher = Voucher{Points(12'345), "900001", "01.03.2026 18:00"};
                    footer.with_card = with_card;
                    footer.offline = offline;
                    footer.award_confirmed = !offline;
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
