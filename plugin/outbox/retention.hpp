#pragma once
#include <optional>
#include <string>

#include "plugin/outbox/entries_table.hpp"
#include "plugin/outbox/sessions_table.hpp"
#include "plugin/outbox/values_table.hpp"

namespace tillpoints::outbox {

/// Forgets what is over and old, a few records at a time, and gives the file's free pages back. A round goes
/// through the tables once: first who the customers were, then whole records from the oldest on, then the
/// file.
class Forgetting {
  public:
    Forgetting(Database& database, EntriesTable& entries, SessionsTable& sessions, ValuesTable& values);

    /// One slice, in one transaction. True: the round is not over.
    bool slice(const Retention& retention, Timestamp now);

  private:
    enum class Stage { identities_of_entries, identities_of_sessions, old_entries, old_sessions, free_pages };
    /// How far identities of a table are erased.
    struct Place {
        const char* name;
        std::optional<std::int64_t> erased = {};  ///< up to this row nothing is left to do, ever
        std::int64_t seen = 0;                    ///< looked at in this round
        bool unbroken = true;                     ///< every row of this round so far is done for ever
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
    Place entries_place_{"forgotten/facts"};
    Place sessions_place_{"forgotten/sessions"};
};

}  // namespace tillpoints::outbox
