#include "adapters/sidecar/event_journal.hpp"

#include <charconv>

namespace tillpoints::sidecar {

const JournalItem& EventJournal::add(std::string kind, std::string json) {
    items_.push_back({++last_, std::move(kind), std::move(json)});
    if (items_.size() > most_) items_.pop_front();
    return items_.back();
}

bool EventJournal::add_status(const std::string& json) {
    if (json == status_) return false;
    status_ = json;
    add("status", json);
    return true;
}

std::optional<std::vector<JournalItem>> EventJournal::after(std::string_view id) const {
    if (!id.starts_with(run_) || id.size() <= run_.size() || id[run_.size()] != '-') return {};
    const auto digits = id.substr(run_.size() + 1);
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc() || end != digits.data() + digits.size() || number > last_) return {};
    const auto oldest = items_.empty() ? last_ + 1 : items_.front().number;
    if (number + 1 < oldest) return {};
    std::vector<JournalItem> out;
    for (const auto& item : items_)
        if (item.number > number) out.push_back(item);
    return out;
}

std::string sse_text(std::string_view id, std::string_view kind, std::string_view json) {
    std::string out;
    out.append("id: ").append(id).append("\nevent: ").append(kind).append("\ndata: ").append(json);
    return out.append("\n\n");
}

}  // namespace tillpoints::sidecar
