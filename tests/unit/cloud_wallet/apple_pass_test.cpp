#include "cloud/wallet/apple_pass.hpp"

#include "cloud/wallet/pass_archive.hpp"
#include "cloud/wallet/wallet_texts.hpp"
#include "protocol/json.hpp"
#include "shop_keys.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using namespace std::chrono_literals;

namespace {

const WalletCard danas{"W123456789012345",
                       "1000000000007",
                       "Дана \"<b>\\",
                       "Магазин",
                       "Base",
                       "650.50",
                       parse_timestamp("2026-11-30T10:00:00.250Z").value(),
                       loyalty::Language::kazakh};

/// A pass as another program takes it apart.
struct OpenedPass {
    explicit OpenedPass(const std::string& bytes) {
        write_text(folder / "card.pkpass", bytes);
        const auto out = run_program("cd " + folder.path + " && unzip -q card.pkpass -d opened");
        INFO(out.text);
        REQUIRE(out.status == 0);
    }
    std::string file(const std::string& name) const { return file_text(folder / ("opened/" + name)); }
    Json pass() const { return parse_json(file("pass.json")).value(); }
    /// Does the signature hold for the manifest, and lead to this root?
    RunOutput verified(const std::string& root) const {
        return run_program("cd " + folder.path +
                           "/opened && openssl cms -verify -inform DER -in signature -content manifest.json "
                           "-binary -purpose any -CAfile " +
                           root + " -out /dev/null");
    }

    TestFolder folder;
};

std::string pass_for(const WalletCard& card, ApplePassPaths paths = AppleKeys::made().paths()) {
    return ApplePassSigner::read(paths, AppleKeys::now()).value().pass_of(card);
}

std::string word(const Json& json, const char* key) {
    const auto* found = json.find(key);
    return found && found->string() ? *found->string() : std::string();
}

const Json& first(const Json& json, const char* key) {
    return json.find(key)->items()->front();
}

}  // namespace

TEST_CASE("a pass has what the format demands, and the code that does not run out") {
    const OpenedPass opened(pass_for(danas));
    const auto pass = opened.pass();
    CHECK(pass.find("formatVersion")->number()->digits == "1");
    CHECK(word(pass, "passTypeIdentifier") == "pass.example.shop");
    CHECK(word(pass, "teamIdentifier") == "TEAM123456");
    CHECK(word(pass, "serialNumber") == danas.number);
    CHECK(word(pass, "organizationName") == "Магазин");
    CHECK(word(pass, "description") == "text.description");
    for (const auto& barcode : {first(pass, "barcodes"), *pass.find("barcode")}) {
        CHECK(word(barcode, "format") == "PKBarcodeFormatQR");
        CHECK(word(barcode, "message") == danas.code);
        CHECK(word(barcode, "messageEncoding") == "iso-8859-1");
    }
    const auto& shown = *pass.find("storeCard");
    CHECK(word(first(shown, "primaryFields"), "value") == "650.50");
    CHECK(word(first(shown, "secondaryFields"), "value") == "Base");
    CHECK(word(shown.find("secondaryFields")->items()->at(1), "value") == danas.name);
    CHECK(word(first(shown, "backFields"), "value") == "2026-11-30T10:00:00Z");
    CHECK(*pass.find("sharingProhibited")->boolean());
    for (const auto* name : {"icon.png", "icon@2x.png", "icon@3x.png"}) CHECK(is_png(opened.file(name)));
    CHECK(opened.file("logo.png").empty());
}

TEST_CASE("every text that a pass names stands in each of its three languages") {
    const OpenedPass opened(pass_for(danas));
    const auto pass = opened.file("pass.json");
    std::map<std::string, std::string> texts;
    for (const auto* language : {"ru", "kk", "en"})
        texts[language] = opened.file(std::string(language) + ".lproj/pass.strings");
    CHECK(texts["ru"].find("\"text.points\" = \"Баллы\";\n") != std::string::npos);
    CHECK(texts["kk"].find("\"text.points\" = \"Баллдар\";\n") != std::string::npos);
    CHECK(texts["en"].find("\"text.points\" = \"Points\";\n") != std::string::npos);
    std::size_t named = 0;
    for (auto at = pass.find("\"text."); at != std::string::npos; at = pass.find("\"text.", at + 1)) {
        const auto key = pass.substr(at, pass.find('"', at + 1) + 1 - at);
        for (const auto& [language, text] : texts) {
            INFO(language << key);
            CHECK(text.find(key + " = \"") != std::string::npos);
        }
        ++named;
    }
    CHECK(named == wallet_texts.size());
}

