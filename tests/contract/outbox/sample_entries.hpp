#pragma once
#include <filesystem>
#include <string>

#include "plugin/outbox/outbox.hpp"

/// A folder for an outbox, and sample entries.
namespace tillpoints::testing {

enum class Place { disk, memory };

/// A folder that is removed with the object. In memory if real syncs would only cost time.
class Shop {
  public:
    explicit Shop(Place place = Place::disk);
    ~Shop();
    Shop(const Shop&) = delete;
    Shop& operator=(const Shop&) = delete;

    std::string file() const { return (folder_ / "outbox.db").string(); }
    std::string key_file() const { return (folder_ / "outbox.key").string(); }
    const std::filesystem::path& folder() const { return folder_; }
    Outbox::Options options() const;

    Result<std::unique_ptr<Outbox>> try_open() const { return Outbox::open(options()); }
    /// Throws if it does not open.
    std::unique_ptr<Outbox> open() const;

    /// Runs SQL on the file without the outbox, as another program would.
    void meddle(const std::string& sql) const;
    std::string ask(const std::string& sql) const;
    /// The same on another file of the installation.
    static std::string meddle_with(const std::string& file, const std::string& sql);

  private:
    std::filesystem::path folder_;
};

Timestamp at(std::int64_t seconds);

/// A sale by telephone number, pending; the receipt's number is the entry's id up to the slash.
OutboxEntry sale(const std::string& receipt, int attempt = 1);
OutboxEntry sale_with_everything(const std::string& receipt);
OutboxEntry refund_of(const OutboxEntry& sale, const std::string& receipt);
OutboxEntry in_state(OutboxEntry entry, EntryState state, Wanted wanted = Wanted::keep);
ReceiptRecord receipt_record(const std::string& receipt, const std::string& shift);

/// Throws if the outbox does not take it.
void store(Outbox& outbox, const Batch& batch);
void store(Outbox& outbox, const OutboxEntry& entry);
std::vector<OutboxEntry> all_entries(Outbox& outbox);

std::string bytes_of(const std::string& file);
void write_bytes(const std::string& file, const std::string& bytes);

}  // namespace tillpoints::testing
