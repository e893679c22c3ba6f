// The readers of single values: numbers, times, telephone numbers, addresses, and the log's redaction.
#include <limits>
#include <string_view>

#include "plugin/config/endpoint.hpp"
#include "plugin/log/redact.hpp"
#include "protocol/decimal.hpp"
#include "protocol/ids.hpp"
#include "protocol/phone.hpp"
#include "protocol/quantity.hpp"
#include "protocol/timestamp.hpp"
#include "tests/fuzz/require.hpp"

using namespace tillpoints;

namespace {

void read_numbers(std::string_view text) {
    for (const auto rounding : {Rounding::half_up, Rounding::down, Rounding::exact})
        for (const int digits : {0, 2, 3}) {
            const auto number = parse_decimal(text, digits, rounding);
            if (!number) continue;
            FUZZ_REQUIRE(parse_decimal(format_decimal(*number, digits), digits, Rounding::exact) == number);
            FUZZ_REQUIRE(parse_decimal(format_fixed(*number, digits), digits, Rounding::exact) == number);
        }
    if (const auto quantity = parse_quantity(text))
        FUZZ_REQUIRE(parse_quantity(to_text(*quantity)) == quantity);
}

void read_names(std::string_view text) {
    if (const auto time = parse_timestamp(text)) FUZZ_REQUIRE(parse_timestamp(to_text(*time)) == time);
    if (const auto phone = Phone::parse(text)) {
        FUZZ_REQUIRE(Phone::parse(phone->e164()) == phone);
        FUZZ_REQUIRE(redacted(phone->e164()) == "***");
        FUZZ_REQUIRE(phone->masked().find(phone->e164().substr(2, 6)) == std::string::npos);
    }
    if (const auto url = cloud_base_url(text)) FUZZ_REQUIRE(cloud_base_url(*url) == url);
    is_key_pin(text);
    is_credential_header(text);
    if (is_uuid(text)) FUZZ_REQUIRE(is_receipt_id(text));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    read_numbers(text);
    read_names(text);
    for (const char c : redacted(text)) FUZZ_REQUIRE(static_cast<unsigned char>(c) >= 0x20);
    return 0;
}
