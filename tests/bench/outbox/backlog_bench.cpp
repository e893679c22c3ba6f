#include <sys/resource.h>

#include <chrono>
#include <cstdlib>
#include <iostream>

#include "sample_entries.hpp"

/// tillpoints-bench-backlog [FACTS]: how long a shop waits for its first step after FACTS (default a million)
/// were stored: once with all of them pending, once with all of them settled and one pending at the end.
namespace tillpoints::testing {
namespace {

template <class Work>
void timed(const char* what, Work work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    std::cout << "  " << what << ": " << took.count() << " ms\n";
}

void fill(Outbox& outbox, int entries, EntryState state) {
    for (int done = 0; done < entries;) {
        Batch batch;
        for (int i = 0; i < 1000 && done < entries; ++i, ++done)
            batch.entries.push_back(in_state(sale("receipt-" + std::to_string(done)), state));
        store(outbox, batch);
        static_cast<void>(outbox.tidy());
    }
    store(outbox, sale("the last one"));
}

void run(int entries, EntryState state) {
    const Shop shop;
    timed("store", [&] { fill(*shop.open(), entries, state); });
    std::unique_ptr<Outbox> outbox;
    timed("open", [&] { outbox = shop.open(); });
    timed("the first 64 unsettled",
          [&] { std::cout << "  found " << outbox->unsettled(64).value().size() << '\n'; });
    timed("counts", [&] { std::cout << "  pending " << outbox->counts().value().pending << '\n'; });
    timed("commit one more", [&] { store(*outbox, sale("one more")); });
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    std::cout << "  database " << (std::filesystem::file_size(shop.file()) >> 20)
              << " MiB, largest memory of the process " << (used.ru_maxrss >> 10) << " MiB\n";
}

}  // namespace
}  // namespace tillpoints::testing

int main(int count, char** arguments) {
    using tillpoints::EntryState;
    const int entries = count > 1 ? std::atoi(arguments[1]) : 1'000'000;
    std::cout << entries << " facts pending\n";
    tillpoints::testing::run(entries, EntryState::pending);
    std::cout << entries << " facts settled\n";
    tillpoints::testing::run(entries, EntryState::confirmed);
    return 0;
}
