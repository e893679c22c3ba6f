#pragma once
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud {

/// Connections to one database, made when they are needed. From any thread.
class ConnectionPool {
  public:
    using Connect = std::function<std::unique_ptr<Connection>()>;

    /// `first` is one of the `most`.
    ConnectionPool(std::unique_ptr<Connection> first, Connect connect, std::size_t most);

    /// A connection of the pool, for as long as this lives.
    class Lease {
      public:
        Lease(ConnectionPool& pool, std::unique_ptr<Connection> connection)
            : pool_(pool), connection_(std::move(connection)) {}
        ~Lease() { pool_.give_back(std::move(connection_)); }
        Lease(const Lease&) = delete;
        Connection& operator*() const { return *connection_; }
        Connection* operator->() const { return connection_.get(); }

      private:
        ConnectionPool& pool_;
        std::unique_ptr<Connection> connection_;
    };

    /// Waits while all are in use; who came first is served first. Throws TransactionNotStarted if none can
    /// be made.
    Lease take();

  private:
    void give_back(std::unique_ptr<Connection> connection);
    std::unique_ptr<Connection> connect();

    const Connect connect_;
    const std::size_t most_;
    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<Connection>> idle_;
    std::size_t made_;
    std::uint64_t next_ticket_ = 0;
    std::uint64_t served_ = 0;
};

}  // namespace tillpoints::cloud
