#pragma once
#include <span>
#include <vector>

/// The statements of the migrations. Migration N leads from schema N to N + 1. Never change one, only append
/// to the last list. Amounts are hundredths, times are milliseconds since 1970. They are written in SQLite's
/// dialect and translated for other databases (Connection::translate), which understands these words only:
/// INTEGER, TEXT, INTEGER PRIMARY KEY AUTOINCREMENT, STRICT, WITHOUT ROWID; and triggers of the form
/// `CREATE TRIGGER name BEFORE change ON table WHEN (condition) BEGIN SELECT RAISE(ABORT, 'why'); END;`.
namespace tillpoints::cloud {

struct Migration;

/// The first ones: the ledger, and what tills and the back office need.
std::span<const char* const> ledger_migrations();
/// Those that follow: people of the company, customers' cards, messages, campaigns.
std::span<const char* const> people_migrations();
/// Prize draws, and what campaigns got later.
std::span<const char* const> campaign_migrations();
/// What the company's people learn.
std::span<const char* const> training_migrations();
/// What the company tells of itself, and how it changes its programme.
std::span<const char* const> company_migrations();
/// What the company's people are to reach, and what they note of customers.
std::span<const char* const> staff_migrations();
/// How what is held of one customer is found.
std::span<const char* const> contacts_migrations();
/// What campaigns offer with dates.
std::span<const char* const> offer_migrations();
/// What large books need of PostgreSQL.
std::vector<Migration> large_books_migrations();
/// Which updates the bot has handled.
std::span<const char* const> telegram_migrations();
/// How often the card is looked at.
std::span<const char* const> view_migrations();
/// Videos of what people learn.
std::span<const char* const> video_migrations();
/// The ledger in chunks that can be archived.
std::vector<Migration> chunk_migrations();
/// What lets pages answer at once where a table has a million rows.
std::vector<Migration> page_migrations();
/// Which browsers are told.
std::vector<Migration> push_migrations();
/// What the shop answers to ratings.
std::vector<Migration> review_migrations();

}  // namespace tillpoints::cloud
