#include "adapters/sidecar/page_sessions.hpp"

#include <algorithm>

#include "adapters/sidecar/digest.hpp"

namespace tillpoints::sidecar {
namespace {

constexpr std::size_t most_sessions = 256;

}  // namespace

std::string PageSessions::begin(const Employee& employee, const std::string& terminal, Time now) {
    std::erase_if(sessions_, [&](const auto& each) { return is_over(each.second, now); });
    if (sessions_.size() >= most_sessions)
        sessions_.erase(
            std::min_element(sessions_.begin(), sessions_.end(),
                             [](const auto& a, const auto& b) { return a.second.used < b.second.used; }));
    auto id = random_hex(32);
    sessions_[sha256_hex(id)] = {employee, terminal, random_hex(16), now, now};
    return id;
}

const PageSession* PageSessions::use(const std::string& id, Time now) {
    if (id.empty()) return nullptr;
    const auto found = sessions_.find(sha256_hex(id));
    if (found == sessions_.end()) return nullptr;
    if (is_over(found->second, now)) {
        sessions_.erase(found);
        return nullptr;
    }
    found->second.used = now;
    return &found->second;
}

bool PageSessions::is_open(const std::string& id, Time now) const {
    const auto found = sessions_.find(sha256_hex(id));
    return found != sessions_.end() && !is_over(found->second, now);
}

void PageSessions::end(const std::string& id) {
    sessions_.erase(sha256_hex(id));
}

void PageSessions::end_unless(const std::function<bool(const PageSession&)>& stays) {
    std::erase_if(sessions_, [&](const auto& each) { return !stays(each.second); });
}

void PageSessions::set_limits(std::chrono::seconds idle, std::chrono::seconds longest) {
    idle_ = idle;
    longest_ = longest;
}

bool PageSessions::is_over(const PageSession& session, Time now) const {
    return now - session.used > idle_ || now - session.began > longest_;
}

}  // namespace tillpoints::sidecar
