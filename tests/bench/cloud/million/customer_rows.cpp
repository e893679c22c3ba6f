#include "books_rows.hpp"

namespace tillpoints::cloud::test {
namespace {

std::string spread_over(const Moments& moments, std::int64_t count) {
    return text_of(moments.begin) + " + i * " + text_of((moments.now - moments.begin) / (count + 1));
}

/// Nobody's birthday is near, or the first sweep would give a certificate to a twelfth of all customers.
std::string birth_dates(const Moments& moments) {
    const std::chrono::year_month_day today{
        std::chrono::floor<std::chrono::days>(Timestamp(std::chrono::milliseconds(moments.now)))};
    const auto month = "((" + text_of(unsigned(today.month()) + 1) + " + i % 9) % 12)";
    return "CASE WHEN i % 3 = 0 THEN '' || (1950 + i % 55) || '-' || substr('' || (101 + " + month +
           "), 2) || '-' || substr('' || (101 + i % 28), 2) END";
}

std::string names() {
    const auto first = one_of(
        "i", {"Анна", "Мария", "Елена", "Ольга", "Айгуль", "Динара", "Иван", "Сергей", "Ерлан", "Алексей",
              "Тимур", "Наталья", "Асель", "Дмитрий", "Юлия", "Болат", "Михаил", "Гульнара", "Татьяна"});
    const auto last =
        one_of("(i / 19)", {"Ахметова", "Иванова", "Ким", "Смирнова", "Сериков", "Павлов", "Омаров", "Цой",
                            "Волкова", "Жумабаев", "Лебедева", "Новик", "Абенова"});
    return "(" + first + ") || ' ' || (" + last + ") || ' ' || (i % 9973)";
}

}  // namespace

std::vector<std::string> customer_rows(const BooksSize& size, const Moments& moments) {
    const auto all = size.customers;
    // Early ones bring more friends than late ones.
    const auto inviter =
        "CASE WHEN i % 4 = 0 THEN 1 + " + drawn(7) + " * " + drawn(7) + " / 1000003 * (i - 1) / 1000003 END";
    const auto days = [](int count) { return text_of(std::int64_t{count} * 86'400'000); };
    const auto now = text_of(moments.now);
    return {
        rows(all, "customers (uid, name, phone, birth_date, inviter, created, source, imported)",
             "CASE WHEN i % 20 <> 0 THEN '00000000-0000-4000-8000-' || (100000000000 + i) END, " + names() +
                 ", '+7' || (7010000000 + i), " + birth_dates(moments) + ", " + inviter + ", " +
                 spread_over(moments, all) + ", " +
                 one_of("i", {"instagram", "vk", "channel", "taplink", "telegram"}) +
                 ", CASE WHEN i % 20 = 0 THEN 1 ELSE 0 END"),
        rows(8, "tags (name)",
             one_of("i",
                    {"vip", "wholesale", "staff", "pensioner", "student", "press", "birthday", "complaint"})),
        rows(all / 5, "customer_tags (customer, tag)", "i * 5, 1 + i % 8"),
        rows(all / 100, "customer_notes (customer, person, written, note)",
             "i * 100, 1, " + now + ", 'note ' || i"),
        std::string("INSERT INTO customer_notes (customer, person, written, note) SELECT 1, person, written, "
                    "note FROM"
                    " customer_notes WHERE id <= 500"),
        rows(all, "cards (code, customer, kind, blocked)", "'card-' || i, i, i % 3, 0"),
        rows(all / 2, "card_holders (customer, language, invitation, card, since)",
             "i, i % 3, 'invitation' || i, 'card-' || i, " + spread_over(moments, all)),
        rows(all / 2, "consents (customer, channel, given, changed)",
             "i, i % 3, CASE WHEN i % 4 = 0 THEN 0 ELSE 1 END, " + spread_over(moments, all)),
        rows(all / 5, "telegram_chats (chat, customer, language, invitation, is_open)",
             "i * 7, i, i % 3, '', CASE WHEN i % 11 = 0 THEN 0 ELSE 1 END"),
        rows(all / 2,
             "messages (created, reference, customer, address, channel, purpose, template, language, content,"
             " state, tries, due, changed, note)",
             spread_over(moments, all / 2) +
                 ", 'campaign/1/' || i, i, '', i % 3, 2, 'text', 0, '{}', CASE WHEN i % 5 = 2 THEN 4 ELSE 2 "
                 "END, 1,"
                 " NULL, " +
                 now + ", ''"),
        rows(all / 5, "gifts (customer, points, given, lapses, over)",
             "i * 5, 10000, " + spread_over(moments, all / 5) + ", NULL, 1"),
        rows(all / 2, "failed_lookups (who, kind, full_at, failures)", "'old/' || i, 0, " + now + ", 1"),
        rows(all / 10, "certificates (code, customer, nominal, share, valid_from, valid_to, state)",
             "'C' || i, i * 10, 500000, 500, " + now + " - " + days(3) + ", " + now + " + " + days(30) +
                 ", 0"),
        rows(100, "actions (moment, person, action, subject, detail)",
             now + ", 1, 'customer_shown', 'customer/' || (1100000000000 + i), ''"),
        std::string(
            "INSERT INTO actions (moment, person, action, subject, detail) SELECT a.moment, 1, a.action,"
            " a.subject, '' FROM actions a CROSS JOIN (SELECT id FROM customers WHERE id <= " +
            text_of(all / 1000) + ") c"),
    };
}

}  // namespace tillpoints::cloud::test
