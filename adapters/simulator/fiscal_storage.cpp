#include "adapters/simulator/fiscal_storage.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "adapters/simulator/random.hpp"

namespace tillpoints::simulator {
namespace {

Json line_json(const FiscalLine& line) {
    return {{"id", line.id},
            {"name", line.name},
            {"price", line.price},
            {"quantity", quantity_text(line.quantity)},
            {"sum", line.sum},
            {"full_price", line.full_price},
            {"excluded", line.excluded}};
}

FiscalLine line_from(const Json& json) {
    return {json.at("id"),      json.at("name"),
            json.at("price"),   parse_quantity(json.at("quantity").get<std::string>()).value(),
            json.at("sum"),     json.at("full_price"),
            json.at("excluded")};
}

/// A stand-in for the storage's signature of a document: ten digits, here derived from the total and the
/// number.
std::string sign_of(const FiscalRecord& record) {
    auto random =
        random_for(static_cast<std::uint64_t>(record.total), static_cast<std::uint64_t>(record.document));
    return std::to_string(random.between(1'000'000'000, 4'294'967'295));
}

Json record_json(const FiscalRecord& record) {
    auto lines = Json::array();
    for (const auto& line : record.lines) lines.push_back(line_json(line));
    return {{"kind", record.kind},
            {"receipt_id", record.receipt_id},
            {"original", record.original.empty() ? Json() : Json(record.original)},
            {"fiscal", fiscal_data(record)},
            {"shift", record.shift},
            {"closed_at", record.closed_at},
            {"lines", std::move(lines)},
            {"full_total", record.full_total},
            {"lines_total", record.lines_total},
            {"discount", record.discount},
            {"tender", record.tender},
            {"total", record.total},
            {"payments", record.payments},
            {"customer", record.customer},
            {"extra", record.extra}};
}

FiscalRecord record_from(const Json& json) {
    FiscalRecord record;
    record.kind = json.at("kind");
    record.receipt_id = json.at("receipt_id");
    if (json.at("original").is_string()) record.original = json["original"];
    record.document = std::stoll(json.at("fiscal").at("document").get<std::string>());
    record.shift = json.at("shift");
    record.closed_at = json.at("closed_at");
    for (const auto& line : json.at("lines")) record.lines.push_back(line_from(line));
    record.full_total = json.at("full_total");
    record.lines_total = json.at("lines_total");
    record.discount = json.at("discount");
    record.tender = json.at("tender");
    record.total = json.at("total");
    record.payments = json.at("payments");
    record.customer = json.at("customer");
    record.extra = json.at("extra");
    return record;
}

void write_all(int file, const std::string& bytes, const std::string& path) {
    for (std::size_t done = 0; done < bytes.size();) {
        const auto written = write(file, bytes.data() + done, bytes.size() - done);
        if (written <= 0) throw std::runtime_error(path + ": the fiscal storage cannot be written");
        done += static_cast<std::size_t>(written);
    }
    if (fsync(file) != 0) throw std::runtime_error(path + ": the fiscal storage cannot be synced");
}

}  // namespace

FiscalStorage::FiscalStorage(std::string path) : path_(std::move(path)) {
    std::ifstream existing(path_);
    std::string text{std::istreambuf_iterator<char>(existing), {}};
    const auto whole = text.rfind('\n') == std::string::npos ? 0 : text.rfind('\n') + 1;
    for (std::size_t begin = 0; begin < whole;) {
        const auto end = text.find('\n', begin);
        records_.push_back(record_from(Json::parse(text.substr(begin, end - begin))));
        begin = end + 1;
    }
    file_ = open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (file_ < 0) throw std::runtime_error(path_ + ": the fiscal storage cannot be opened");
    if (whole < text.size() && ftruncate(file_, static_cast<off_t>(whole)) != 0)
        throw std::runtime_error(path_ + ": the torn last line cannot be cut off");
}

FiscalStorage::~FiscalStorage() {
    close(file_);
}

const FiscalRecord& FiscalStorage::print(FiscalRecord record) {
    record.document = records_.empty() ? 1 : records_.back().document + 1;
    write_all(file_, record_json(record).dump() + "\n", path_);
    return records_.emplace_back(std::move(record));
}

const FiscalRecord* FiscalStorage::find(const std::string& receipt_id) const {
    for (auto record = records_.rbegin(); record != records_.rend(); ++record)
        if (record->receipt_id == receipt_id) return &*record;
    return nullptr;
}

Json fiscal_data(const FiscalRecord& record) {
    const auto document = std::to_string(record.document);
    return {{"drive", FiscalStorage::drive},
            {"document", document},
            {"sign", sign_of(record)},
            {"number", document}};
}

Json fiscal_lines(const std::vector<FiscalLine>& lines) {
    auto array = Json::array();
    for (const auto& line : lines)
        array.push_back({{"id", line.id},
                         {"price", line.price},
                         {"quantity", quantity_text(line.quantity)},
                         {"sum", line.sum}});
    return array;
}

Json closed_object(const FiscalRecord& record) {
    return {{"receipt_id", record.receipt_id}, {"positions", fiscal_lines(record.lines)},
            {"fiscal", fiscal_data(record)},   {"payments", record.payments},
            {"total", record.total},           {"closed_at", record.closed_at}};
}

}  // namespace tillpoints::simulator
