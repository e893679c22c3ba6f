#include "cloud/storage/connection.hpp"

#include "cloud/storage/counted_rows.hpp"

namespace tillpoints::cloud {

bool Query::next() {
    column_ = 0;
    if (!statement_.next()) return false;
    CountedRows::add();
    return true;
}

std::optional<std::int64_t> Query::maybe_integer() {
    if (statement_.is_null(column_)) return ++column_, std::nullopt;
    return integer();
}

std::optional<std::string> Query::maybe_text() {
    if (statement_.is_null(column_)) return ++column_, std::nullopt;
    return text();
}

std::optional<Timestamp> Query::maybe_time() {
    const auto milliseconds = maybe_integer();
    return milliseconds ? std::optional(time_of(*milliseconds)) : std::nullopt;
}

std::string parameter_list(std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += i == 0 ? "?" : ", ?";
    return text;
}

std::int64_t milliseconds_of(Timestamp time) {
    return time.time_since_epoch().count();
}
Timestamp time_of(std::int64_t milliseconds) {
    return Timestamp(std::chrono::milliseconds(milliseconds));
}

}  // namespace tillpoints::cloud
