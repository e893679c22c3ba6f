#include "sample_entries.hpp"
#include "plugin/entries/stored_status.hpp"

#include <sqlite3.h>
#include <stdlib.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace tillpoints::testing {
namespace {

int keep_first_column(void* to, int count, char** values, char**) {
    auto& text = *static_cast<std::string*>(to);
    if (!text.empty()) text += '\n';
    for (int i = 0; i < count; ++i) text += (i ? "|" : "") + std::string(values[i] ? values[i] : "");
    return 0;
}

}  // namespace

Shop::Shop(Place place) {
    const bool memory = place == Place::memory && std::filesystem::is_directory("/dev/shm");
    const auto parent = memory ? std::filesystem::path("/dev/shm") : std::filesystem::temp_directory_path();
    auto name = (parent / "tillpoints-outbox-XXXXXX").string();
    if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    folder_ = name;
}

Shop::~Shop() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

Outbox::Options Shop::options() const {
    Outbox::Options options;
    options.file = file();
    options.key_file = key_file();
    options.now = [] { return at(1'000'000); };
    return options;
}

std::unique_ptr<Outbox> Shop::open() const {
    auto opened = try_open();
    if (!opened) throw std::runtime_error(opened.error().sentence());
    return std::move(*opened);
}

void Shop::meddle(const std::string& sql) const {
    ask(sql);
}

std::string Shop::ask(const std::string& sql) const {
    return meddle_with(file(), sql);
}

std::string Shop::meddle_with(const std::string& file, const std::string& sql) {
    sqlite3* database = nullptr;
    std::string found;
    int code = sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READWRITE, nullptr);
    if (code == SQLITE_OK) code = sqlite3_exec(database, sql.c_str(), keep_first_column, &found, nullptr);
    const std::string problem = code == SQLITE_OK ? "" : sqlite3_errmsg(database);
    sqlite3_close(database);
    if (code != SQLITE_OK) throw std::runtime_error(problem);
    return found;
}

Timestamp at(std::int64_t seconds) {
    return Timestamp(std::chrono::seconds(seconds));
}

OutboxEntry sale(const std::string& receipt, int attempt) {
    OutboxEntry entry;
    entry.id = entry_id_for(ReceiptId(receipt), attempt);
    entry.receipt = ReceiptId(receipt);
    loyalty::CreateOperation operation;
    operation.who = loyalty::ByPhone{*Phone::parse("+77011234567")};
    operation.nonce = Nonce("6b1f2c1e-1111-4222-8333-444455556666");
    operation.total = Money(100'000);
    operation.cash = Money(100'000);
    operation.number = entry.id.text;
    entry.body = PurchaseEntry{operation};
    entry.customer = "order-key";
    entry.created = at(1000);
    return entry;
}

OutboxEntry sale_with_everything(const std::string& receipt) {
    OutboxEntry entry = sale(receipt);
    auto& operation = std::get<PurchaseEntry>(entry.body).operation;
    operation.cashier = loyalty::Cashier{"7", "Айгүл"};
    operation.points = Points(12'345);
    operation.skip_loyalty_total = Money(0);
    operation.unredeemable_total = Money(99);
    operation.tags = {1, 2};
    entry.wanted = Wanted::withdraw;
    entry.after = EntryId("earlier/1");
    entry.tries = 17;
    entry.not_before = at(2000);
    entry.first_sent = SentAt{at(1001), at(1002)};
    entry.reversal_first_sent = SentAt{at(1003), {}};
    entry.operation = OperationId{77};
    entry.reversal = OperationId{78};
    entry.cloud_points = Points(-12'345);
    entry.state = stored_status(
        EntryState::parked,
        Parking{Errc::insufficient_funds, std::string("says why\0 and more", 18), Money(12'345)});
    return entry;
}

OutboxEntry refund_of(const OutboxEntry& sold, const std::string& receipt) {
    OutboxEntry entry;
    entry.id = entry_id_for(ReceiptId(receipt), 1);
    entry.receipt = ReceiptId(receipt);
    RefundEntry refund;
    refund.purchase = sold.id;
    refund.number = sold.id.text;
    refund.partial = Money(50'000);
    refund.known_reversals = {OperationId{5}};
    entry.body = refund;
    entry.after = sold.id;
    return entry;
}

OutboxEntry in_state(OutboxEntry entry, EntryState state, Wanted wanted) {
    entry.state = stored_status(state);
    entry.wanted = wanted;
    return entry;
}

ReceiptRecord receipt_record(const std::string& receipt, const std::string& shift) {
    ReceiptRecord record;
    record.receipt = ReceiptId(receipt);
    record.register_serial = "KKT-1";
    record.shift = shift;
    record.cashier = "7";
    record.kind = "sale";
    record.closed_at = at(1100);
    record.total = Money(100'000);
    return record;
}

void store(Outbox& outbox, const Batch& batch) {
    const auto done = outbox.commit(batch);
    if (!done) throw std::runtime_error(done.error().sentence());
}

void store(Outbox& outbox, const OutboxEntry& entry) {
    Batch batch;
    batch.entries.push_back(entry);
    store(outbox, batch);
}

std::vector<OutboxEntry> all_entries(Outbox& outbox) {
    std::vector<OutboxEntry> entries;
    const auto done = outbox.each_entry([&](const OutboxEntry& entry) { entries.push_back(entry); });
    if (!done) throw std::runtime_error(done.error().sentence());
    return entries;
}

std::string bytes_of(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

void write_bytes(const std::string& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

}  // namespace tillpoints::testing
