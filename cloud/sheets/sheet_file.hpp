#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "protocol/timestamp.hpp"

/// Tables that people open in a spreadsheet. Texts come from strangers and stay texts, numbers can be counted
/// on.
namespace tillpoints::cloud {

enum class SheetFormat { count, amount, percent };

/// A whole number of hundredths; a percent is hundredths of one percent.
struct SheetNumber {
    std::int64_t hundredths = 0;
    SheetFormat format = SheetFormat::amount;
};

/// Nothing, a text, a number, a day, yes or no.
using SheetCell = std::variant<std::monostate, std::string, SheetNumber, Timestamp, bool>;
using SheetRow = std::vector<SheetCell>;
using SheetTake = std::function<void(std::string_view bytes)>;

/// A table that is being written, its rows in their order.
class SheetFile {
  public:
    virtual ~SheetFile() = default;
    /// False, and nothing is written, if the format holds no more rows. Throws std::runtime_error.
    virtual bool add(const SheetRow& row) = 0;
    /// Hands on what was not handed on yet. Throws std::runtime_error.
    virtual void finish() = 0;
};

/// A workbook (XLSX) of one sheet, with a head that stays in sight. `folder` is where it grows before it is
/// handed on.
std::unique_ptr<SheetFile> open_workbook(const std::string& folder, const std::string& title,
                                         const std::vector<std::string>& head, SheetTake take);

/// Separated by semicolons, with a byte order mark; `comma`: decimals as people write them there.
std::unique_ptr<SheetFile> open_csv(const std::vector<std::string>& head, bool comma, SheetTake take);

}  // namespace tillpoints::cloud
