#include "cloud/storage/repositories/view_repository.hpp"

#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud {

void ViewRepository::add(const ViewRow& views) {
    connection_
        .query(
            "INSERT INTO card_views (day, page, views) VALUES (?, ?, ?) ON CONFLICT (day, page) DO UPDATE SET"
            " views = card_views.views + excluded.views")
        .bind(Timestamp(views.day))
        .bind(views.page)
        .bind(views.views)
        .run();
}

std::vector<ViewRow> ViewRepository::of(const Period& period) {
    auto query = connection_.query(
        "SELECT day, page, views FROM card_views WHERE day >= ? AND day < ? ORDER BY day, page");
    query.bind(period.from).bind(period.to);
    std::vector<ViewRow> out;
    while (query.next()) {
        ViewRow row;
        row.day = std::chrono::floor<std::chrono::days>(query.time());
        row.page = query.text();
        row.views = query.integer();
        out.push_back(std::move(row));
    }
    return out;
}

}  // namespace tillpoints::cloud
