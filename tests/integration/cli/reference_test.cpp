#include <array>
#include <catch2/catch.hpp>
#include <cstdio>
#include <memory>
#include <string>

/// The manual page and the completions, which are made of the same description as --help.
namespace {

std::string output_of(const std::string& command) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
    REQUIRE(pipe);
    std::string text;
    std::array<char, 4096> part;
    while (const auto got = std::fread(part.data(), 1, part.size(), pipe.get()))
        text.append(part.data(), got);
    return text;
}

/// What bash offers after these words; the last one is being typed.
std::string offered(const std::string& words, int typed) {
    return output_of("bash -c 'source <(\"" TILLPOINTS_CLI "\" reference bash); COMP_WORDS=(tillpoints " +
                     words + "); COMP_CWORD=" + std::to_string(typed) +
                     "; _tillpoints; echo \" ${COMPREPLY[*]} \"'");
}

}  // namespace

TEST_CASE("completion in bash offers the commands, their commands and their options") {
    CHECK(offered("\"\"", 1).find(" doctor ") != std::string::npos);
    CHECK(offered("do", 1) == " doctor \n");
    CHECK(offered("queue \"\"", 2).find(" write-off ") != std::string::npos);
    CHECK(offered("queue edit --ph", 3) == " --phone \n");
    CHECK(offered("--language \"\"", 2) == " en ru kk \n");
    CHECK(offered("queue \"\"", 2).find(" doctor ") == std::string::npos);
}

TEST_CASE("the manual page describes every command with its options, once") {
    const auto page = output_of("'" TILLPOINTS_CLI "' --language en reference man");
    for (const auto* command :
         {"doctor", "setup", "config show", "queue write\\-off", "receipt closed", "bundle"}) {
        INFO(command);
        const auto heading = ".SS tillpoints " + std::string(command) + "\n";
        const auto at = page.find(heading);
        REQUIRE(at != std::string::npos);
        CHECK(page.find(heading, at + 1) == std::string::npos);
    }
    CHECK(page.find("\\-\\-answers") != std::string::npos);
    CHECK(page.find(".SH EXIT STATUS") != std::string::npos);
}
