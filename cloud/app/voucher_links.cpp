#include "cloud/app/voucher_links.hpp"

#include <algorithm>

#include "cloud/api/error_texts.hpp"
#include "cloud/api/refusals.hpp"
#include "protocol/decimal.hpp"
#include "protocol/loyalty/target.hpp"
#include "protocol/loyalty/wire.hpp"
#include "qr/qr_code.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::int64_t usual_size = 256;

bool is_voucher_code(const std::string& text) {
    return text.size() == 12 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::int64_t size_in(const loyalty::Target& target) {
    const auto* text = target.parameter("size");
    const auto size = text ? parse_decimal(*text, 0, Rounding::exact) : std::nullopt;
    return std::clamp<std::int64_t>(size.value_or(usual_size), 32, 1024);
}

/// Nothing if the link is too long for a QR code.
std::optional<HttpAnswer> picture_of(const std::string& link, std::int64_t size) {
    constexpr std::string_view begin = "<svg ";
    const auto code = qr_code_of(link);
    if (!code) return {};
    auto svg = qr_as_svg(*code);
    const auto side = std::to_string(size);
    svg.insert(begin.size(), "width=\"" + side + "\" height=\"" + side + "\" ");
    return HttpAnswer{
        200, {{"Content-Type", "image/svg+xml"}, {"X-Content-Type-Options", "nosniff"}}, std::move(svg)};
}

HttpAnswer no_such_link(const HttpRequest& request) {
    const auto language = loyalty::language_of(header_of(request.headers, "Accept-Language"));
    return loyalty::answer_to_http(in_language(refusal(Errc::not_found), language));
}

}  // namespace

HttpAnswer VoucherLinks::serve(const HttpRequest& request) const {
    const auto target = loyalty::parse_target(request.target).value_or(loyalty::Target());
    const auto& path = target.segments;
    const bool picture = path.size() == 3 && path[2] == "qr";
    if (request.method != "GET" || (path.size() != 2 && !picture) || !is_voucher_code(path[1]))
        return no_such_link(request);
    if (picture)
        return picture_of(base_url_ + "/vouchers/" + path[1], size_in(target))
            .value_or(no_such_link(request));
    return {200,
            {{"Content-Type", "text/plain;charset=utf-8"}, {"X-Content-Type-Options", "nosniff"}},
            "Voucher " + path[1] + ": enter this code in the loyalty app to collect its points.\n"};
}

}  // namespace tillpoints::cloud
