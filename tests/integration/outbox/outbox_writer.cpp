#include <unistd.h>

#include <cstdlib>
#include <iostream>

#include "numbered_batch.hpp"

/// outbox_writer DATABASE KEY FIRST: commits numbered batches from FIRST on and reports each acknowledged one
/// as eight bytes on standard output, until it is killed or has committed 100 000.
int main(int count, char** arguments) {
    using namespace tillpoints;
    if (count != 4) return 2;
    Outbox::Options options;
    options.file = arguments[1];
    options.key_file = arguments[2];
    const auto opened = Outbox::open(options);
    if (!opened) {
        std::cerr << opened.error().sentence() << '\n';
        return 1;
    }
    const std::int64_t first = std::atoll(arguments[3]);
    for (std::int64_t number = first; number < first + 100'000; ++number) {
        if (!(*opened)->commit(testing::numbered_batch(number))) return 1;
        if (::write(STDOUT_FILENO, &number, sizeof number) != sizeof number) return 1;
        if (number % 5 == 0 && !(*opened)->tidy()) return 1;
    }
    return 0;
}
