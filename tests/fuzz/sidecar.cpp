// What the sidecar itself reads of bytes from the network and of its configuration. Nothing crashes, and what
// is taken from them is within its bounds.
#include <string>
#include <string_view>

#include "adapters/sidecar/enrolment.hpp"
#include "adapters/sidecar/event_journal.hpp"
#include "adapters/sidecar/event_name.hpp"
#include "adapters/sidecar/listener.hpp"
#include "adapters/sidecar/request_parts.hpp"
#include "tests/fuzz/require.hpp"

using namespace tillpoints;
using namespace tillpoints::sidecar;

namespace {

void read_event(std::string_view bytes) {
    constexpr std::size_t longest = 128;
    const auto name = name_of_event(bytes);
    FUZZ_REQUIRE(name.event.size() <= longest && name.receipt.size() <= longest);
    const auto status = status_of_reply(bytes);
    FUZZ_REQUIRE(status.status.size() <= longest && status.reason.size() <= longest);
}

void read_head(const std::string& bytes) {
    const HttpRequest request{
        "GET", bytes, {{"Host", bytes}, {"Origin", bytes}, {"Authorization", bytes}}, {}};
    FUZZ_REQUIRE(path_of(request).find('?') == std::string_view::npos);
    FUZZ_REQUIRE(named_terminal(request).size() <= bytes.size());
    FUZZ_REQUIRE(bearer_token(request).size() <= bytes.size());
    FUZZ_REQUIRE(!is_idempotency_key(bytes) || bytes.size() <= 128);
    // An Origin that equals the Host is never that of the scheme and the host, so every one is refused.
    static const Listener listener =
        listener_of({"", 0, "127.0.0.1", 8787, false, false}, 8787, {}, "server");
    FUZZ_REQUIRE(bytes.empty() || refusal_at(listener, request));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    read_event(bytes);
    read_head(bytes);
    EventJournal journal("run");
    journal.add("event", "{}");
    if (const auto missed = journal.after(bytes)) FUZZ_REQUIRE(missed->size() <= 1);
    std::vector<OneTimeCode> codes{{"till-1", "none", 1, 2}};
    FUZZ_REQUIRE(!redeem(codes, bytes, 0));
    std::vector<SettingsProblem> problems;
    FUZZ_REQUIRE(read_settings(bytes, problems).has_value() == problems.empty());
    return 0;
}
