#pragma once
#include "cloud/storage/postgres_session.hpp"
#include "cloud/storage/reading_pace.hpp"

namespace tillpoints::cloud {

/// The rows of one execution of a SELECT, fetched a part at a time with rests between. It is used within one
/// transaction, at whose end the server drops it.
class PostgresCursor {
  public:
    /// The session and the pace must outlive it; no other cursor of this name may be open.
    PostgresCursor(PostgresSession& session, ReadingPace& pace, std::string name, const std::string& sql,
                   const PostgresSession::Values& values);

    /// The next rows; none behind the last. Throws StorageFailed.
    PostgresRows fetch();
    bool at_end() const { return at_end_; }

  private:
    void rest_after(ReadingPace::Duration took);

    PostgresSession& session_;
    ReadingPace& pace_;
    const std::string name_;
    bool at_end_ = false;
};

}  // namespace tillpoints::cloud
