#include "cloud/wallet/pass_files.hpp"

#include "cloud/wallet/wallet_texts.hpp"
#include "protocol/json.hpp"

namespace tillpoints::cloud {
namespace {

/// A field's label is a key of `pass.strings`.
Json field(const char* key, const WalletText& label, const std::string& value) {
    return Json::object({{"key", key}, {"label", label.key}, {"value", value}});
}

/// As the format wants it: without parts of a second.
std::string whole_seconds(Timestamp time) {
    return to_text(Timestamp(std::chrono::floor<std::chrono::seconds>(time))).substr(0, 19) + "Z";
}

Json moment(const char* key, const WalletText& label, Timestamp time) {
    return field(key, label, whole_seconds(time))
        .set("dateStyle", "PKDateStyleMedium")
        .set("timeStyle", "PKDateStyleShort");
}

Json barcode(const std::string& code) {
    return Json::object({{"format", "PKBarcodeFormatQR"},
                         {"message", code},
                         {"messageEncoding", "iso-8859-1"},
                         {"altText", code}});
}

Json store_card(const WalletCard& card) {
    return Json::object(
        {{"primaryFields", Json::array().push(field("points", wallet_points, card.points))},
         {"secondaryFields", Json::array()
                                 .push(field("tier", wallet_tier, card.tier))
                                 .push(field("name", wallet_name, card.name))},
         {"backFields", Json::array()
                            .push(moment("as_of", wallet_as_of, card.as_of))
                            .push(field("number", wallet_number, card.number))
                            .push(field("use", wallet_use_title, std::string(wallet_use.key)))}});
}

Json pass_json(const PassIssuer& issuer, const WalletCard& card) {
    return Json::object({{"formatVersion", 1},
                         {"passTypeIdentifier", issuer.pass_type},
                         {"teamIdentifier", issuer.team},
                         {"serialNumber", card.number},
                         {"organizationName", card.shop},
                         {"description", wallet_description.key},
                         {"logoText", card.shop},
                         // Whoever has the code may spend the points.
                         {"sharingProhibited", true},
                         {"foregroundColor", "rgb(255, 255, 255)"},
                         {"labelColor", "rgb(214, 232, 225)"},
                         {"backgroundColor", "rgb(11, 110, 79)"},
                         {"barcodes", Json::array().push(barcode(card.code))},
                         {"barcode", barcode(card.code)},
                         {"storeCard", store_card(card)}});
}

}  // namespace

PassFiles pass_files(const PassIssuer& issuer, const WalletCard& card, const std::string& icon) {
    using loyalty::Language;
    PassFiles files{{"pass.json", dump(pass_json(issuer, card))},
                    {"ru.lproj/pass.strings", pass_strings(Language::russian)},
                    {"kk.lproj/pass.strings", pass_strings(Language::kazakh)},
                    {"en.lproj/pass.strings", pass_strings(Language::english)}};
    for (const auto* name : {"icon.png", "icon@2x.png", "icon@3x.png"}) files[name] = icon;
    if (!card.logo.empty())
        for (const auto* name : {"logo.png", "logo@2x.png"}) files[name] = card.logo;
    return files;
}

bool is_png(std::string_view bytes) {
    return bytes.starts_with("\x89PNG\r\n\x1a\n");
}

}  // namespace tillpoints::cloud
