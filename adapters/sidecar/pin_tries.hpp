#pragma once
#include <chrono>
#include <map>
#include <string>

namespace tillpoints::sidecar {

/// Makes PINs slow to guess: after a few wrong ones an employee, and an address, must wait before the next
/// try, each time twice as long. Pure; the caller tells the time.
class PinTries {
  public:
    using Time = std::chrono::steady_clock::time_point;

    /// How long this employee or this address still has to wait; zero: a try may begin.
    std::chrono::seconds wait(const std::string& employee, const std::string& address, Time now) const;
    /// A try begins. It counts as wrong until `was_right`, so that tries at the same time cannot pass
    /// together.
    void begin(const std::string& employee, const std::string& address, Time now);
    /// Clears the employee's wrong tries. Those of the address stay, because whoever knows one PIN could
    /// clear them to guess another.
    void was_right(const std::string& employee, const std::string& address);

  private:
    struct Count {
        int wrong = 0;
        Time last{};
    };
    static std::chrono::seconds pause_after(int wrong, int free);
    static std::chrono::seconds left(const std::map<std::string, Count>& counts, const std::string& who,
                                     int free, Time now);
    static void forget_old(std::map<std::string, Count>& counts, Time now);

    std::map<std::string, Count> of_employee_;
    std::map<std::string, Count> of_address_;
};

}  // namespace tillpoints::sidecar
