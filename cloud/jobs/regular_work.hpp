#pragma once
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace tillpoints::cloud {

/// Does a piece of work again and again on a thread of its own, because its transactions may wait for the
/// database: after a pause, or where there is more to do after a moment in which requests get the database.
/// What it throws is written to the standard error, and it is tried again after the pause. Its end waits for
/// the piece that is under way.
class RegularWork {
  public:
    /// Answers whether there is more to do.
    using Work = std::function<bool()>;

    /// `name` stands in front of what went wrong.
    RegularWork(std::string name, std::chrono::milliseconds pause, Work work);
    ~RegularWork();
    RegularWork(const RegularWork&) = delete;
    RegularWork& operator=(const RegularWork&) = delete;

  private:
    void run();
    bool try_work();

    std::string name_;
    std::chrono::milliseconds pause_;
    Work work_;
    std::mutex mutex_;
    std::condition_variable end_;
    bool ending_ = false;
    std::thread thread_;
};

}  // namespace tillpoints::cloud
