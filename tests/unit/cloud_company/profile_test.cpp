#include <catch2/catch.hpp>

#include "cloud/company/profile.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;

namespace {

template <class T>
std::vector<std::string> wrong_fields(T (*read)(Reader), const std::string& text) {
    const auto json = parse_json(text).value();
    Problems problems;
    read(Reader(json, "", problems));
    std::vector<std::string> out;
    for (const auto& problem : problems) out.push_back(problem.where);
    return out;
}

using Fields = std::vector<std::string>;

}  // namespace

TEST_CASE("a profile and a branch are kept as they were told") {
    const auto company =
        parse_json(
            R"({"name":"Shop","description":{"en":"a","ru":"b","kk":"c"},"phone":"+7 (701) 000-00-01","site":"https://shop.kz"})")
            .value();
    Problems problems;
    const auto profile = read_company_profile(Reader(company, "", problems));
    CHECK(to_json(profile) == company);
    const auto branch =
        parse_json(
            R"({"address":"Main street 1","phone":"","hours":{"monday":"10:00-20:00","tuesday":"","wednesday":"",
            "thursday":"","friday":"","saturday":"","sunday":"00:00-24:00"},
            "special":[{"date":"2027-01-01","hours":""},{"date":"2027-01-02","hours":"12:00-13:00"}],
            "utc_offset":300,"closed":true})")
            .value();
    CHECK(to_json(read_branch_profile(Reader(branch, "", problems))) == branch);
    CHECK(problems.empty());
}

TEST_CASE("each wrong field of a profile is named") {
    CHECK(wrong_fields(read_company_profile, R"({"phone":"call me","site":"javascript:alert"})") ==
          Fields{"phone", "site"});
    for (const auto* site :
         {"shop.kz", "https://", "https:///x", "http://a b", "https://a\\\"b", "//shop.kz"}) {
        INFO(site);
        CHECK(wrong_fields(read_company_profile, R"({"site":")" + std::string(site) + R"("})") ==
              Fields{"site"});
    }
    CHECK(wrong_fields(read_branch_profile,
                       R"({"hours":{"friday":"late"},"utc_offset":100000,
                           "special":[{"date":"2027-02-30","hours":""},{"date":"2027-01-01","hours":"x"},
                                      {"date":"2027-01-01","hours":""}]})") ==
          Fields{"hours.friday", "special[0].date", "special[1].hours", "special[2].date", "utc_offset"});
}

TEST_CASE("a description is told in the reader's language, else in one that there is") {
    CompanyProfile profile;
    CHECK(description_in(profile, loyalty::Language::kazakh).empty());
    profile.description[static_cast<std::size_t>(loyalty::Language::russian)] = "ru";
    CHECK(description_in(profile, loyalty::Language::kazakh) == "ru");
    profile.description[static_cast<std::size_t>(loyalty::Language::kazakh)] = "kk";
    CHECK(description_in(profile, loyalty::Language::kazakh) == "kk");
}
