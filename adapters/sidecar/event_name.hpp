#pragma once
#include <string>
#include <string_view>

namespace tillpoints::sidecar {

/// What the daemon reads of an event; everything else is the library's.
struct EventName {
    std::string event;
    std::string receipt;
};

/// Empty texts for what is not there, too long, or not JSON: the library says what is wrong with it.
EventName name_of_event(std::string_view json);

/// What the daemon reads of a reply.
struct ReplyStatus {
    std::string status;
    std::string reason;  ///< of a refusal; the code of an error
    /// The library did nothing and asks for the same event again, so the answer is not kept for retries.
    bool nothing_happened() const;
};

ReplyStatus status_of_reply(std::string_view json);

}  // namespace tillpoints::sidecar