TEST_CASE("the manifest has the digest of every other file, and openssl follows the signature to the root") {
    const OpenedPass opened(pass_for(danas));
    const auto manifest = parse_json(opened.file("manifest.json")).value();
    const auto listed =
        run_program("cd " + opened.folder.path +
                    "/opened && find . -type f ! -name manifest.json ! -name signature | cut -c3- "
                    "| LC_ALL=C sort | xargs sha1sum");
    std::string expected;
    for (const auto& [name, digest] : *manifest.members()) expected += *digest.string() + "  " + name + "\n";
    CHECK(listed.text == expected);
    const auto root = AppleKeys::made().folder / "root.pem";
    const auto held = opened.verified(root);
    INFO(held.text);
    CHECK(held.status == 0);
    // By a root of somebody else it leads nowhere.
    CHECK(opened.verified(AppleKeys().folder / "root.pem").status != 0);
}

TEST_CASE("a changed file has another digest, and a changed manifest has no valid signature") {
    const OpenedPass opened(pass_for(danas));
    const auto root = AppleKeys::made().folder / "root.pem";
    PassFiles files{{"pass.json", opened.file("pass.json")}};
    const auto before = manifest_of(files);
    files["pass.json"].back() = ' ';
    CHECK(manifest_of(files) != before);
    write_text(opened.folder / "opened/manifest.json", opened.file("manifest.json") + " ");
    CHECK(opened.verified(root).status != 0);
}

TEST_CASE("the shop's own icon and logo are in the pass as they are") {
    const auto& keys = AppleKeys::made();
    auto paths = keys.paths();
    paths.icon = keys.folder / "icon.png";
    write_text(paths.icon, own_pass_icon() + "mine");
    auto card = danas;
    card.logo = own_pass_icon() + "logo";
    const OpenedPass opened(pass_for(card, paths));
    CHECK(opened.file("icon.png") == own_pass_icon() + "mine");
    CHECK(opened.file("logo.png") == card.logo);
    write_text(paths.icon, "<svg/>");
    const auto wrong = ApplePassSigner::read(paths, AppleKeys::now());
    REQUIRE(wrong.has_error());
    CHECK(wrong.error().where == paths.icon);
}

TEST_CASE("a key that is missing, wrong, encrypted or another's is told at the start, with its file") {
    const auto& keys = AppleKeys::made();
    const auto refused = [&](ApplePassPaths paths, const std::string& file, const std::string& advice,
                             Timestamp now = AppleKeys::now()) {
        const auto read = ApplePassSigner::read(paths, now);
        REQUIRE(read.has_error());
        INFO(read.error().sentence());
        CHECK(read.error().where == file);
        CHECK(read.error().sentence().find(advice) != std::string::npos);
    };
    auto paths = keys.paths();
    paths.key = keys.folder / "nowhere.key";
    refused(paths, paths.key, "look at its name and rights");
    paths.key = keys.folder / "pass.pem";
    refused(paths, paths.key, "openssl pkcs12");
    paths.key = keys.folder / "wwdr.key";
    refused(paths, paths.key, "the private key of the certificate in " + paths.certificate);
    paths.key = keys.folder / "locked.key";
    REQUIRE(run_program("openssl pkey -in " + keys.paths().key + " -aes128 -passout pass:secret -out " +
                        paths.key)
                .status == 0);
    refused(paths, paths.key, "without a pass phrase");

    paths = keys.paths();
    paths.certificate = keys.folder / "pass.key";
    refused(paths, paths.certificate, "a certificate in PEM or DER");
    paths.certificate = keys.folder / "wwdr.pem";
    paths.key = keys.folder / "wwdr.key";
    refused(paths, paths.certificate, "UID=pass.");

    paths = keys.paths();
    paths.intermediate = keys.folder / "root.pem";
    refused(paths, paths.intermediate, "issued the one in " + paths.certificate);

    paths = keys.paths();
    refused(paths, paths.certificate, "get a new one from Apple", AppleKeys::now() + 31 * 24h);
    refused(paths, paths.certificate, "clock", AppleKeys::now() - 24h);
    const auto signer = ApplePassSigner::read(paths, AppleKeys::now()).value();
    CHECK(signer.valid_at(AppleKeys::now()));
    CHECK_FALSE(signer.valid_at(AppleKeys::now() + 31 * 24h));
}
