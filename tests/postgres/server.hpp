#pragma once
#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tillpoints::test {

/// What a server has beside or instead of what all have.
struct PostgresOptions {
    std::vector<std::string> initdb{};    ///< more words for initdb
    std::vector<std::string> settings{};  ///< "autovacuum=off"
    /// No file of the server can grow beyond; as on a full disk, writes fail. Not less than a file of the
    /// log (--wal-segsize).
    std::optional<std::uint64_t> most_file_bytes{};
};

/// A PostgreSQL server of the test's own: in a temporary folder, on a Unix socket there, with a password,
/// everything synced to disk. Run as root it is the user postgres that it belongs to. Other servers of the
/// machine are not touched. Ends with this, or with the process that started it.
class PostgresServer {
  public:
    /// Throws std::runtime_error, with what the server said, if it cannot be made.
    explicit PostgresServer(PostgresOptions options = {});
    /// A streaming standby of another one, made from a copy of it. It asks for nothing but to be up to date;
    /// that the other waits for it is the other's setting (synchronous_standby_names).
    explicit PostgresServer(const PostgresServer& primary, PostgresOptions options);
    ~PostgresServer();
    PostgresServer(const PostgresServer&) = delete;
    PostgresServer& operator=(const PostgresServer&) = delete;

    /// The connection string of a place where nothing is yet: a schema of its own, which is made faster than
    /// a database. Its sessions bear its name (application_name).
    std::string new_database();

    /// Runs statements as the superuser; the first value of the last, or nothing.
    std::string run(const std::string& sql) const;

    /// Where its socket is: what libpq calls its host.
    const std::string& host() const { return folder_; }
    /// A standby becomes a primary, whatever became of its own.
    void promote() const;

    /// As by a power cut; `start` recovers.
    void crash();
    /// kill -9 of every process of it; `start` recovers.
    void kill();
    void start();

    /// As long as this lives the server takes new connections and says nothing to them.
    class Silence {
      public:
        explicit Silence(const PostgresServer& server);
        ~Silence();
        Silence(const Silence&) = delete;

      private:
        pid_t pid_;
    };

    static constexpr auto password = "s3cr3t-of-the-books";

  private:
    void make_folder();
    std::string connection_string() const;
    std::string log() const;

    const PostgresOptions options_;
    std::string binaries_;
    std::string folder_;
    pid_t pid_ = -1;
    int databases_ = 0;
};

/// The server of this test program, started when first asked for.
PostgresServer& postgres();

}  // namespace tillpoints::test
