#pragma once
#include <memory>
#include <string>

#include "driver.hpp"

namespace tillpoints::bench {

/// The least a client of the loyalty cloud can be: blocking calls over one kept TLS connection with
/// TCP_NODELAY, which resumes its session where the connection was closed meanwhile.
class BareClient {
  public:
    /// `config` is the configuration of a plugin.
    explicit BareClient(const Json& config);
    ~BareClient();

    /// The uid of the customer. `query` begins with "phone=" or "code=".
    std::string find(const std::string& query);
    /// `customer` is JSON: `"code":...` or `"participant":...`.
    void purchase(const std::string& customer, int points, int number);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// A file that is appended to and synced.
class SyncedFile {
  public:
    explicit SyncedFile(const std::string& path);
    ~SyncedFile();
    SyncedFile(const SyncedFile&) = delete;
    SyncedFile& operator=(const SyncedFile&) = delete;
    /// About as much as one step of a sale has to keep.
    void append_and_sync();

  private:
    int file_;
};

}  // namespace tillpoints::bench
