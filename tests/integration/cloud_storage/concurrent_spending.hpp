#pragma once
#include <atomic>
#include <chrono>
#include <map>
#include <thread>

#include "deployment.hpp"

namespace tillpoints::cloud::test {

/// Many tills that spend from few accounts for a while, every purchase sent twice under one nonce, to
/// different processes where there are several; what gets no clear answer is sent until it does.
class ConcurrentSpending {
  public:
    static constexpr int terminals = 64;
    static constexpr int customers = 10;

    /// Makes the customers and begins.
    ConcurrentSpending(CloudDeployment& clouds, std::chrono::seconds time);
    /// Waits for the end.
    ~ConcurrentSpending();

    /// Checks that the books agree with what the tills were answered.
    void finish();
    /// How often no answer came, of those that were not clear.
    int unanswered() const { return unanswered_; }

  private:
    using Times = std::chrono::steady_clock;

    void spend(int terminal);
    /// The price of one purchase, so that there is always something to fight for. Lost or doubled: no matter.
    static void give(Client& line, int customer);
    /// Nothing if it was refused.
    std::optional<OperationId> insist(std::unique_ptr<Client>& line, int process, const loyalty::Call& call);

    CloudDeployment& clouds_;
    Times::time_point until_;
    std::atomic<int> refused_ = 0;
    std::atomic<int> unclear_ = 0;
    std::atomic<int> unanswered_ = 0;
    std::atomic<int> never_answered_ = 0;
    std::vector<std::map<std::string, OperationId>> made_{terminals};  ///< by nonce
    std::vector<std::thread> threads_;
};

}  // namespace tillpoints::cloud::test
