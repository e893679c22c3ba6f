#include <algorithm>

#include "plugin/config/sections.hpp"

namespace tillpoints {
namespace {

/// "https://..." in printable ASCII without spaces, whose braces only form {slug} and {code}.
bool is_link_template(std::string_view text) {
    if (!text.starts_with("https://")) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] <= ' ' || text[i] > '~' || text[i] == '}') return false;
        if (text[i] != '{') continue;
        const auto rest = text.substr(i);
        if (!rest.starts_with("{slug}") && !rest.starts_with("{code}")) return false;
        i += std::string_view("{slug}").size() - 1;
    }
    return true;
}

bool is_name(std::string_view text) {
    return !text.empty() && std::none_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) < ' ' || c == 0x7F;
    });
}

}  // namespace

void read_invitation(Reader in, Config::Invitation& invitation) {
    if (const auto app = in.maybe_text("app", 64)) {
        if (is_name(*app))
            invitation.app = *app;
        else
            in.fail("app", Errc::invalid_value, "the name of an application", dump(Json(*app)));
    }
    if (const auto link = in.maybe_text("link", 256)) {
        if (link->empty() || is_link_template(*link))
            invitation.link = *link;
        else
            in.fail("link", Errc::invalid_value,
                    "https://..., in which {slug} and {code} may stand; empty for no link",
                    dump(Json(*link)));
    }
    invitation.voucher = in.flag("voucher", invitation.voucher);
    in.refuse_unknown({"app", "link", "voucher"});
}

Json json_of(const Config::Invitation& invitation) {
    return Json::object(
        {{"app", invitation.app}, {"link", invitation.link}, {"voucher", invitation.voucher}});
}

}  // namespace tillpoints
