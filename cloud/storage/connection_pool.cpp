#include "cloud/storage/connection_pool.hpp"

namespace tillpoints::cloud {

ConnectionPool::ConnectionPool(std::unique_ptr<Connection> first, Connect connect, std::size_t most)
    : connect_(std::move(connect)), most_(most), made_(1) {
    idle_.push_back(std::move(first));
}

ConnectionPool::Lease ConnectionPool::take() {
    std::unique_lock lock(mutex_);
    const auto ticket = next_ticket_++;
    returned_.wait(lock, [&] { return served_ == ticket && (!idle_.empty() || made_ < most_); });
    ++served_;
    if (!idle_.empty()) {
        auto connection = std::move(idle_.back());
        idle_.pop_back();
        returned_.notify_all();
        return {*this, std::move(connection)};
    }
    ++made_;
    returned_.notify_all();
    lock.unlock();
    return {*this, connect()};
}

std::unique_ptr<Connection> ConnectionPool::connect() {
    try {
        return connect_();
    } catch (const StorageFailed& failure) {
        {
            const std::lock_guard lock(mutex_);
            --made_;
        }
        returned_.notify_all();
        throw TransactionNotStarted(failure.code, failure.what());
    }
}

void ConnectionPool::give_back(std::unique_ptr<Connection> connection) {
    {
        const std::lock_guard lock(mutex_);
        idle_.push_back(std::move(connection));
    }
    returned_.notify_all();
}

}  // namespace tillpoints::cloud
