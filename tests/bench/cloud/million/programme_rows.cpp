#include "books_rows.hpp"
#include "protocol/loyalty/orders.hpp"

namespace tillpoints::cloud::test {
namespace {

std::string goods_of(loyalty::GoodsType type) {
    loyalty::GoodsData data;
    data.type = type;
    data.ware.price = Money(1'990'00);
    return "'" + dump(to_json(data)) + "'";
}

std::string order_content() {
    loyalty::OrderItem item;
    item.id = 100;
    item.name = "Ware 100";
    item.price = Money(1'990'00);
    loyalty::OrderContent content;
    content.delivery.branch = loyalty::Named{1, "Branch 1"};
    content.items = {item};
    return "'" + dump(to_json(content)) + "'";
}

std::string draw(std::int64_t id, std::int64_t participants, const std::string& now) {
    return rows(
        1,
        "draws (arranged, person, request_key, name, winners, segment, ticket_for, prize, points, days,"
        " message, texts, seed, commitment, state, upto, newest, participants, tickets, list_digest)",
        now + ", 1, 'draw-" + text_of(id) +
            "', 'Draw', 100, '{}', 0, 0, 0, 0, '', '{}', 'seed', 'commitment-" + text_of(id) +
            "', 1, 0, 0, " + text_of(participants) + ", " + text_of(participants) + ", ''");
}

}  // namespace

std::vector<std::string> programme_rows(const BooksSize& size, const Moments& moments) {
    const auto all = size.customers;
    const auto now = text_of(moments.now);
    return {
        rows(20, "goods (created, node, category, name, hidden, data)",
             now + ", 0, 1, 'Shelf ' || i, 0, " + goods_of(loyalty::GoodsType::category)),
        rows(4'000, "goods (created, node, category, name, external_id, hidden, data)",
             now + ", 1 + i % 20, 0, 'Ware ' || i, 'ware-' || i, 0, " + goods_of(loyalty::GoodsType::item)),
        // Most are handed over; the others wait on the board.
        rows(all / 10, "orders (created, customer, state, status, points, content)",
             now + " - " + text_of(all) + " + i, i, CASE WHEN i <= " + text_of(all / 10 - 300) +
                 " THEN 1 ELSE 0 END, NULL, 0, " + order_content()),
        rows(all / 5, "ratings (operation, created, stars, comment)",
             "i * 3, " + now + " - " + text_of(all) +
                 " + i, 1 + i % 5, CASE WHEN i % 4 = 0 THEN 'comment ' || i END"),
        rows(40,
             "campaigns (created, name, message, points, segment, reached, selected, state, begins, "
             "held_out, upto,"
             " newest)",
             text_of(moments.begin) + " + i * 700000000, 'Campaign ' || i, 'Come again', 0, '{}', " +
                 text_of(all / 2) + ", " + text_of(all) + ", 2, " + text_of(moments.begin) +
                 " + i * 700000000, 10, " + text_of(all) + ", " + text_of(all)),
        // One that went to everybody, and one that went to a fiftieth.
        rows(all, "campaign_members (campaign, customer, held_out, told)",
             "1, i, CASE WHEN i % 10 = 0 THEN 1 ELSE 0 END, CASE WHEN i % 10 = 0 THEN 0 ELSE 1 END"),
        rows(all / 50, "campaign_members (campaign, customer, held_out, told)", "2, i * 50, 0, 1"),
        draw(1, all, now),
        draw(2, all / 50, now),
        rows(all, "draw_participants (draw, customer, tickets)", "1, i, 1"),
        rows(all / 50, "draw_participants (draw, customer, tickets)", "2, i * 50, 1"),
        std::string("UPDATE draws SET state = 2 WHERE state = 1"),
        rows(100, "draw_winners (draw, place, customer, state, told)", "1, i, i * 3, 1, 1"),
        rows(100, "draw_winners (draw, place, customer, state, told)", "2, i, i * 50, 1, 1"),
        "UPDATE draws SET state = 3, drawn = " + now,
    };
}

}  // namespace tillpoints::cloud::test
