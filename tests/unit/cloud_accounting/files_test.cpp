#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "cloud/accounting/cell_texts.hpp"
#include "october.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

const std::string mark = "\xEF\xBB\xBF";
const std::string replacement = "\xEF\xBF\xBD";

/// What xmllint says of a document; empty if the schema allows it.
std::string faults_of_xml(const std::string& document) {
    char pattern[] = "/tmp/tillpoints-commerceml-XXXXXX";
    const std::string folder = mkdtemp(pattern);
    std::ofstream(folder + "/file.xml", std::ios::binary) << document;
    const auto command = "xmllint --noout --nonet --schema " TILLPOINTS_COMMERCEML_SCHEMA " " + folder +
                         "/file.xml >" + folder + "/said 2>&1";
    const int status = std::system(command.c_str());
    std::stringstream said;
    said << std::ifstream(folder + "/said").rdbuf();
    std::filesystem::remove_all(folder);
    return status == 0 ? "" : said.str() + " status " + std::to_string(status);
}

}  // namespace

TEST_CASE("operations are a table for a spreadsheet, a refund with negative amounts and its purchase") {
    const auto figures = figures_of(october(), rows());
    CHECK(whole_file(MonthFile::operations, figures, {sale(), refund()}) ==
          mark +
              "id;moment;kind;refund_of;receipt;branch;cashier_code;cashier;customer;total;cash;points_"
              "redeemed;"
              "points_awarded;certificate\r\n"
              "17;2026-10-16 00:30:00;sale;;\"A-00017\";\"Центр\";\"till-1\";\"'=HYPERLINK(\"\"http://"
              "evil.example\"\")\";1100000000005;1000,00;900,50;99,50;9,01;0,00\r\n"
              "18;2026-10-16 00:30:00;refund;17;;\"Центр\";\"till-1\";\"'=HYPERLINK(\"\"http://"
              "evil.example\"\")\";1100000000005;-1000,00;-900,50;-99,50;-9,01;0,00\r\n");
}

TEST_CASE("an operation of a cashier and a branch that nobody knows leaves their fields empty") {
    auto stranger = sale();
    stranger.cashier = stranger.branch = 0;
    CHECK(entry_of(MonthFile::operations, october(), stranger).find(";\"A-00017\";;;;11") !=
          std::string::npos);
}

TEST_CASE("what is owed is a table with each kind of account and the sum of all") {
    CHECK(whole_file(MonthFile::liabilities, figures_of(october(), rows()), {}) ==
          mark +
              "account;opening;awarded;granted;redeemed;expired;withdrawn;by_hand;closing\r\n"
              "customers;100,00;30,00;5,00;-19,00;-4,00;-3,00;-2,00;107,00\r\n"
              "deferred;5,00;7,00;-5,00;0,00;0,00;0,00;0,00;7,00\r\n"
              "certificates;50,00;10,00;0,00;-40,00;-5,00;0,00;0,00;15,00\r\n"
              "all;155,00;47,00;0,00;-59,00;-9,00;-3,00;-2,00;129,00\r\n");
}

TEST_CASE("employees are a table with the award owed") {
    CHECK(whole_file(MonthFile::staff, figures_of(october(), rows()), {}) ==
          mark +
              "cashier_code;cashier;sales;refunds;turnover;award_owed\r\n"
              "\"\";\"\";1;0;10,00;0,00\r\n"
              "\"till-1\";\"'=HYPERLINK(\"\"http://evil.example\"\")\";2;1;2500,00;2,50\r\n");
}

TEST_CASE(
    "a text that a spreadsheet would take for a formula gets an apostrophe, as in the console's tables") {
    for (const auto* text : {"=1", "+1", "-1", "@a", "\t=1", "\ra", "\na", "  =1", "\xC2\xA0=1",
                             "\xEF\xBB\xBF+1", "\xE2\x80\xA8-1", "\x0B@"}) {
        INFO(text);
        CHECK(csv_text(text) == "\"'" + std::string(text) + "\"");
    }
    for (const auto* text : {"", "a=1", "a", "1-1", " a", "'=1", "\xD0\x90"})
        CHECK(csv_text(text) == "\"" + std::string(text) + "\"");
    CHECK(csv_text("say \"hi\"; bye\r\n") == "\"say \"\"hi\"\"; bye\r\n\"");
    // The rule is written twice, for a browser and for the cloud; this is the browser's.
    std::stringstream source;
    source << std::ifstream(TILLPOINTS_CONSOLE_CSV).rdbuf();
    CHECK(source.str().find(R"(/^[\s]*[=+\-@\t\r\n]/)") != std::string::npos);
}

TEST_CASE("a quoted text is read back as it was, whatever it holds, and never begins as a formula") {
    CHECK(rc::check([] {
        const auto text = *rc::gen::container<std::string>(
            rc::gen::elementOf(std::string("=+-@\t\r\n \";,a\xC2\xA0\xD0\x90")));
        const auto cell = csv_text(text);
        RC_ASSERT(cell.size() >= 2 && cell.front() == '"' && cell.back() == '"');
        std::string read;
        for (std::size_t at = 1; at + 1 < cell.size(); ++at) {
            if (cell[at] == '"') {
                ++at;
                RC_ASSERT(at + 1 < cell.size() && cell[at] == '"');
            }
            read += cell[at];
        }
        RC_ASSERT(read == text || read == "'" + text);
        RC_ASSERT(std::string_view("=+-@\t\r\n").find(read[0]) == std::string_view::npos || read.empty());
    }));
}

