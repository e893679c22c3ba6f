#pragma once
#include <cstdint>
#include <deque>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "adapters/simulator/cart.hpp"

namespace tillpoints::simulator {

using Json = nlohmann::ordered_json;

/// One line as it was printed. `full_price` is the price before the discount.
struct FiscalLine {
    std::string id;
    std::string name;
    Kopecks price = 0;
    Thousandths quantity = 0;
    Kopecks sum = 0;
    Kopecks full_price = 0;
    bool excluded = false;  ///< as far as the register knows, outside loyalty
};

/// One printed document. `lines_total` is the sum of the lines, `total` what is paid after the register's
/// rounding, `discount` how much the lines lie below their full prices.
struct FiscalRecord {
    std::string kind = "sale";  ///< or "return"
    std::string receipt_id;
    std::string original;  ///< a return's sale, where known
    std::int64_t document = 0;
    std::string shift;
    std::string closed_at;
    std::vector<FiscalLine> lines;
    Kopecks full_total = 0;
    Kopecks lines_total = 0;
    Kopecks discount = 0;
    Kopecks tender = 0;
    Kopecks total = 0;
    Json payments = Json::array();
    Json customer;  ///< who it was, as the outcome says it; null: nobody
    Json extra;     ///< what the plugin asked to keep with the receipt
};

/// A simulated fiscal storage: an append-only file of JSON lines, each synced to the disk before `print`
/// returns. A document was printed if and only if it is in the file.
class FiscalStorage {
  public:
    /// Opens or creates the file and reads it; a half-written last line (power loss) is cut off.
    /// Throws std::runtime_error where the file cannot be read or written.
    explicit FiscalStorage(std::string path);
    ~FiscalStorage();
    FiscalStorage(const FiscalStorage&) = delete;
    FiscalStorage& operator=(const FiscalStorage&) = delete;

    /// Gives the record its document number and stores it.
    const FiscalRecord& print(FiscalRecord record);
    const FiscalRecord* find(const std::string& receipt_id) const;
    const std::deque<FiscalRecord>& records() const { return records_; }

    static constexpr const char* drive = "9960440300000001";

  private:
    std::string path_;
    int file_ = -1;
    std::deque<FiscalRecord> records_;
};

/// {"drive","document","sign","number"} of a printed document.
Json fiscal_data(const FiscalRecord& record);
/// The lines as the plugin's interface writes them.
Json fiscal_lines(const std::vector<FiscalLine>& lines);
/// A printed sale as the `closed` object of the interface.
Json closed_object(const FiscalRecord& record);

}  // namespace tillpoints::simulator
