#include <cstdio>
#include <exception>

#include "postgres/server.hpp"

/// A PostgreSQL server for tests of another language: prints the connection string of a new database, and
/// ends when its standard input ends.
int main() {
    try {
        tillpoints::test::PostgresServer server;
        std::printf("%s\n", server.new_database().c_str());
        static_cast<void>(std::fflush(stdout));
        while (std::getchar() != EOF) continue;
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
