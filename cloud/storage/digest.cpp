#include "cloud/storage/digest.hpp"

namespace tillpoints::cloud {
namespace {

/// FNV-1a.
class Digest {
  public:
    void add(std::string_view text) {
        for (const char byte : text) step(static_cast<unsigned char>(byte));
        step(0xFF);  // ends the text: no byte of UTF-8
    }
    void add(std::int64_t number) { add(std::to_string(number)); }
    void add(Timestamp moment) { add(moment.time_since_epoch().count()); }

    std::string hex() const {
        static constexpr char digits[] = "0123456789abcdef";
        std::string text;
        for (int shift = 60; shift >= 0; shift -= 4) text += digits[state_ >> shift & 15];
        return text;
    }

  private:
    void step(unsigned char byte) { state_ = (state_ ^ byte) * 1'099'511'628'211u; }

    std::uint64_t state_ = 14'695'981'039'346'656'037u;
};

void add(Digest& digest, const CustomerRecord& record) {
    digest.add(record.id.value);
    digest.add(record.uid ? record.uid->text : "");
    digest.add(record.name);
    digest.add(record.phone ? record.phone->e164() : "");
    digest.add(record.birth_date.value_or(""));
    digest.add(record.inviter ? record.inviter->value : 0);
    digest.add(record.source.value_or(""));
    digest.add(record.created);
}

void add(Digest& digest, const OperationRecord& record) {
    digest.add(record.id.value);
    digest.add(record.created);
    digest.add(static_cast<std::int64_t>(record.state));
    digest.add(record.customer.value);
    digest.add(record.cashier ? record.cashier->id : 0);
    digest.add(record.number.value_or(""));
    digest.add(record.origin ? record.origin->value : 0);
    for (const auto amount : {record.total.count, record.cash.count, record.points.count, record.award.count,
                              record.certificate.count})
        digest.add(amount);
}

void add(Digest& digest, const Posting& posting) {
    digest.add(posting.entry);
    digest.add(posting.created);
    digest.add(posting.cause);
    digest.add(posting.operation ? posting.operation->value : 0);
    digest.add(posting.account.name);
    digest.add(posting.points.count);
}

}  // namespace

std::string digest_of(Transaction& db) {
    constexpr int page_size = 1000;
    Digest digest;
    CustomerRange range{page_size, 0, {}};
    for (auto rows = db.customers.page(range); !rows.empty(); rows = db.customers.page(range)) {
        for (const auto& row : rows) add(digest, row);
        range.after = rows.back().id;
    }
    PageRequest page{Order::oldest, page_size, 0, {}};
    for (auto rows = db.operations.page(page); !rows.empty(); rows = db.operations.page(page)) {
        for (const auto& row : rows) add(digest, row);
        page.after = rows.back().id;
    }
    for (auto rows = db.ledger.postings(0, page_size); !rows.empty();
         rows = db.ledger.postings(rows.back().entry, page_size))
        for (const auto& row : rows) add(digest, row);
    return digest.hex();
}

}  // namespace tillpoints::cloud
