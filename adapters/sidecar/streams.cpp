#include "adapters/sidecar/streams.hpp"

#include <set>

namespace tillpoints::sidecar {
namespace {

using Clock = std::chrono::steady_clock;

/// The stream ends with its connection, so it has no length.
constexpr const char* head =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n"
    "X-Content-Type-Options: nosniff\r\nX-Accel-Buffering: no\r\nConnection: close\r\n\r\nretry: 2000\n\n";

/// A write that takes this many heartbeats will never end.
constexpr int patience = 2;

}  // namespace

std::string resync_json(const Terminal& terminal) {
    Json recent = Json::array();
    for (const auto& item : terminal.journal.items())
        if (item.kind == "event") recent.push_back(Json::parse(item.json, nullptr, false));
    return Json{{"terminal", terminal.name()},
                {"state", name_of(terminal.state())},
                {"problem", terminal.problem().empty() ? Json() : Json(terminal.problem())},
                {"library", Json::parse(terminal.last_status(), nullptr, false)},
                {"recent", std::move(recent)}}
        .dump(-1, ' ', false, Json::error_handler_t::replace);
}

void Streams::open(const std::shared_ptr<ReplyChannel>& channel, const std::shared_ptr<Terminal>& terminal,
                   const std::string& last_id, Allowed allowed) {
    std::size_t count = 0;
    for (const auto& page : pages_)
        if (page->terminal == terminal) ++count;
    for (auto page = pages_.begin(); count >= most_of_terminal_ && page != pages_.end();) {
        const bool oldest = (*page)->terminal == terminal;
        if (oldest) (*page)->channel->close();
        page = oldest ? (--count, pages_.erase(page)) : std::next(page);
    }
    auto page =
        std::make_shared<Page>(Page{channel, terminal, last_id, false, Clock::now(), std::move(allowed)});
    pages_.push_back(page);
    write(page, head);
}

void Streams::write(const PagePtr& page, std::string text) {
    page->writing = true;
    page->since = Clock::now();
    page->channel->write(std::move(text), [this, weak = std::weak_ptr(page)] {
        const auto written = weak.lock();
        if (!written) return;
        written->writing = false;
        pump(written);
    });
}

void Streams::pump(const PagePtr& page) {
    if (page->writing) return;
    const auto& journal = page->terminal->journal;
    std::string text;
    if (const auto missed = journal.after(page->sent)) {
        for (const auto& item : *missed) text += sse_text(journal.id_of(item.number), item.kind, item.json);
    } else {
        text = sse_text(journal.id_of(journal.last()), "resync", resync_json(*page->terminal));
    }
    page->sent = journal.id_of(journal.last());
    if (!text.empty()) write(page, std::move(text));
}

void Streams::notify(const Terminal& terminal) {
    const auto pages = pages_;
    for (const auto& page : pages)
        if (page->terminal.get() == &terminal) pump(page);
}

void Streams::tick(Clock::time_point now) {
    std::erase_if(pages_, [&](const PagePtr& page) {
        const bool gone = page->writing && now - page->since > patience * heartbeat_;
        const bool forbidden = !page->allowed();
        if (gone || forbidden) page->channel->close();
        return gone || forbidden;
    });
    const auto pages = pages_;
    for (const auto& page : pages)
        if (!page->writing && now - page->since >= heartbeat_) write(page, ": heartbeat\n\n");
}

std::vector<std::shared_ptr<Terminal>> Streams::followed() const {
    std::set<std::shared_ptr<Terminal>> out;
    for (const auto& page : pages_) out.insert(page->terminal);
    return {out.begin(), out.end()};
}

void Streams::end(const Terminal* terminal) {
    std::erase_if(pages_, [&](const PagePtr& page) {
        const bool ends = terminal == nullptr || page->terminal.get() == terminal;
        if (ends) page->writing ? page->channel->close() : page->channel->end();
        return ends;
    });
}

}  // namespace tillpoints::sidecar
