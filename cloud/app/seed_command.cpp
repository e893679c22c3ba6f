#include "cloud/seed/seed_storage.hpp"

#include <unistd.h>

#include <cstdio>

#include "cloud/app/commands.hpp"
#include "cloud/app/open_storage.hpp"
#include "cloud/programme/read_programme.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::chrono::days seeded_days{307};  ///< the deployment's ten months

void draw_bar(std::int64_t done, std::int64_t of) {
    constexpr std::int64_t width = 40;
    const auto filled = static_cast<int>(done * width / of);
    std::fprintf(stderr, "\r[%.*s%*s] %3lld %%", filled, "########################################",
                 static_cast<int>(width) - filled, "", static_cast<long long>(done * 100 / of));
    if (done == of) std::fputc('\n', stderr);
}

Json json(const SeedResult& seeded, const SeedRequest& order) {
    const auto& plan = seeded.plan;
    return Json::object({{"seed", order.seed},
                         {"contacts", plan.contacts},
                         {"members", plan.members},
                         {"buyers", plan.buyers},
                         {"purchases", plan.purchases},
                         {"turnover", Json::Number{format_decimal(plan.turnover().count, 2)}},
                         {"receipts_without_card", plan.bare_receipts},
                         {"from", to_text(order.period.from)},
                         {"to", to_text(order.period.to)},
                         {"operations", seeded.audit.operations},
                         {"entries", seeded.audit.entries},
                         {"balanced", seeded.audit.balanced()},
                         {"digest", seeded.digest}});
}

void print(const Json& summary) {
    for (const auto& [name, value] : *summary.members()) {
        const auto text = value.string() ? *value.string() : dump(value);
        std::printf("%-22s %24s\n", name.c_str(), text.c_str());
    }
}

}  // namespace

int seed(const Options& options, const SeedCommand& command) {
    Problems problems;
    const auto programme = load_programme(options.programme, problems);
    auto until = std::chrono::floor<std::chrono::days>(system_time());
    if (!command.until.empty()) {
        const auto time = parse_timestamp(command.until + "T00:00:00Z");
        if (!time || command.until.size() != 10)
            problems.push_back({Errc::invalid_value, "--until", "a day such as 2026-01-31", command.until});
        else
            until = std::chrono::floor<std::chrono::days>(*time);
    }
    if (!problems.empty()) return print_problems(problems);

    const SeedRequest order{command.customers, command.seed, {until - seeded_days, until}};
    const bool bar = !command.quiet && ::isatty(STDERR_FILENO) == 1;
    const auto storage = open_storage(options, false);
    const auto seeded = seed_storage(*programme, *storage, order, [&](std::int64_t done, std::int64_t of) {
        if (bar) draw_bar(done, of);
    });
    if (!seeded) return print_problems({seeded.error()});
    for (const auto& fault : seeded->audit.violations) std::fprintf(stderr, "fault: %s\n", fault.c_str());
    const auto summary = json(*seeded, order);
    if (options.json)
        std::printf("%s\n", dump_pretty(summary).c_str());
    else if (!command.quiet)
        print(summary);
    return seeded->audit.balanced() ? 0 : 1;
}

}  // namespace tillpoints::cloud
