#include "cloud/storage/repositories/personal_data_repository.hpp"

#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud {
namespace {

constexpr auto cashier_name = "(SELECT k.name FROM cashiers k WHERE k.id = cashier)";
constexpr auto branch_name = "(SELECT b.name FROM branches b WHERE b.id = branch)";

std::vector<HeldTable> tables_of_customers() {
    using enum HeldKind;
    const auto by = HeldBy::customer;
    return {
        {"customers",
         "id",
         by,
         {{"uid", text},
          {"name", text},
          {"phone", text},
          {"birth_date", text},
          {"created", moment},
          {"inviter", customer},
          {"source", text},
          {"imported", flag},
          {"blocked", flag},
          {"may_owe", flag},
          {"balance", amount},
          {"cash_spent", amount},
          {"redeemed", amount},
          {"purchases", number},
          {"full_refunds", number},
          {"invited", number},
          {"effective_invited", number},
          {"last_transaction", moment},
          {"last_purchase", moment},
          {"last_expiry", moment},
          {"last_gift", moment},
          {"period_since", moment},
          {"next_due", moment}}},
        {"operations",
         "customer",
         by,
         {{"id", number},
          {"created", moment},
          {"state", number},
          {"cashier", text, cashier_name},
          {"number", text},
          {"origin", number},
          {"total", amount},
          {"cash", amount},
          {"points", amount},
          {"award", amount},
          {"certificate", amount},
          {"branch", text, branch_name},
          {"shown", number}},
         {"nonce", "nonce_copy", "number_copy"}},
        {"codes", "customer", by, {{"expires", moment}, {"used", flag}, {"order_id", number}}, {"code"}},
        {"vouchers", "collected_by", by, {{"points", amount}, {"expires", moment}}, {"code"}},
        {"certificates",
         "customer",
         by,
         {{"nominal", amount},
          {"share", amount},
          {"valid_from", moment},
          {"valid_to", moment},
          {"state", number}},
         {"code"}},
        {"customer_tags", "customer", by, {{"tag", text, "(SELECT t.name FROM tags t WHERE t.id = tag)"}}},
        {"deferrals", "customer", by, {{"purchase", number}, {"due", moment}}},
        {"orders",
         "customer",
         by,
         {{"id", number},
          {"created", moment},
          {"state", number},
          {"status", number},
          {"points", amount},
          {"content", document},
          {"operation", number},
          {"settled", document}}},
        {"cards", "customer", by, {{"kind", number}, {"blocked", flag}}, {"code"}},
        {"gifts",
         "customer",
         by,
         {{"id", number}, {"points", amount}, {"given", moment}, {"lapses", moment}, {"over", flag}}},
        {"point_requests",
         "customer",
         by,
         {{"id", number},
          {"asked", moment},
          {"person", number},
          {"points", amount},
          {"reason", text},
          {"state", number},
          {"decided_by", number}},
         {"request_key"}},
        {"messages",
         "customer",
         by,
         {{"id", number},
          {"created", moment},
          {"reference", text},
          {"address", text},
          {"channel", number},
          {"purpose", number},
          {"template", text},
          {"language", number},
          // A code that was sent lets whoever knows it confirm.
          {"content", document, "CASE WHEN purpose = 0 THEN '{}' ELSE content END"},
          {"state", number},
          {"tries", number},
          {"due", moment},
          {"expires", moment},
          {"changed", moment},
          {"note", text}}},
        {"card_holders",
         "customer",
         by,
         {{"language", number}, {"invitation", text}, {"since", moment}},
         {"card"}},
        {"consents", "customer", by, {{"channel", number}, {"given", flag}, {"changed", moment}}},
        {"telegram_chats",
         "customer",
         by,
         {{"chat", number}, {"language", number}, {"invitation", text}, {"is_open", flag}}},
        // The address lets whoever knows it and the keys write to the browser.
        {"push_subscriptions",
         "customer",
         by,
         {{"id", number}, {"created", moment}},
         {"endpoint", "public_key", "secret"}},
        {"campaign_members", "customer", by, {{"campaign", number}, {"held_out", flag}, {"told", flag}}},
        {"customer_notes", "customer", by, {{"id", number}, {"written", moment}, {"note", text}}, {"person"}},
        {"draw_participants", "customer", by, {{"draw", number}, {"tickets", number}}},
        {"draw_winners",
         "customer",
         by,
         {{"draw", number}, {"place", number}, {"state", number}, {"told", flag}}},
        {"redemption_confirmations",
         "customer",
         by,
         {{"points", amount},
          {"means", number},
          {"tries", number},
          {"created", moment},
          {"expires", moment},
          {"given", flag},
          {"used_by", number}},
         {"id", "hash"}},
        {"customer_pins", "customer", by, {{"changed", moment}}, {"hash"}}};
}

std::vector<HeldTable> other_tables() {
    using enum HeldKind;
    return {
        {"ratings",
         "operation",
         HeldBy::customer,
         {{"operation", number},
          {"created", moment},
          {"stars", number},
          {"comment", text},
          {"branch", number},
          {"answer", text},
          {"answered", moment}},
         {"answered_by"},
         "ratings WHERE operation IN (SELECT o.id FROM operations o WHERE o.customer = ?)"},
        {"purchase_parts",
         "operation",
         HeldBy::customer,
         {{"operation", number}, {"skip_loyalty", amount}, {"unredeemable", amount}},
         {},
         "purchase_parts WHERE operation IN (SELECT o.id FROM operations o WHERE o.customer = ?)"},
        {"one_time_codes", "phone", HeldBy::phone, {{"expires", moment}, {"tries", number}}, {"hash"}},
        {"card_sessions", "phone", HeldBy::phone, {{"created", moment}, {"used", moment}}, {"id", "token"}},
        {"messages_to_phone",
         "address",
         HeldBy::phone,
         {{"created", moment}, {"purpose", number}},
         {},
         "messages WHERE customer IS NULL AND address = ?"},
        {"messages_to_chat",
         "address",
         HeldBy::customer,
         {{"created", moment}, {"purpose", number}},
         {},
         "messages WHERE customer IS NULL AND address IN (SELECT CAST(t.chat AS TEXT) FROM telegram_chats t"
         " WHERE t.customer = ?)"},
        {"points_history",
         "account",
         HeldBy::account,
         {{"created", moment}, {"cause", text}, {"operation", number}, {"points", amount}},
         {},
         "postings p JOIN entries e ON e.id = p.entry WHERE p.account = ?"},
        {"carried_sums",
         "account",
         HeldBy::account,
         {{"cause", text}, {"day", number}, {"points", amount}},
         {"chunk"}},
        {"actions",
         "subject",
         HeldBy::subject,
         {{"moment", moment}, {"person", number}, {"action", text}, {"detail", text}}}};
}

bool is_text(HeldKind kind) {
    return kind == HeldKind::text || kind == HeldKind::document;
}

std::string statement_of(const HeldTable& table) {
    std::string out = "SELECT ";
    for (const auto& column : table.columns) {
        if (&column != &table.columns.front()) out += ", ";
        out += column.expression ? column.expression : column.name;
    }
    out += " FROM ";
    out += table.from ? table.from : std::string(table.name) + " WHERE " + table.key + " = ?";
    return out + " ORDER BY 1 LIMIT ?";
}

}  // namespace

