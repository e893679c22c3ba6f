#pragma once
#include <array>
#include <string_view>

#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud::test {

/// The tables that grow with customers, purchases and years; the others stay as small as the shop.
inline constexpr std::array<std::string_view, 25> growing_tables{
    "balances",     "cards",      "certificates",  "codes",          "customer_tags",
    "customers",    "deferrals",  "entries",       "gifts",          "goods",
    "images",       "operations", "orders",        "postings",       "ratings",
    "receipts",     "vouchers",   "webhooks",      "messages",       "consents",
    "card_holders", "departed",   "card_sessions", "one_time_codes", "telegram_chats"};

/// Fills a new database with at least 100 000 rows in each of these tables.
void fill_large_database(Connection& connection);

/// The uid of one of their customers, who invited ten others.
inline constexpr auto a_customer = "00000000-0000-4000-8000-100000000077";

}  // namespace tillpoints::cloud::test
