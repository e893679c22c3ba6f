#pragma once
#include <optional>
#include <string>

#include "plugin/outbox/entries_table.hpp"
#include "plugin/outbox/sessions_table.hpp"
#include "plugin/outbox/values_table.hpp"

namespace tillpoints::outbox {

/// The named value that holds the row up to which all entries name nobody.
inline constexpr const char* erased_entries = "forgotten/facts";
/// The same for sessions.
inline constexpr const char* erased_sessions = "forgotten/sessions";

/// Erases who the customer and the cashier of an entry were, which is over.
void erase_identity(OutboxEntry& entry, EntriesTable& entries);

/// Erases old finished records, a few at a time, and returns the file's free pages. A round goes through the
/// tables once: first it erases the customers' identities, then whole records from the oldest on, then it
/// shrinks the file.
class Forgetting {
  public:
    Forgetting(Database& database, EntriesTable& entries, SessionsTable& sessions, ValuesTable& values);

    /// One slice, in one transaction. True if the round is not complete.
    bool slice(const Retention& retention, Timestamp now);

  private:
    enum class Stage { identities_of_entries, identities_of_sessions, old_entries, old_sessions, free_pages };
    /// How far the identities of a table are erased.
    struct Place {
        const char* name;
        std::optional<std::int64_t> erased = {};  ///< up to this row all identities are erased for good
        std::int64_t seen = 0;                    ///< the last row read in this round
        bool unbroken = true;                     ///< every row read in this round so far is erased for good
    };
    struct OldEntry;

    bool identities_of_entries(const Retention& retention, Timestamp now);
    bool identities_of_sessions(const Retention& retention, Timestamp now);
    bool old_entries(const Retention& retention, Timestamp now);
    bool old_sessions(const Retention& retention, Timestamp now);
    bool free_pages();

    void begin(Place& place);
    void pass(Place& place, std::int64_t seq, bool done);
    bool go_on(Place& place, std::size_t rows);
    void remember(const Place& place, std::int64_t erased_before);
    std::vector<OldEntry> entries_after(std::int64_t seq);
    bool holds(Statement& question, const std::string& about);
    void drop(Statement& statement, const std::string& key);
    void drop_bare_receipt(const std::string& receipt);

    Database& database_;
    EntriesTable& entries_;
    SessionsTable& sessions_;
    ValuesTable& values_;
    Statement entries_after_;
    Statement sessions_after_;
    Statement has_entries_;
    Statement has_session_;
    Statement has_open_returns_;
    Statement drop_entry_;
    Statement drop_session_;
    Statement drop_journal_;
    Statement drop_receipt_;
    Stage stage_ = Stage::identities_of_entries;
    Place entries_place_{erased_entries};
    Place sessions_place_{erased_sessions};
};

}  // namespace tillpoints::outbox
