#pragma once
#include <sys/types.h>

#include <string>
#include <vector>

namespace tillpoints::test {

/// A PostgreSQL server of the test's own: in a temporary folder, on a Unix socket there, with a password,
/// everything synced to disk. Run as root it is the user postgres that it belongs to. Other servers of the
/// machine are not touched. Ends with this, or with the process that started it.
class PostgresServer {
  public:
    /// Throws std::runtime_error, with what the server said, if it cannot be made.
    PostgresServer();
    ~PostgresServer();
    PostgresServer(const PostgresServer&) = delete;
    PostgresServer& operator=(const PostgresServer&) = delete;

    /// The connection string of a place where nothing is yet: a schema of its own, which is made faster than
    /// a database. Its sessions bear its name (application_name).
    std::string new_database();

    /// Runs statements as the superuser; the first value of the last, or nothing.
    std::string run(const std::string& sql) const;

    /// As by a power cut; `start` recovers.
    void crash();
    void start();

    static constexpr auto password = "s3cr3t-of-the-books";

  private:
    std::string connection_string() const;
    std::string log() const;

    std::string binaries_;
    std::string folder_;
    pid_t pid_ = -1;
    int databases_ = 0;
};

/// The server of this test program, started when first asked for.
PostgresServer& postgres();

}  // namespace tillpoints::test
