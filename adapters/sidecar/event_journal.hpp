#pragma once
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tillpoints::sidecar {

/// One thing that happened at a terminal, as pages hear of it.
struct JournalItem {
    std::uint64_t number = 0;
    std::string kind;  ///< "event" or "status"
    std::string json;
};

/// The latest things that happened at a terminal, numbered, for pages that come back. Pure.
class EventJournal {
  public:
    /// `run` tells the numbers of this run from those of another.
    explicit EventJournal(std::string run, std::size_t most = 256) : run_(std::move(run)), most_(most) {}

    const JournalItem& add(std::string kind, std::string json);
    /// Adds what the library says of itself, unless that was the last thing added of this kind. True if it
    /// was added.
    bool add_status(const std::string& json);
    /// What came after the item that `id` names; nothing if that is not known any more, so that the page must
    /// be told everything anew.
    std::optional<std::vector<JournalItem>> after(std::string_view id) const;
    /// Under which a page comes back.
    std::string id_of(std::uint64_t number) const { return run_ + "-" + std::to_string(number); }
    std::uint64_t last() const { return last_; }
    const std::deque<JournalItem>& items() const { return items_; }

  private:
    std::string run_;
    std::size_t most_;
    std::uint64_t last_ = 0;
    std::deque<JournalItem> items_;
    std::string status_;  ///< added last
};

/// One server-sent event (HTML Living Standard, 9.2). `json` has no line break.
std::string sse_text(std::string_view id, std::string_view kind, std::string_view json);

}  // namespace tillpoints::sidecar
