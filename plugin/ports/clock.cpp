#include "plugin/ports/clock.hpp"

#include <array>
#include <string>
#include <utility>

namespace tillpoints {

Clock::Clock(const Loop& loop, Timestamp wall, std::function<Timestamp()> wall_now)
    : loop_(loop), wall_now_(std::move(wall_now)), started_(wall), steady_start_(loop.now()) {}

Timestamp Clock::local() const {
    return started_ + std::chrono::duration_cast<std::chrono::milliseconds>(loop_.now() - steady_start_);
}

replay::Now Clock::now() const {
    const Timestamp local_now = local();
    if (!cloud_ahead_) return {local_now, {}};
    return {local_now, local_now + *cloud_ahead_};
}

void Clock::learn(const HttpHeaders& headers) {
    auto time = parse_http_date(header_of(headers, "Date"));
    if (!time) time = parse_timestamp(header_of(headers, "X-Timestamp"));
    if (time) learn(*time);
}

void Clock::learn(Timestamp cloud_now) {
    cloud_ahead_ = cloud_now - local();
}

std::optional<Timestamp> parse_http_date(std::string_view text) {
    static constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    if (text.size() != 29 || text.substr(25) != " GMT") return {};
    for (std::size_t i = 0; i < months.size(); ++i) {
        if (text.substr(8, 3) != months[i]) continue;
        const std::string month = i < 9 ? "0" + std::to_string(i + 1) : std::to_string(i + 1);
        return parse_timestamp(std::string(text.substr(12, 4)) + "-" + month + "-" +
                               std::string(text.substr(5, 2)) + "T" + std::string(text.substr(17, 8)) + "Z");
    }
    return {};
}

}  // namespace tillpoints
