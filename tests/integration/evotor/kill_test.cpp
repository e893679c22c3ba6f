#include <catch2/catch.hpp>
#include <csignal>
#include <iostream>

#include "terminal.hpp"

using namespace tillpoints::test;

TEST_CASE(
    "after kill -9 at every step of a sale and of a return the terminal goes on, and the records are equal") {
    Cloud cloud;
    Folder data;
    const auto settings = by_jni(cloud, data / "plugin");
    Terminal terminal(cloud, settings, 30);
    int killed = 0;
    for (int status = 128 + SIGKILL; status == 128 + SIGKILL && killed < 100;) {
        status = terminal.play({"--deaths", terminal.file("deaths")})->wait(120);
        INFO(terminal.log());
        REQUIRE((status == 0 || status == 128 + SIGKILL));
        if (status != 0) ++killed;
    }
    std::cout << read_file(terminal.file("deaths")) << "kills " << killed << "\n";
    CHECK(killed >= 30);
    terminal.check(terminal.verdict(settings["plugin"]));
}
