#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace tillpoints::cloud {

/// Where a PostgreSQL database is, in the form that libpq takes.
class PostgresTarget {
  public:
    using Parameters = std::vector<std::pair<std::string, std::string>>;
    explicit PostgresTarget(Parameters parameters);

    /// Ended by a null pointer. Valid as long as this.
    std::vector<const char*> keywords() const;
    std::vector<const char*> values() const;

    /// A description for people, without the password.
    std::string description() const;
    std::string without_password(std::string message) const;

  private:
    std::string value_of(std::string_view keyword) const;

    Parameters parameters_;
};

/// From a URI or a list of keywords and values. Throws StorageFailed, whose message never repeats what was
/// given, because it may contain a password.
PostgresTarget read_postgres_target(const std::string& database);

/// `?` becomes `$1`, `$2`...; those inside quotes stay.
std::string with_numbered_parameters(std::string_view sql);

/// A migration in PostgreSQL's words.
std::string to_postgres_dialect(std::string migration);

/// Was the transaction aborted because of another one, so that it may succeed when run again?
bool is_conflict(std::string_view sqlstate);
/// Is there such a row already? If another transaction wrote it at the same time, the work finds it when it
/// is run again.
bool is_duplicate(std::string_view sqlstate);
/// Did it wait too long for a lock?
bool is_lock_timeout(std::string_view sqlstate);

}  // namespace tillpoints::cloud
