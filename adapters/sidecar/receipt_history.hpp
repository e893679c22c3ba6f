#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "adapters/sidecar/settings.hpp"

namespace tillpoints::sidecar {

/// An event that was answered, as it came and went.
struct SeenEvent {
    std::string terminal;
    std::string event;
    std::string reply;
    std::chrono::milliseconds waited{0};
    bool again = false;  ///< a retry that got the first answer
};

/// Which receipts are asked for; what is absent does not matter.
struct ReceiptQuery {
    std::string terminal;
    std::optional<std::string> day;  ///< "2026-11-29" of the shop
    std::optional<std::int64_t> number;
    std::optional<std::string> receipt;
    std::optional<std::string> phone;  ///< as a person types it
    std::optional<std::string> shift;
    bool unfinished = false;
};

/// What the shop's pages show of its receipts: the receipts whose events went through this daemon, how long
/// their answers took, and the employees' shifts. It is written after the library's answer and decides
/// nothing: what the library stores and what is printed counts. In a file (SQLite), with a thread of its own;
/// what is asked sees all that was learnt before. A phone is kept as a keyed digest.
class ReceiptHistory {
  public:
    using Post = std::function<void(std::function<void()>)>;
    using Answer = std::function<void(Json)>;

    /// Opens or makes the file; `key` is the secret of the digests. Throws std::runtime_error.
    ReceiptHistory(const std::string& path, std::string key, Post post);
    ~ReceiptHistory();
    ReceiptHistory(const ReceiptHistory&) = delete;
    ReceiptHistory& operator=(const ReceiptHistory&) = delete;

    void learn(SeenEvent seen);
    /// {"receipts":[...newest first, each as `noted` with "number"],"more":bool,"totals":{...}}; the totals
    /// are those of a day or a shift. `utc_offset`: where the shop's day begins. Null if the file cannot be
    /// read.
    void find(ReceiptQuery query, std::chrono::minutes utc_offset, Answer answer);
    /// A day by its hours: {"hours":[{"hour","receipts","with_card","points","earned","p50_ms","p99_ms"}]}.
    void day(std::string terminal, std::string day, std::chrono::minutes utc_offset, Answer answer);
    /// The employee's open shift {"id","opened_at"}, or null; `open` makes one if there is none.
    void shift(std::string terminal, std::string employee, bool open, Answer answer);
    void forget_older_than(std::chrono::hours age);

  private:
    struct Storage;
    std::unique_ptr<Storage> storage_;
};

}  // namespace tillpoints::sidecar
