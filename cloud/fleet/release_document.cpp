#include "cloud/fleet/release_document.hpp"

#include "protocol/reader.hpp"

namespace tillpoints::cloud {

Result<ReleaseDocument> read_release(const std::string& document) {
    const auto envelope = parse_json(document, {longest_release, 16, false});
    if (!envelope) return envelope.error();
    Problems problems;
    Reader in(*envelope, "document", problems);
    in.one_of("kind", {"release"});
    in.text("signature", 256);
    const auto payload = in.text("payload", longest_release);
    if (!problems.empty()) return problems.front();
    const auto content = parse_json(payload, {longest_release, 16, false});
    if (!content) return content.error();
    Reader inside(*content, "document.payload", problems);
    ReleaseDocument release;
    release.number = inside.integer("number", 1, 1'000'000'000);
    release.version = inside.maybe_text("version", 64).value_or("");
    release.has_configuration = inside.maybe_object("configuration").has_value();
    if (!problems.empty()) return problems.front();
    return release;
}

}  // namespace tillpoints::cloud
