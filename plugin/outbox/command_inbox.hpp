#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/error.hpp"
#include "protocol/timestamp.hpp"

namespace tillpoints {

/// Commands to the process that owns the database, in a file of their own beside it: any process of the
/// installation may insert one, only the owner carries them out and answers them (outbox/FORMAT.md).
/// Synchronous and bound to one thread at a time. Requests and answers are opaque texts here, sealed at rest.
class CommandInbox {
  public:
    struct Options {
        std::string file;
        std::string key_file;                     ///< the outbox's, which must exist
        std::chrono::milliseconds patience{250};  ///< how long one call waits for other processes
    };
    struct Waiting {
        std::string id;
        std::optional<std::string> request;  ///< absent: the record is damaged
        friend bool operator==(const Waiting&, const Waiting&) = default;
    };
    /// Differs after every change of the file. Reading it is cheap and never waits for the file's locks.
    struct Stamp {
        std::int64_t changed = 0;  ///< nanoseconds since 1970, by the file system's clock
        std::int64_t size = 0;
        friend bool operator==(const Stamp&, const Stamp&) = default;
    };

    /// Opens or makes the inbox. storage_newer and storage_corrupt leave the file as it is.
    static Result<std::unique_ptr<CommandInbox>> open(const Options& options);
    /// Nothing if there is no inbox. [any thread]
    static std::optional<Stamp> stamp_of(const std::string& file);

    virtual ~CommandInbox() = default;

    /// As the outbox's keyed_hash.
    virtual std::string keyed_hash(std::string_view identity) const = 0;
    /// Durable when it returns. A second request with the same id is ignored.
    virtual Result<void> put(const std::string& id, std::string_view request, Timestamp at) = 0;
    /// The unanswered commands, in the order of insertion.
    virtual Result<std::vector<Waiting>> waiting() = 0;
    /// A second answer to the same command is ignored. An answered request is not kept: it may hold a phone.
    virtual Result<void> answer(const std::string& id, std::string_view answer) = 0;
    /// Nothing if the command is not answered or was never inserted.
    virtual Result<std::optional<std::string>> answer_to(const std::string& id) = 0;
};

}  // namespace tillpoints
