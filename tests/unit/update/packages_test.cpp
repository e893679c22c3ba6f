#include "adapters/update/packages.hpp"

#include <catch2/catch.hpp>

using namespace tillpoints::update;

TEST_CASE("packages are read from dpkg's answer, without those of which only the configuration is left") {
    const auto all = read_packages(
        "libtillpoints1:armhf\t0.2.0\tarmhf\tinstalled\tok\n"
        "tillpoints\t0.2.0\tarmhf\thalf-installed\treinstreq\n"
        "tillpoints-cloud\t0.1.0\tarmhf\tconfig-files\tok\n"
        "tillpoints-sidecar\t\t\tnot-installed\tok\n"
        "not four tabs\n");
    REQUIRE(all.size() == 2);
    CHECK(all[0] == Package{"libtillpoints1:armhf", "0.2.0", "armhf", true, false});
    CHECK(all[1] == Package{"tillpoints", "0.2.0", "armhf", false, true});
    CHECK(read_packages("").empty());
}

TEST_CASE("a version holds nothing that a path, an option or a shell could take for its own") {
    for (const auto* good : {"0.1.0", "1:2.0~previous", "0.1.0-1+deb12u1"}) CHECK(is_version(good));
    for (const auto* bad : {"", "-o", "../1", "1/../../etc", "1 2", "1;reboot", "v1", "1$(x)"})
        CHECK_FALSE(is_version(bad));
    CHECK_FALSE(is_version(std::string(129, '1')));
}

TEST_CASE("the candidate is read from apt's policy; none is none") {
    CHECK(candidate_of("tillpoints:\n  Installed: 0.1.0\n  Candidate: 0.2.0\n  Version table:\n") == "0.2.0");
    CHECK_FALSE(candidate_of("tillpoints:\n  Installed: (none)\n  Candidate: (none)\n"));
    CHECK_FALSE(candidate_of("N: Unable to locate package tillpoints\n"));
}

TEST_CASE("an archive is named as apt names it") {
    CHECK(archive_name({"libtillpoints1:armhf", "1", "armhf", true, false}, "1:0.2.0~a") ==
          "libtillpoints1_1%3a0.2.0~a_armhf.deb");
}
