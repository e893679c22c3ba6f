#include <algorithm>

#include "cloud/accounting/cell_texts.hpp"
#include "cloud/sheets/sheet_file.hpp"
#include "protocol/decimal.hpp"
#include "protocol/overloaded.hpp"

namespace tillpoints::cloud {
namespace {

std::string csv_number(const SheetNumber& number, bool comma) {
    auto text = format_decimal(number.hundredths, 2);
    if (comma) std::replace(text.begin(), text.end(), '.', ',');
    return text;
}

std::string csv_cell(const SheetCell& cell, bool comma) {
    return std::visit(Overloaded{[](std::monostate) { return std::string(); },
                                 [](const std::string& text) { return csv_text(text); },
                                 [&](const SheetNumber& number) { return csv_number(number, comma); },
                                 [](Timestamp day) { return to_text(day).substr(0, 10); },
                                 [](bool yes) { return std::string(yes ? "1" : "0"); }},
                      cell);
}

class CsvSheet : public SheetFile {
  public:
    CsvSheet(const std::vector<std::string>& head, bool comma, SheetTake take)
        : comma_(comma), take_(std::move(take)) {
        take_("\xEF\xBB\xBF");
        add(SheetRow(head.begin(), head.end()));
    }

    bool add(const SheetRow& row) override {
        std::string line;
        for (std::size_t at = 0; at < row.size(); ++at) line += (at ? ";" : "") + csv_cell(row[at], comma_);
        take_(line + "\r\n");
        return true;
    }
    void finish() override {}

  private:
    bool comma_;
    SheetTake take_;
};

}  // namespace

std::unique_ptr<SheetFile> open_csv(const std::vector<std::string>& head, bool comma, SheetTake take) {
    return std::make_unique<CsvSheet>(head, comma, std::move(take));
}

}  // namespace tillpoints::cloud
