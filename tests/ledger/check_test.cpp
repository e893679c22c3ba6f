#include <catch2/catch.hpp>

#include "tests/ledger/check.hpp"
#include "tests/ledger/summary.hpp"

using namespace tillpoints;
using namespace tillpoints::ledger;

namespace {

/// Three records that agree: receipt A with 100.00 of 1000.00 redeemed, B without a card, C whose
/// redemption was withdrawn and that was sold at full price, with an award-only operation.
Records agreeing() {
    Records records;
    records.entries = read_export(
        R"({"number":"A/1","receipt_id":"A","kind":"purchase","state":"confirmed","wanted":"keep","points":10000,"total":100000,"operation":1,"reversal":null,"cloud_points":-10000,"purchase":null,"parking":null}
{"number":"C/1","receipt_id":"C","kind":"purchase","state":"withdrawn","wanted":"withdraw","points":5000,"total":50000,"operation":2,"reversal":3,"cloud_points":-5000,"purchase":null,"parking":null}
{"number":"C/2","receipt_id":"C","kind":"purchase","state":"confirmed","wanted":"keep","points":0,"total":50000,"operation":4,"reversal":null,"cloud_points":0,"purchase":null,"parking":null}
{"number":"R/1","receipt_id":"R","kind":"refund","state":"confirmed","wanted":"keep","points":5000,"total":50000,"operation":1,"reversal":5,"cloud_points":5000,"purchase":"A/1","parking":null}
)");
    records.printed = read_fiscal(
        R"({"kind":"sale","receipt_id":"A","lines":[{"price":90000,"quantity":"1","sum":90000,"full_price":100000}],"full_total":100000,"lines_total":90000,"discount":10000,"tender":0,"total":90000,"payments":[{"type":"cash","sum":90000}]}
{"kind":"return","receipt_id":"R","original":"A","lines":[{"price":90000,"quantity":"0.5","sum":45000,"full_price":100000}],"full_total":50000,"lines_total":45000,"discount":5000,"tender":0,"total":45000,"payments":[{"type":"cash","sum":45000}]}
{"kind":"sale","receipt_id":"B","lines":[{"price":1422,"quantity":"0.437","sum":621,"full_price":1422}],"full_total":621,"lines_total":621,"discount":0,"tender":0,"total":600,"payments":[{"type":"cash","sum":600}]}
{"kind":"sale","receipt_id":"C","lines":[{"price":50000,"quantity":"1","sum":50000,"full_price":50000}],"full_total":50000,"lines_total":50000,"discount":0,"tender":0,"total":50000,"payments":[{"type":"card","sum":50000}]}
)");
    records.cloud = read_cloud(R"({"balanced":true,"faults":[],"operations":[
        {"id":1,"number":"A/1","state":"NORMAL","points":-100,"award":9.00,"total":1000.00,"cash":900,"origin":null,"created":"x"},
        {"id":2,"number":"C/1","state":"CANCELED","points":-50.00,"award":4.5,"total":500,"cash":450,"origin":null,"created":"x"},
        {"id":3,"number":"C/1","state":"REVERSAL","points":50.00,"award":-4.5,"total":-500,"cash":-450,"origin":2,"created":"x"},
        {"id":4,"number":"C/2","state":"NORMAL","points":0,"award":5,"total":500,"cash":500,"origin":null,"created":"x"},
        {"id":5,"number":"A/1","state":"REVERSAL","points":50,"award":-4.50,"total":-500,"cash":-450,"origin":1,"created":"x"}]})");
    return records;
}

std::vector<std::string> subjects(const Records& records) {
    std::vector<std::string> all;
    for (const auto& each : check(records).mismatches) all.push_back(each.subject);
    return all;
}

}  // namespace

