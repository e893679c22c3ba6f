#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "branch_desk.hpp"
#include "cloud/console/sheet_layout.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

/// Tables for spreadsheets, read back by another program.
namespace {

constexpr auto reads_workbook = R"(
import sys, zipfile, xml.etree.ElementTree as tree
space = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
book = zipfile.ZipFile(sys.argv[1])
assert book.testzip() is None
sheet = tree.fromstring(book.read('xl/worksheets/sheet1.xml'))
assert not list(sheet.iter(space + 'f')), 'a formula'
assert not list(sheet.iter(space + 'hyperlink')), 'a link'
shared = []
if 'xl/sharedStrings.xml' in book.namelist():
    shared = [''.join(t.text or '' for t in si.iter(space + 't')) for si in tree.fromstring(book.read('xl/sharedStrings.xml')).iter(space + 'si')]
for cell in sheet.iter(space + 'c'):
    kind = cell.get('t') or 'n'
    value = cell.findtext(space + 'v') or ''
    text = ''.join(t.text or '' for t in cell.iter(space + 't')) if kind == 'inlineStr' else shared[int(value)] if kind == 's' else value
    print(cell.get('r'), {'inlineStr': 'text', 's': 'text', 'n': 'number', 'b': 'flag'}[kind], text.replace('\n', '|'))
)";

/// Each cell of the first sheet: "number 12.5", by its name ("B2").
using Cells = std::map<std::string, std::string>;

Cells cells_of(const std::string& workbook) {
    char folder[] = "/tmp/tillpoints-sheet-test-XXXXXX";
    REQUIRE(::mkdtemp(folder));
    const std::string at = folder;
    std::ofstream(at + "/book.xlsx", std::ios::binary) << workbook;
    std::ofstream(at + "/read.py") << reads_workbook;
    auto* pipe = ::popen(("python3 " + at + "/read.py " + at + "/book.xlsx 2>&1").c_str(), "r");
    REQUIRE(pipe);
    std::string told;
    char buffer[4096];
    while (std::fgets(buffer, sizeof buffer, pipe)) told += buffer;
    const int status = ::pclose(pipe);
    std::filesystem::remove_all(at);
    INFO(told);
    REQUIRE(status == 0);
    Cells cells;
    for (std::size_t begin = 0; begin < told.size();) {
        const auto end = told.find('\n', begin);
        const auto line = told.substr(begin, end - begin);
        cells[line.substr(0, line.find(' '))] = line.substr(line.find(' ') + 1);
        begin = end + 1;
    }
    return cells;
}

