#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "protocol/loyalty/wire.hpp"

using namespace tillpoints;
using namespace tillpoints::loyalty;

namespace {

/// Every file of tests/data/loyalty: one request and possible answers.
std::vector<std::filesystem::path> vectors() {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(TILLPOINTS_TEST_DATA "/loyalty"))
        files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

Json load(const std::filesystem::path& file) {
    std::ifstream in(file);
    std::stringstream text;
    text << in.rdbuf();
    return parse_json(text.str()).value();
}

HttpRequest request_in(const Json& vector) {
    const Json& request = *vector.find("request");
    HttpRequest http{*request.find("method")->string(), *request.find("target")->string(), {}, {}};
    if (const Json* body = request.find("body")) http.body = dump(*body);
    return http;
}

HttpAnswer answer_in(const Json& written) {
    return {std::stoi(written.find("status")->number()->digits),
            {{"Content-Type", "application/json"}},
            dump(*written.find("body"))};
}

}  // namespace

TEST_CASE("there is a golden vector for every kind of call") {
    std::vector<std::size_t> kinds;
    for (const auto& file : vectors()) kinds.push_back(call_of(request_in(load(file))).value().index());
    for (std::size_t kind = 0; kind < std::variant_size_v<Call>; ++kind)
        CHECK(std::count(kinds.begin(), kinds.end(), kind) >= 1);
}

TEST_CASE("both sides agree on every golden request") {
    for (const auto& file : vectors()) {
        INFO(file.filename());
        const auto golden = request_in(load(file));
        const auto call = call_of(golden);
        REQUIRE(call.has_value());
        const auto written = request_of(*call);
        CHECK(written.method == golden.method);
        CHECK(written.target == golden.target);
        CHECK(written.body == golden.body);
        CHECK(header_of(written.headers, "content-type") == (golden.body.empty() ? "" : "application/json"));
        CHECK(call_of(written).value() == *call);
    }
}

TEST_CASE("both sides agree on every golden answer") {
    for (const auto& file : vectors()) {
        const auto vector = load(file);
        const auto call = call_of(request_in(vector)).value();
        for (const auto& written : *vector.find("answers")->items()) {
            INFO(file.filename() << " " << dump(written));
            const auto golden = answer_in(written);
            const auto answer = answer_of(call, golden);
            REQUIRE(answer.has_value());
            const auto http = answer_to_http(*answer);
            CHECK(http.status == golden.status);
            CHECK(http.body == golden.body);
            CHECK(answer_of(call, http).value() == *answer);
        }
    }
}