TEST_CASE("records that agree have no mismatch, and the summary gives the sums") {
    const auto result = check(agreeing());
    CHECK(result.mismatches.empty());
    CHECK(summary(result) ==
          "ledger: receipts 3, with card 2, redeemed 100.00, awarded 14.00, pending 0, parked 0, mismatch 0");
    CHECK(result.returned == Points(10'000));
    CHECK(result.withdrawn == Points(900));
}

TEST_CASE("a confirmed purchase that the cloud does not have is a mismatch") {
    auto records = agreeing();
    records.cloud.operations.erase(records.cloud.operations.begin() + 3);
    CHECK(subjects(records) == std::vector<std::string>{"C/2"});
}

TEST_CASE("a purchase that the cloud has twice is a mismatch") {
    auto records = agreeing();
    records.cloud.operations.push_back(records.cloud.operations[3]);
    records.cloud.operations.back().id = 9;
    CHECK_FALSE(subjects(records).empty());
}

TEST_CASE("points or totals that differ are a mismatch") {
    auto records = agreeing();
    records.cloud.operations[0].points = Points(-9'999);
    CHECK(subjects(records) == std::vector<std::string>{"A/1"});
    records = agreeing();
    records.cloud.operations[3].total = Money(49'900);
    CHECK(subjects(records) == std::vector<std::string>{"C/2"});
}

TEST_CASE("a withdrawn redemption that still stands in the cloud is a mismatch") {
    auto records = agreeing();
    records.cloud.operations.erase(records.cloud.operations.begin() + 2);
    CHECK(subjects(records) == std::vector<std::string>{"C/1"});
}

TEST_CASE("an operation or reversal without an entry is a mismatch") {
    auto records = agreeing();
    records.cloud.operations.push_back({10, "Z/1", "NORMAL", std::nullopt, Points(), Points(), Money(100)});
    records.cloud.operations.push_back({11, "A/1", "REVERSAL", 1, Points(1), Points(), Money(-100)});
    CHECK(subjects(records) == std::vector<std::string>{"operation 10", "operation 11"});
}

TEST_CASE(
    "a printed discount that is no confirmed redemption is a mismatch, and so is a redemption not printed") {
    auto records = agreeing();
    records.entries.erase(records.entries.begin());
    CHECK_FALSE(subjects(records).empty());
    records = agreeing();
    records.printed[0].discount = Money(9'000);
    CHECK(subjects(records) == std::vector<std::string>{"A"});
    records = agreeing();
    records.printed.erase(records.printed.begin());
    CHECK(subjects(records) == std::vector<std::string>{"A/1"});
}

TEST_CASE("a printed document that does not add up is a mismatch") {
    auto records = agreeing();
    records.printed[2].lines[0].sum = Money(620);
    CHECK(subjects(records) == std::vector<std::string>{"B", "B"});
    records = agreeing();
    records.printed[2].paid = Money(601);
    CHECK(subjects(records) == std::vector<std::string>{"B"});
}

TEST_CASE("a customer who was promised an award and has no purchase is a mismatch") {
    auto records = agreeing();
    records.printed[2].award_promised = true;
    CHECK(subjects(records) == std::vector<std::string>{"B"});
}

TEST_CASE("goods that came back without a refund are a mismatch") {
    auto records = agreeing();
    records.entries.pop_back();
    records.cloud.operations.pop_back();
    CHECK(subjects(records) == std::vector<std::string>{"R"});
}

TEST_CASE("pending and parked entries are counted, parked ones with their reasons") {
    auto records = agreeing();
    records.entries[2].state = "parked";
    records.entries[2].parking = "insufficient_funds";
    records.entries[1].state = "reversing";
    const auto result = check(records);
    CHECK(result.mismatches.empty());
    CHECK(result.pending == 1);
    CHECK(summary(result).find("pending 1, parked 1 (insufficient_funds 1), mismatch 0") !=
          std::string::npos);
}

TEST_CASE("a refused offline redemption needs its whole loss recorded and the sale awarded") {
    auto records = agreeing();
    auto& redemption = records.entries[0];
    redemption.state = "parked";
    redemption.parking = "insufficient_funds";
    redemption.offline = true;
    redemption.loss = Money(10'000);
    redemption.operation.reset();
    records.cloud.operations[0] = {6, "A/2", "NORMAL", std::nullopt, Points(), Points(900), Money(90'000)};
    ExportedEntry award = records.entries[2];
    award.number = award.cloud_number = "A/2";
    award.receipt = "A";
    award.total = Money(90'000);
    award.operation = 6;
    records.entries[3].operation = 6;
    records.cloud.operations[4].origin = 6;
    CHECK(subjects(records) == std::vector<std::string>{"A/1", "operation 6"});
    records.entries.push_back(award);
    CHECK(subjects(records).empty());
    CHECK(check(records).offline_loss == Money(10'000));
    CHECK(summary(check(records)).find("lost offline 100.00, mismatch 0") != std::string::npos);
    records.entries[0].loss = Money(9'999);
    CHECK(subjects(records) == std::vector<std::string>{"A/1"});
}

TEST_CASE("rewards are compared by their amounts") {
    auto records = agreeing();
    records.cloud.rewards = {Points(150)};
    CHECK(subjects(records) == std::vector<std::string>{"cloud"});
    ExportedEntry reward;
    reward.number = "A/reward";
    reward.kind = Kind::reward;
    reward.state = "confirmed";
    reward.points = Points(150);
    records.entries.push_back(reward);
    CHECK(subjects(records).empty());
}

TEST_CASE("a damaged input is named with its line") {
    CHECK_THROWS_WITH(read_export("{\"number\":1}\n"), Catch::Contains("export line 1"));
    CHECK_THROWS_WITH(read_fiscal("\n{"), Catch::Contains("fiscal storage line 2"));
    CHECK_THROWS_WITH(read_cloud("[]"), Catch::Contains("ledger"));
}

TEST_CASE("a shift summary counts what the cloud awarded, where it awarded what was promised") {
    auto records = agreeing();
    records.printed[0].customer = "customer";
    records.printed[0].promised_award = Points(900);
    CHECK(compare({4, 2, Points(900), Points(5'000)}, records).empty());
    CHECK(compare({4, 2, Points(899), Points(5'000)}, records).size() == 1);
    CHECK(compare({4, 2, Points(901), Points(5'000)}, records).size() == 1);
}

TEST_CASE(
    "where a tier changed between offer and purchase, a shift summary is between the promise and the award") {
    auto records = agreeing();
    records.printed[0].customer = "customer";
    records.printed[0].promised_award = Points(450);
    CHECK(compare({4, 2, Points(450), Points(5'000)}, records).empty());
    CHECK(compare({4, 2, Points(449), Points(5'000)}, records).size() == 1);
    records.printed[0].promised_award = Points(1'800);
    CHECK(compare({4, 2, Points(1'800), Points(5'000)}, records).empty());
    CHECK(compare({4, 2, Points(1'801), Points(5'000)}, records).size() == 1);
}

TEST_CASE(
    "where no offer says what was promised, a shift summary is exact unless the cloud took purchases back") {
    const auto taken_back = agreeing();
    auto calm = taken_back;
    calm.entries.erase(calm.entries.begin() + 1);
    calm.cloud.operations.erase(calm.cloud.operations.begin() + 1, calm.cloud.operations.begin() + 3);
    auto late = calm;
    std::swap(late.entries[0], late.entries[1]);
    for (auto* records : {&calm, &late}) records->printed[0].customer = "customer";
    const ShiftSummary exact{4, 2, Points(900), Points(5'000)};
    const ShiftSummary of_another_tier{4, 2, Points(450), Points(5'000)};
    CHECK(compare(exact, calm).empty());
    CHECK(compare(of_another_tier, calm).size() == 1);
    CHECK(compare(of_another_tier, late).empty());
    auto disturbed = taken_back;
    disturbed.printed[0].customer = "customer";
    CHECK(compare(of_another_tier, disturbed).empty());
    CHECK(compare({4, 2, Points(9'001), Points(5'000)}, disturbed).size() == 1);
}
