#pragma once
#include <atomic>
#include <chrono>
#include <map>
#include <thread>

#include "deployment.hpp"

namespace tillpoints::cloud::test {

/// Many terminals that spend from few accounts for a while. Every purchase is sent twice under one nonce, to
/// different processes if there are several; a request without a clear answer is repeated until it has one.
class ConcurrentSpending {
  public:
    static constexpr int terminals = 64;
    static constexpr int customers = 10;

    /// Makes the customers and begins.
    ConcurrentSpending(CloudDeployment& clouds, std::chrono::seconds time);
    /// Waits for the end.
    ~ConcurrentSpending();

    /// Checks that the database agrees with the answers that the terminals got.
    void finish();
    /// How many purchases were answered so far, each counted at each of the processes that answered it.
    int sold() const { return sold_; }
    /// How often no answer came, of those that were not clear.
    int unanswered() const { return unanswered_; }

  private:
    using Times = std::chrono::steady_clock;

    void spend(int terminal);
    /// Gives a customer the price of one purchase, so that there is always something to spend. It does not
    /// matter if that is lost or doubled.
    static void give(Client& line, int customer);
    /// Nothing if it was refused.
    std::optional<OperationId> insist(std::unique_ptr<Client>& line, int process, const loyalty::Call& call);

    CloudDeployment& clouds_;
    Times::time_point until_;
    std::atomic<int> sold_ = 0;
    std::atomic<int> refused_ = 0;
    std::atomic<int> unclear_ = 0;
    std::atomic<int> unanswered_ = 0;
    std::atomic<int> never_answered_ = 0;
    std::vector<std::map<std::string, OperationId>> made_{terminals};  ///< by nonce
    std::vector<std::thread> threads_;
};

}  // namespace tillpoints::cloud::test