constexpr auto columns_of_staff =
    R"("title":"Staff: [all]/*?","columns":[{"name":"=Name","at":"name","kind":"text"},)"
    R"({"name":"Receipts","at":"with_card","kind":"count"},{"name":"Turnover","at":"card_turnover","kind":"amount"},)"
    R"({"name":"Nothing","at":"nowhere/0/x","kind":"amount"}])";

}  // namespace

TEST_CASE("a workbook has texts that are never formulas and numbers that can be counted on") {
    BranchDesk desk;
    const auto owner = desk.somebody("owner", Role::owner);
    const auto answer = desk.post(owner, "/staff/file", std::string("{") + columns_of_staff + "}");
    REQUIRE(answer.status == 200);
    CHECK(header_of(answer.headers, "Content-Disposition") == "attachment; filename=\"staff-all.xlsx\"");
    const auto cells = cells_of(answer.body);
    CHECK(cells.at("A1") == "text =Name");
    CHECK(cells.at("A2") == "text =1+1");
    CHECK(cells.at("A3") == "text @SUM(A1)");
    CHECK(cells.at("B3") == "number 2");
    CHECK(cells.at("C2") == "number 1000.5");
    CHECK(cells.at("C3") == "number 5000");
    CHECK_FALSE(cells.contains("D2"));
    const auto month =
        desk.post(owner, "/staff/file", std::string(R"({"month":"2025-12",)") + columns_of_staff + "}");
    CHECK(header_of(month.headers, "Content-Disposition") == "attachment; filename=\"staff-2025-12.xlsx\"");
    CHECK(cells_of(month.body).at("B2") == "number 0");
}

TEST_CASE("a manager's and an employee's workbooks hold what their pages show, and nobody else's figures") {
    BranchDesk desk;
    const auto file = [&](const Browser& who) {
        return cells_of(desk.post(who, "/staff/file", std::string("{") + columns_of_staff + "}").body);
    };
    const auto manager = file(desk.somebody("manager", Role::manager));
    CHECK(manager.at("A2") == "text =1+1");
    CHECK_FALSE(manager.contains("A3"));
    const auto employee = file(desk.somebody("employee", Role::employee));
    CHECK(employee.at("A2") == "text Clerk");
    CHECK_FALSE(employee.contains("A3"));
}

TEST_CASE("the report's workbook has the words of the page beside the figures of the books") {
    BranchDesk desk;
    const auto accountant = desk.somebody("accountant", Role::accountant);
    const auto rows =
        R"("title":"Report","head":["Line","Value"],"rows":[{"cells":["Покупки",{"at":"report/purchases/with_card","kind":"count"}]},)"
        R"({"cells":["=1",{"at":"report/purchases/turnover","kind":"amount"}]},)"
        R"({"cells":["",{"at":"report/revenue/0/revenue","kind":"amount"}]},)"
        R"({"cells":["Без предшественника",{"at":"before/purchases/turnover","kind":"amount"}]}])";
    const auto cells = cells_of(desk.post(accountant, "/report/file", std::string("{") + rows + "}").body);
    CHECK(cells.at("A2") == "text Покупки");
    CHECK(cells.at("B2") == "number 3");
    CHECK(cells.at("A3") == "text =1");
    CHECK(cells.at("B3") == "number 6000.5");
    CHECK(cells.at("B4") == "number 0");
    CHECK_FALSE(cells.contains("B5"));
    const auto month = cells_of(
        desk.post(accountant, "/report/file", std::string(R"({"month":"2026-01","branch":"2",)") + rows + "}")
            .body);
    CHECK(month.at("B3") == "number 5000");
    CHECK(month.at("B5") == "number 0");
    CHECK(desk.post(accountant, "/report/file", std::string(R"({"month":"x",)") + rows + "}").status == 400);
    CHECK(desk.post(accountant, "/report/file", "{}").status == 400);
}

TEST_CASE(
    "the list of customers holds everybody who is not erased, as workbook and as CSV, for owners only") {
    BranchDesk desk;
    const auto owner = desk.somebody("owner", Role::owner);
    const auto number = std::to_string(desk.boris.id.value + 1'100'000'000'000);
    const std::string columns =
        R"("title":"All","columns":[{"name":"No","at":"participant","kind":"text"},{"name":"Name","at":"name","kind":"text"},)"
        R"({"name":"Phone","at":"phone","kind":"text"},{"name":"Spent","at":"spent","kind":"amount"},)"
        R"({"name":"Last","at":"last_purchase","kind":"day"},{"name":"Blocked","at":"blocked","kind":"flag"}]})";
    const auto workbook = desk.post(owner, "/customers/file", R"({"format":"xlsx",)" + columns);
    REQUIRE(workbook.status == 200);
    const auto cells = cells_of(workbook.body);
    CHECK(cells.at("B2") == "text =HYPERLINK(\"http://evil.example\")");
    CHECK(cells.at("A3") == "text " + number);
    CHECK(cells.at("B3").find("<b>") != std::string::npos);
    CHECK(cells.at("C3") == "text +77010000002");
    CHECK(cells.at("D3") == "number 5000");
    CHECK(cells.at("E3") == "number 46037");
    CHECK(cells.at("F3") == "flag 0");
    const auto csv = desk.post(owner, "/customers/file", R"({"format":"csv","comma":true,)" + columns).body;
    CHECK(csv.starts_with("\xEF\xBB\xBF\"No\";\"Name\";\"Phone\";"));
    CHECK(
        csv.find("\"'=HYPERLINK(\"\"http://evil.example\"\")\";\"'+77010000001\";1000,5;2026-01-15;0\r\n") !=
        std::string::npos);
    CHECK(desk.actions().front() == "customers_listed");

    desk.ok(desk.post(owner, "/customers/erase",
                      R"({"participant":)" + number + R"(,"typed":")" + number + R"(","reason":"asked"})"));
    CHECK_FALSE(
        cells_of(desk.post(owner, "/customers/file", R"({"format":"xlsx",)" + columns).body).contains("B3"));
    for (const auto role : {Role::manager, Role::marketer, Role::accountant, Role::employee})
        CHECK(ConsoleDesk::code_in(desk.post(desk.somebody(std::string(word_of(role)).c_str(), role),
                                             "/customers/file", R"({"format":"csv",)" + columns)) ==
              "wrong_role");
}

TEST_CASE("everybody is in the list, however many slices it takes") {
    BranchDesk desk;
    desk.service.transact([](RequestContext& context) {
        for (int at = 0; at < 1'100; ++at)
            CHECK(import_contact(context, "", *Phone::parse("+7702" + std::to_string(1'000'000 + at))) ==
                  ImportedContact::added);
    });
    const auto csv =
        desk.post(desk.somebody("owner", Role::owner), "/customers/file",
                  R"({"format":"csv","title":"x","columns":[{"name":"Phone","at":"phone","kind":"text"}]})")
            .body;
    CHECK(std::count(csv.begin(), csv.end(), '\n') == 1 + 2 + 1'100);
}

TEST_CASE("a layout has its limits, and a wrong kind or too much of it is refused") {
    BranchDesk desk;
    const auto owner = desk.somebody("owner", Role::owner);
    const auto refused = [&](const std::string& columns) {
        return desk.post(owner, "/staff/file", R"({"title":"x","columns":)" + columns + "}").status == 400;
    };
    CHECK(refused("[]"));
    CHECK(refused(R"([{"name":"a","at":"name","kind":"formula"}])"));
    CHECK(refused(R"([{"name":"a","kind":"text"}])"));
    CHECK(refused(R"([{"name":")" + std::string(2'001, 'x') + R"(","at":"name","kind":"text"}])"));
    std::string many = "[";
    for (int at = 0; at < 41; ++at)
        many += std::string(at ? "," : "") + R"({"name":"a","at":"name","kind":"text"})";
    CHECK(refused(many + "]"));
}
