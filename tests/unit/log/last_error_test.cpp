#include "plugin/log/last_error.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

using namespace tillpoints;

TEST_CASE("the last error of a log is its newest line of that level, also in a long file") {
    const auto file =
        (std::filesystem::temp_directory_path() / ("tillpoints-last-error-" + std::to_string(::getpid())))
            .string();
    CHECK_FALSE(last_error_in(file));
    {
        std::ofstream log(file);
        log << "2026-01-31T08:00:00.000Z error the first\n2026-01-31T08:00:01.000Z info no error here\n";
    }
    CHECK(last_error_in(file) == "2026-01-31T08:00:00.000Z error the first");
    {
        std::ofstream log(file, std::ios::app);
        for (int line = 0; line < 5'000; ++line) log << "2026-01-31T08:00:02.000Z warning something\n";
    }
    CHECK_FALSE(last_error_in(file));
    std::ofstream(file, std::ios::app) << "2026-01-31T08:00:03.000Z error the second\n";
    CHECK(last_error_in(file) == "2026-01-31T08:00:03.000Z error the second");
    std::filesystem::remove(file);
}
