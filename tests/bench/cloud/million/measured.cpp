#include "measured.hpp"

#include <algorithm>
#include <cstdio>
#include <thread>

namespace tillpoints::cloud::test {
namespace {

using Times = std::chrono::steady_clock;
constexpr std::chrono::minutes longest{10};

struct Timed {
    HttpAnswer answer;
    Milliseconds took;
};

Timed timed(LargeShop& shop, const PageQuestion& question) {
    const auto begin = Times::now();
    auto answer = shop.ask(question);
    return {std::move(answer), Times::now() - begin};
}

Json number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f", value);
    return Json(Json::Number{text});
}

}  // namespace

MeasuredPage measure_page(LargeShop& shop, const PageQuestion& question, int times) {
    const auto begin = Times::now();
    auto asked = timed(shop, question);
    MeasuredPage page{question, asked.answer.status, asked.took, asked.took, asked.answer.body.size()};
    while (asked.answer.status == 202 && Times::now() - begin < longest) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        asked = timed(shop, question);
        page.worst = std::max(page.worst, asked.took);
        page.bytes = asked.answer.body.size();
        page.done = Times::now() - begin;
        if (asked.answer.status != 202) page.status = asked.answer.status == 200 ? 202 : asked.answer.status;
    }
    for (int i = 1; i < times && !page.done; ++i)
        page.worst = std::max(page.worst, timed(shop, question).took);
    return page;
}

void print_page(const MeasuredPage& page) {
    const auto done = page.done ? std::to_string(static_cast<int>(page.done->count())) : std::string("-");
    std::printf("%s %3d %-10s %-70.70s %8.1f %8.1f %9zu %9s\n", page.worst > goal ? "!" : " ", page.status,
                page.question.who.c_str(), page.question.name().c_str(), page.first.count(),
                page.worst.count(), page.bytes, done.c_str());
    std::fflush(stdout);
}

Json to_json(const std::string& database, const std::string& pass, const MeasuredPage& page) {
    return Json::object({{"database", database},
                         {"pass", pass},
                         {"who", page.question.who},
                         {"route", page.question.name()},
                         {"status", page.status},
                         {"first_ms", number(page.first.count())},
                         {"worst_ms", number(page.worst.count())},
                         {"bytes", page.bytes},
                         {"done_ms", page.done ? number(page.done->count()) : Json()}});
}

}  // namespace tillpoints::cloud::test
