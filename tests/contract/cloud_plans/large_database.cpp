#include "large_database.hpp"

#include "cloud/storage/schema.hpp"
#include "protocol/json.hpp"
#include "protocol/loyalty/orders.hpp"

namespace tillpoints::cloud::test {
namespace {

/// A hundred thousand rows of a table, numbered by i; in SQL that every database understands.
std::string rows(const std::string& columns, const std::string& values, const std::string& from = "n") {
    return "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) INSERT INTO " +
           columns + " SELECT " + values + " FROM " + from;
}

const std::string past = "1760000000000";    ///< October 2025
const std::string future = "1900000000000";  ///< 2030

}  // namespace

void fill_large_database(Connection& connection) {
    migrate(connection);
    connection.begin(Access::write);
    const auto sides = "n CROSS JOIN (SELECT 1 AS sign UNION ALL SELECT -1) s";
    for (const auto& statement : {
             std::string("INSERT INTO branches (name) VALUES ('b1'), ('b2'), ('b3'), ('b4'), ('b5')"),
             rows("customers (uid, name, phone, birth_date, inviter, created)",
                  "'00000000-0000-4000-8000-' || (100000000000 + i), 'N' || i, '+7' || (7010000000 + i),"
                  " '1990-' || substr('' || (101 + i % 12), 2) || '-' || substr('' || (101 + i / 12 % 28), "
                  "2), CASE WHEN i >= 10 THEN i / 10 END, " +
                      past),
             rows("operations (created, state, customer, nonce, number, origin, total, cash, points, award)",
                  past + " + i, CASE WHEN i % 10 = 0 THEN 2 ELSE 0 END, i, 'nonce' || i, 'number' || i,"
                         " CASE WHEN i % 10 = 0 THEN i - 1 END, 1000, 900, 100, 9"),
             rows("entries (created, cause, operation)", past +
                                                             " + i, CASE WHEN i % 20 = 0 THEN 'expiry' WHEN "
                                                             "i % 2 = 0 THEN 'award' ELSE 'redemption' END,"
                                                             " i"),
             rows("postings (entry, account, points)",
                  "i, CASE WHEN sign = 1 THEN 'customer/' || i ELSE 'programme/awards' END, sign * 100",
                  sides),
             rows("balances (account, points, may_owe)", "'certificate/C' || i, 5000, 0"),
             rows("codes (code, customer, expires)", "'code' || i, i, " + future),
             rows("cards (code, customer, kind, blocked)", "'card-' || i, i, 0, 0"),
             rows("certificates (code, customer, nominal, share, valid_from, valid_to, state)",
                  "'C' || i, i, 5000, 500, " + past + ", " + future +
                      ", CASE WHEN i % 2 = 0 THEN 0 ELSE 2 END"),
             std::string("INSERT INTO tags (name) VALUES ('wholesale')"),
             rows("customer_tags (customer, tag)", "i, 1"),
             rows("deferrals (purchase, customer, due)", "i, i, " + future),
             rows("gifts (customer, points, given, lapses, over)",
                  "i, 100, " + past + ", " + future + ", CASE WHEN i % 2 = 0 THEN 0 ELSE 1 END"),
             rows("goods (created, node, category, name, external_id, hidden, data)",
                  past + ", i / 50 + 1, 0, 'Ware', 'ware' || i, 0, '" + dump(to_json(loyalty::GoodsData())) +
                      "'"),
             rows("images (id, token, content_type, expires)", "'image' || i, 'token', 'image/png', " + past),
             rows("orders (created, customer, state, points, content)",
                  past + ", i, 0, 0, '" + dump(to_json(loyalty::OrderContent())) + "'"),
             rows("ratings (operation, created, stars, branch)", "i, " + past + ", 5, i % 5 + 1"),
             rows("vouchers (code, points, expires)", "'voucher' || i, 100, " + past),
             rows("receipts (id, created, total)", "'receipt' || i, " + past + ", 1000"),
             rows("failed_lookups (who, kind, full_at, failures, emptied)",
                  "'cashier/' || i, 0, " + future + ", 1, CASE WHEN i % 100 = 0 THEN " + past + " END"),
             rows("people (login, name, role, password, must_change, totp_step, blocked, created)",
                  "'login' || i, 'Somebody', 2, 'hash', 0, 0, 0, " + past),
             rows("console_sessions (digest, person, began, used)",
                  "'digest' || i, i, " + past + ", " + past),
             rows("sign_in_tries (who, wrong, last)", "'login/' || i, 1, " + past),
             rows("actions (moment, person, action, subject, detail)",
                  past + ", i, 'signed_in', 'person/' || i, ''"),
             rows("point_requests (asked, person, customer, points, reason, request_key, state)",
                  past + ", i, i, 100, 'because', 'key' || i, 1"),
             rows("campaigns (created, name, message, points, segment, reached, state, begins)",
                  past + ", 'name', '', 0, '{}', 0, 2, " + past),
             rows("campaign_members (campaign, customer, held_out, told)", "i % 100 + 1, i, 0, 1"),
             rows("draws (arranged, person, request_key, name, winners, segment, ticket_for, prize, points,"
                  " days, message, texts, seed, commitment, state, upto, newest, participants, tickets,"
                  " list_digest)",
                  past + ", i, 'key' || i, 'name', 1, '{}', 0, 0, 0, 0, '', '{}', 'seed', 'commitment' || i,"
                         " CASE WHEN i < 101 THEN 1 ELSE 0 END, 0, 0, 0, 0, ''"),
             rows("draw_participants (draw, customer, tickets)", "i % 100 + 1, i, 1"),
             std::string("UPDATE draws SET state = 2 WHERE state = 1"),
             rows("draw_winners (draw, place, customer, state, told)",
                  "i % 100 + 1, i, i, CASE WHEN i % 1000 = 0 THEN 0 ELSE 1 END, 1"),
             std::string("UPDATE draws SET state = 3 WHERE state = 2"),
             rows("webhooks (created, kind, request_id, body, tries, due)",
                  past + ", 0, 'request' || i, '{}', 3, CASE WHEN i % 100 = 0 THEN " + future + " END"),
             rows("messages (created, reference, customer, address, channel, purpose, template, language,"
                  " content, state, tries, due, changed, note)",
                  past +
                      ", 'message' || i, i, '', i % 3, i % 4, 'rate', 0, '{}', 2, 1, CASE WHEN i % 100 = 0"
                      " THEN " +
                      future + " END, " + past + ", ''"),
             rows("card_holders (customer, language, invitation, card, since)",
                  "i, 0, 'invitation' || i, 'card-' || i, " + past),
             rows("consents (customer, channel, given, changed)", "i, 0, 1, " + past),
             rows("one_time_codes (phone, hash, expires, tries)",
                  "'+7' || (7010000000 + i), 'hash', " + future + ", 0"),
             rows("card_sessions (id, phone, token, created, used)",
                  "'session' || i, '+7' || (7010000000 + i), 'token', " + past + ", " + future),
             rows("departed (digest, moment)", "'digest' || i, " + past),
             rows("fleet_terminals (name, token, heartbeat, offered, before_it, first_of)",
                  "'terminal' || i, 'token' || i, '', 0, '', 0"),
             rows("fleet_rollouts (number, created, document, share, watch, tolerated, state, reason, since,"
                  " checked)",
                  "i, " + past + ", '{}', 10, 60, 0, 2, '', " + past + ", " + past),
             rows("redemption_confirmations (id, customer, points, means, hash, tries, created, expires, "
                  "given)",
                  "'confirmation' || i, i, 100, 1, 'hash', 0, " + past + ", " + future + ", 0"),
             rows("customer_pins (customer, hash, changed)", "i, 'hash', " + past),
             rows("instructions (version, retired)", "1, 0"),
             rows("instruction_versions (instruction, version, written, person, title, body, roles, test,"
                  " pass_mark, tries_a_day, valid_months, test_since)",
                  "i, 1, " + past + ", 1, 'title', 'body', 0, '', 0, 0, 0, 1"),
             rows("instruction_readings (instruction, version, person, moment)", "i, 1, i, " + past),
             rows("test_tries (instruction, version, person, began, seed, finished, answers, right_ones,"
                  " questions, passed)",
                  "i, 1, i, " + past + ", 0, " + past + ", '', 1, 1, 1"),
             rows("staff_targets (month, of_branch, id)", "'2026-' || i, 0, i"),
             rows("customer_notes (customer, person, written, note)", "i, 1, " + past + ", 'note'"),
             rows("card_views (day, page, views)", "CAST(i AS BIGINT) * 86400000, 'card', 1"),
             rows("telegram_handled (bot, update_id)", "'bot', i"),
             rows("telegram_chats (chat, customer, language, invitation, is_open)", "i * 7, i, 0, '', 1"),
         })
        connection.execute(statement);
    // As the cloud would have left them beside these postings.
    connection.execute("UPDATE customers SET balance = 100, purchases = 1, last_purchase = " + past);
    connection.commit();
}

}  // namespace tillpoints::cloud::test
