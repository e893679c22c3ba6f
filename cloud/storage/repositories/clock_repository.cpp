#include "cloud/storage/repositories/clock_repository.hpp"

#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud {

std::optional<std::chrono::milliseconds> ClockRepository::time_ahead() {
    auto query = connection_.query("SELECT ahead FROM virtual_clock WHERE id = 1");
    return query.next() ? std::optional(std::chrono::milliseconds(query.integer())) : std::nullopt;
}

void ClockRepository::set_time_ahead(std::chrono::milliseconds ahead) {
    auto query = connection_.query(
        "INSERT INTO virtual_clock (id, ahead) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET ahead ="
        " excluded.ahead");
    query.bind(ahead.count()).run();
}

}  // namespace tillpoints::cloud
