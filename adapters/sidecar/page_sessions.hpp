#pragma once
#include <chrono>
#include <functional>
#include <map>
#include <string>

#include "adapters/sidecar/employees.hpp"

namespace tillpoints::sidecar {

/// A person who is signed in, in one browser.
struct PageSession {
    using Time = std::chrono::steady_clock::time_point;
    Employee employee;
    std::string terminal;
    std::string token;  ///< what the page sends with every call that changes something
    Time began{};
    Time used{};
};

/// Who is signed in. Sessions end after a while without use, and some hours after they began. They are in
/// memory only: whoever restarts the daemon signs everybody out. The caller tells the time.
class PageSessions {
  public:
    using Time = PageSession::Time;

    PageSessions(std::chrono::seconds idle, std::chrono::seconds longest) : idle_(idle), longest_(longest) {}

    /// Begins a session; its id is known to the browser only.
    std::string begin(const Employee& employee, const std::string& terminal, Time now);
    /// Null for an unknown or ended one; using it keeps it from ending.
    const PageSession* use(const std::string& id, Time now);
    /// The same question without using it.
    bool is_open(const std::string& id, Time now) const;
    void end(const std::string& id);
    /// Ends those of people who are gone, or have another PIN or role.
    void end_unless(const std::function<bool(const PageSession&)>& stays);
    void set_limits(std::chrono::seconds idle, std::chrono::seconds longest);
    std::size_t size() const { return sessions_.size(); }

  private:
    bool is_over(const PageSession& session, Time now) const;

    std::chrono::seconds idle_;
    std::chrono::seconds longest_;
    std::map<std::string, PageSession> sessions_;  ///< by the digest of the id
};

}  // namespace tillpoints::sidecar
