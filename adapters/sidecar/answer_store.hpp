#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace tillpoints::sidecar {

/// Under which an answer is kept: a terminal and the key that its client chose.
struct AnswerKey {
    std::string terminal;
    std::string key;
    auto operator<=>(const AnswerKey&) const = default;
};

/// An answer that a client got, or was about to get.
struct KeptAnswer {
    std::string body_digest;  ///< of the event that it answers
    std::string event;
    std::string receipt;  ///< empty for an event of no receipt
    std::string answer;
};

/// The answers to events with a key, in a file (SQLite). A killed process loses none that was kept; a power
/// cut may lose those since the last `sync`. Threads of its own: one writes, and takes what waits together
/// into one commit; one looks up and one syncs, and neither makes another wait.
class AnswerStore {
  public:
    /// How a result goes back to the thread of the caller; called on the store's threads.
    using Post = std::function<void(std::function<void()>)>;
    using Found = std::function<void(std::optional<KeptAnswer>)>;
    using Kept = std::function<void(bool)>;

    /// Opens or makes the file. Throws std::runtime_error.
    AnswerStore(const std::string& path, Post post);
    /// Writes what waits.
    ~AnswerStore();
    AnswerStore(const AnswerStore&) = delete;
    AnswerStore& operator=(const AnswerStore&) = delete;

    /// `found` gets nothing also where the disk does not answer; the library is then asked again.
    void find(AnswerKey key, Found found);
    /// `kept` gets true once the answer outlives this process.
    void keep(AnswerKey key, KeptAnswer answer, Kept kept);
    /// Begins to bring what was kept since the last call to the disk.
    void sync();
    /// Removes answers of receipts of which no event was answered for this long, a few hundred at a time.
    void forget_older_than(std::chrono::seconds age);

  private:
    struct Reader;
    struct Syncer;
    struct Writer;
    std::unique_ptr<Writer> writer_;  ///< made first, because it makes the tables
    std::unique_ptr<Syncer> syncer_;
    std::unique_ptr<Reader> reader_;
};

}  // namespace tillpoints::sidecar