std::span<const HeldTable> held_tables() {
    static const auto all = [] {
        auto tables = tables_of_customers();
        for (auto& table : other_tables()) tables.push_back(std::move(table));
        return tables;
    }();
    return all;
}

std::vector<std::vector<HeldValue>> PersonalDataRepository::rows(const HeldTable& table,
                                                                 ParticipantId customer,
                                                                 const std::optional<Phone>& phone,
                                                                 const std::string& subject, int most) {
    std::vector<std::vector<HeldValue>> out;
    if (table.by == HeldBy::phone && !phone) return out;
    auto query = connection_.query(statement_of(table));
    switch (table.by) {
        case HeldBy::customer:
            query.bind(customer.value);
            break;
        case HeldBy::phone:
            query.bind(phone->e164());
            break;
        case HeldBy::account:
            query.bind("customer/" + std::to_string(customer.value));
            break;
        case HeldBy::subject:
            query.bind(subject);
            break;
    }
    query.bind(most);
    while (query.next()) {
        auto& row = out.emplace_back();
        for (const auto& column : table.columns)
            row.push_back(is_text(column.kind) ? HeldValue{{}, query.maybe_text()}
                                               : HeldValue{query.maybe_integer(), {}});
    }
    return out;
}

}  // namespace tillpoints::cloud
