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
/// installation may put one in, only the owner takes them and answers (outbox/FORMAT.md). Synchronous and
/// bound to one thread at a time. What is put in is opaque here, and sealed at rest.
class CommandInbox {
  public:
    struct Options {
        std::string file;
        std::string key_file;                     ///< the outbox's; a box is never made before there is one
        std::chrono::milliseconds patience{250};  ///< of one call with other processes that are at the inbox
    };
    struct Waiting {
        std::string id;
        std::optional<std::string> request;  ///< nothing: the record is damaged
        friend bool operator==(const Waiting&, const Waiting&) = default;
    };
    /// Other after every change of the file, cheap to ask for and never blocking on its locks.
    struct Stamp {
        std::int64_t changed = 0;  ///< nanoseconds since 1970, by the file system
        std::int64_t size = 0;
        friend bool operator==(const Stamp&, const Stamp&) = default;
    };

    /// Opens or makes the inbox. storage_newer and storage_corrupt leave the file as it is.
    static Result<std::unique_ptr<CommandInbox>> open(const Options& options);
    /// Nothing where there is no box. [any thread]
    static std::optional<Stamp> stamp_of(const std::string& file);

    virtual ~CommandInbox() = default;

    /// Durable when it returns. A known id keeps what it was first given.
    virtual Result<void> put(const std::string& id, std::string_view request, Timestamp at) = 0;
    /// Not answered yet, in the order of putting.
    virtual Result<std::vector<Waiting>> waiting() = 0;
    /// The first answer stays.
    virtual Result<void> answer(const std::string& id, std::string_view answer) = 0;
    /// Nothing: not answered, or never put in.
    virtual Result<std::optional<std::string>> answer_to(const std::string& id) = 0;
};

}  // namespace tillpoints
