#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "large_books.hpp"
#include "measured.hpp"
#include "tills.hpp"

/// Pages on the books of a million customers; tests/bench/README.md.
namespace {

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

constexpr auto help =
    "million_customers fill|pages|tills [--file BOOKS.db | --database CONNECTION] [--customers N] [--only "
    "TEXT] "
    "[--json FILE]\n"
    "                  [--cold DIRECTORY]\n"
    "fill: makes the books.  pages: asks for the first answer of every page.\n"
    "tills: 64 terminals alone and beside somebody who goes through the pages, --rounds (5) times --seconds "
    "(10);\n"
    "  --period-ms: how often each sells; without it at once after the answer.\n"
    "--cold: the files below are forgotten by the system's cache before the first pass.\n";

struct Wanted {
    std::string what;
    BooksPlace place{"PostgreSQL", {}, {}};
    BooksSize size;
    std::string only;
    std::string json;
    std::string cold;
    int rounds = 5;
    std::chrono::seconds duration{10};
    std::chrono::milliseconds period{};
};

std::optional<Wanted> wanted(int count, char** words) {
    Wanted out;
    if (count < 4 || count % 2 != 0) return {};
    out.what = words[1];
    for (int at = 2; at < count; at += 2) {
        const std::string_view option = words[at];
        const std::string value = words[at + 1];
        if (option == "--file")
            out.place = {"SQLite", std::filesystem::absolute(value), {}};
        else if (option == "--database")
            out.place.database = value;
        else if (option == "--customers")
            out.size.customers = std::atoll(value.c_str());
        else if (option == "--only")
            out.only = value;
        else if (option == "--json")
            out.json = value;
        else if (option == "--cold")
            out.cold = value;
        else if (option == "--rounds")
            out.rounds = std::atoi(value.c_str());
        else if (option == "--seconds")
            out.duration = std::chrono::seconds(std::atoi(value.c_str()));
        else if (option == "--period-ms")
            out.period = std::chrono::milliseconds(std::atoi(value.c_str()));
        else
            return {};
    }
    return out;
}

Timestamp now() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

void forget_files(const std::string& directory) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
        if (!entry.is_regular_file()) continue;
        const int file = open(entry.path().c_str(), O_RDONLY | O_CLOEXEC);
        if (file < 0) continue;
        fdatasync(file);
        posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
        close(file);
    }
}

void fill(const Wanted& order) {
    const auto connection =
        order.place.file.empty() ? connect_postgres(order.place.database) : connect_sqlite(order.place.file);
    fill_books(*connection, order.size, now());
}

std::vector<PageQuestion> questions_for(const Wanted& order, LargeShop& shop) {
    const auto month = to_text(now() - std::chrono::days(31)).substr(0, 7);
    auto questions = page_questions(month, shop.programme());
    std::erase_if(questions, [&](const PageQuestion& question) {
        return question.name().find(order.only) == std::string::npos;
    });
    return questions;
}

void measure(const Wanted& order) {
    LargeShop shop(order.place);
    const auto questions = questions_for(order, shop);
    Json rows = Json::array();
    for (const auto* pass : {"cold", "warm"}) {
        if (std::strcmp(pass, "cold") == 0 && order.cold.empty()) continue;
        if (std::strcmp(pass, "cold") == 0) forget_files(order.cold);
        std::printf("\n%s, %s\n%-87s %8s %8s %9s %9s\n", order.place.name.c_str(), pass, "", "ms first",
                    "worst", "bytes", "done");
        for (const auto& question : questions) {
            const auto page = measure_page(shop, question, std::strcmp(pass, "cold") == 0 ? 1 : 5);
            print_page(page);
            if (page.done) shop.connect_again();
            rows.push(to_json(order.place.name, pass, page));
        }
    }
    if (!order.json.empty()) std::ofstream(order.json) << dump(rows) << "\n";
}

void let_tills_sell(const Wanted& order) {
    LargeShop shop(order.place);
    std::printf("%s\n", order.place.name.c_str());
    sell_beside_pages(shop, questions_for(order, shop), order.rounds, order.duration, order.period);
}

}  // namespace

int main(int count, char** words) {
    const auto order = wanted(count, words);
    using Part = void (*)(const Wanted&);
    const std::map<std::string, Part> parts{{"fill", fill}, {"pages", measure}, {"tills", let_tills_sell}};
    if (!order || !parts.contains(order->what)) {
        std::fputs(help, stderr);
        return 2;
    }
    // Unless another build is to be measured.
    setenv("TILLPOINTS_BENCH_CLOUD", TILLPOINTS_SHIPPED_CLOUD, 0);
    try {
        parts.at(order->what)(*order);
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
