#include "plugin/log/redact.hpp"

#include <catch2/catch.hpp>

using namespace tillpoints;

TEST_CASE("a telephone number is hidden, however it is written") {
    for (const auto* number : {"+79001234567", "89001234567", "9001234567", "8 (900) 123-45-67",
                               "+7 900 123 45 67", "8-900-123-45-67", "+996555123456", "7.900.123.45.67",
                               "(900) 123-45-67", "%2B79001234567", "+4930901820"}) {
        for (const auto* sentence :
             {"{}", "customer {} found", "tel{}", "\"{}\"", "/find?phone={}&x=1", "({})", "[{}]", "a={};b"}) {
            std::string line = sentence;
            line.replace(line.find("{}"), 2, number);
            const std::string shown = redacted(line);
            INFO(line << " -> " << shown);
            CHECK(shown.find("***") != std::string::npos);
            CHECK(shown.find("123") == std::string::npos);
            CHECK(shown.find("900") == std::string::npos);
            CHECK(shown.find("4567") == std::string::npos);
        }
    }
}

TEST_CASE("the values named code, card and certificate are hidden") {
    for (const auto* line : {R"({"by":"code","value":"123456"})", R"({"code": "123456"})",
                             "code=123456&total=1", "code 123456", "Code: 123456", R"(\"code\":\"123456\")",
                             "card='A123456'", "certificate: B-123456", R"("value":123456})"}) {
        const std::string shown = redacted(line);
        INFO(line << " -> " << shown);
        CHECK(shown.find("123456") == std::string::npos);
        CHECK(shown.find("***") != std::string::npos);
    }
}

TEST_CASE("a key is hidden, named or not") {
    for (const auto* line : {"Authorization: Basic MTIzNDU2Nzg5MDEyOm15S2V5", "authorization=Bearer abc def",
                             "key: c2VjcmV0", R"("api_key":"c2VjcmV0")", "password=c2VjcmV0;",
                             "token : 'c2VjcmV0'", "sent ZGVmYXVsdC1rZXktMTIz twice",
                             "X-Key: ZGVmYXVsdC1rZXktMTIz/AbC+1==", "0123456789abcdef0123456789abcdef"}) {
        const std::string shown = redacted(line);
        INFO(line << " -> " << shown);
        for (const auto* secret : {"MTIz", "abc", "c2Vj", "ZGVm", "9abc", "def "})
            CHECK(shown.find(secret) == std::string::npos);
        CHECK(shown.find("***") != std::string::npos);
    }
}

TEST_CASE("what a technician needs stays readable") {
    for (const auto* line :
         {"receipt 4b9f3f2a-6d0e-4a51-9c5e-000000000001/1 confirmed, operation 1234567",
          "2026-01-31T08:05:09.120Z pending 3, parked 0", "since 2026-01-31 08:05:09",
          "granted 150000 of 1499900", "code not_found, status 404", "cloud 127.0.0.1:43521 after 1500 ms",
          "key_file /etc/tillpoints/api.key", "error code 404", "the key file is missing", "Чек закрыт"})
        CHECK(redacted(line) == line);
}

TEST_CASE("one entry stays one line") {
    CHECK(redacted("a\nb\tc\x7F") == "a b c ");
    CHECK(redacted("").empty());
}