TEST_CASE("amounts of every size and sign have two digits behind a comma") {
    CHECK(csv_amount(Money(0)) == "0,00");
    CHECK(csv_amount(Money(-5)) == "-0,05");
    CHECK(csv_amount(Points(123'456'789'01)) == "123456789,01");
}

TEST_CASE("texts of the exchange file hold no mark-up and no character that XML cannot hold") {
    CHECK(xml_text("<a b=\"c\">&'") == "&lt;a b=&quot;c&quot;&gt;&amp;'");
    CHECK(xml_text("a\tb\r\nc") == "a&#9;b&#13;&#10;c");
    CHECK(xml_text("Әсем \xF0\x9F\x98\x80") == "Әсем \xF0\x9F\x98\x80");
    using namespace std::string_literals;
    for (const auto& text : {"\0"s, "\x01"s, "\x1B"s, "\xEF\xBF\xBE"s, "\xEF\xBF\xBF"s, "\xFF"s, "\xC0"s})
        CHECK(xml_text("a" + text + "b") == "a" + replacement + "b");
    CHECK(xml_text("\xED\xA0\x80") == replacement + replacement + replacement);  // a surrogate
    CHECK(xml_text("\xE2\x82") == replacement + replacement);                    // cut off
    CHECK(xml_text("\xC1\x81") == replacement + replacement);                    // longer than it must be
}

TEST_CASE("the exchange file of a month is what its schema allows") {
    const auto figures = figures_of(october(), rows());
    const auto file = whole_file(MonthFile::commerceml, figures, {sale(), refund()});
    INFO(file);
    CHECK(faults_of_xml(file) == "");
    for (const auto* part :
         {"ДатаФормирования=\"2026-10-31T23:59:59\"",
          "<Ид>operation/17</Ид><Номер>A-00017</Номер><Дата>2026-10-16</Дата>",
          "<ХозОперация>Отпуск товара</ХозОперация>", "<ХозОперация>Возврат товара</ХозОперация>",
          "<Наименование>Возврат по операции</Наименование><Значение>operation/17</Значение>",
          "<Ид>participant/1100000000005</Ид>", "<Наименование>Shop &amp; Sons</Наименование>",
          "<Наименование>Баллы клиентов: на конец</Наименование><Значение>107.00</Значение>",
          "<Ид>staff/2026-10/3</Ид>",
          "<Наименование>Премия к выплате</Наименование><Значение>2.50</Значение>"}) {
        INFO(part);
        CHECK(file.find(part) != std::string::npos);
    }
    CHECK(faults_of_xml(whole_file(MonthFile::commerceml, figures_of(october(), {}), {})) == "");
}

TEST_CASE("the schema refuses a file in which something is missing, twice, or of another form") {
    const auto figures = figures_of(october(), rows());
    const auto file = whole_file(MonthFile::commerceml, figures, {sale()});
    const auto changed = [&](const std::string& from, const std::string& to) {
        auto other = file;
        const auto at = other.find(from);
        REQUIRE(at != other.npos);
        return other.replace(at, from.size(), to);
    };
    CHECK(faults_of_xml(changed("<Валюта>KZT</Валюта>", "")) != "");
    CHECK(faults_of_xml(changed("Отпуск товара", "Подарок")) != "");
    CHECK(faults_of_xml(changed("<Сумма>1000.00", "<Сумма>1000,00")) != "");
    CHECK(faults_of_xml(changed("2026-10-16", "16.10.2026")) != "");
    CHECK(faults_of_xml(whole_file(MonthFile::commerceml, figures, {sale(), sale()})) != "");
}

TEST_CASE("names and numbers of any bytes leave the exchange file whole") {
    // One run of xmllint for all of them.
    auto figures = figures_of(october(), rows());
    std::vector<BookedOperation> operations;
    for (int byte = 0; byte < 256; ++byte) {
        auto operation = sale();
        operation.id = {byte + 1};
        operation.number =
            std::string("]]>") + static_cast<char>(byte) + "</Номер>" + static_cast<char>(byte);
        operations.push_back(operation);
    }
    figures.month.names.branches[7] = std::string("\0\xC3<![CDATA[", 11);
    CHECK(faults_of_xml(whole_file(MonthFile::commerceml, figures, operations)) == "");
}

TEST_CASE("a file of a month that may still change says so by its name") {
    CHECK(file_name_of(MonthFile::operations, "2026-10", true) == "operations-2026-10.csv");
    CHECK(file_name_of(MonthFile::commerceml, "2026-10", false) == "commerceml-2026-10-not-closed.xml");
    for (const auto file : all_month_files) CHECK(month_file_of(word_of(file)) == file);
    CHECK_FALSE(month_file_of("secrets"));
}
