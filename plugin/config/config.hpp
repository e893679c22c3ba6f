#pragma once
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/limits/settings.hpp"
#include "plugin/pricing/rules.hpp"
#include "protocol/error.hpp"
#include "protocol/json.hpp"

namespace tillpoints {

enum class Language { russian, kazakh, english };
enum class FiscalMode { discount, tender };
enum class LogLevel { debug, info, warning, error };

/// The configuration file as a value. Every member has its default here; the published schema and the
/// commented sample say the same and a test compares them.
struct Config {
    bool enabled = true;  ///< the kill switch: false answers "off" to everything and keeps the entries
    std::string data_directory;
    Language language = Language::russian;
    std::string currency = "RUB";  ///< must equal the cloud's, else the queue pauses
    FiscalMode fiscal_mode = FiscalMode::discount;

    struct Cloud {
        std::string provider = "uds";  ///< whose protocol it speaks, by its name in the provider registry
        std::string base_url;
        std::string company_id;
        std::string key_file;  ///< holds the API key; mode 0600 or stricter
        std::string ca_file;
        std::vector<std::string> pins;
        std::string credential_header = "Authorization";
    } cloud;

    struct Timing {
        std::chrono::milliseconds event_deadline{3'000};
        std::chrono::milliseconds send_timeout{10'000};
        std::chrono::milliseconds probe_interval{1'500};
        std::chrono::milliseconds probe_timeout{2'000};
        std::chrono::milliseconds settle_horizon{90'000};  ///< absence counts as proven after this time
        std::chrono::milliseconds look_margin{60'000};  ///< a look-up reaches this far before the first send
        std::chrono::milliseconds settings_refresh{900'000};
        int breaker_failures =
            1;  ///< after so many failures in a row, questions are answered offline without asking
    } timing;

    struct Replay {
        int parallel = 4;  ///< so many entries, all of different customers, are sent at the same time
        /// The pause between probes of a lost link grows up to this.
        std::chrono::milliseconds longest_probe_pause{6'000};
        std::chrono::milliseconds longest_wait{
            600'000};  ///< a longer Retry-After of the cloud is shortened to this
    } replay;

    pricing::Rules rules;

    struct Returns {
        bool correct_difference =
            true;  ///< false: a difference to the cloud's own proportion is only reported
        /// How old another till's redemption must be before a return that names only the receipt believes in
        /// it: its own till may still be taking it back.
        std::chrono::hours unproven_sale_age{24};
    } returns;

    struct Offline {
        limits::CustomerCacheSettings memory;
        limits::OfflineRedemptionLimits redemption;
    } offline;

    limits::VelocityLimits limits;

    /// How a printed receipt invites a buyer who is not in the programme yet.
    struct Invitation {
        std::string app = "UDS";  ///< the name of the application that the buyer is asked to install
        /// The link to join. {slug} and {code} stand for the company's name in links and its invitation code,
        /// as the cloud tells them. Empty: no link is printed.
        std::string link = "https://{slug}.uds.app/c/join?ref={code}";
        bool voucher = false;  ///< a receipt without a customer asks the cloud for a voucher and prints it
    } invitation;

    /// How long finished records are kept. Unfinished ones are kept without a limit.
    struct Keeping {
        std::chrono::days personal{90};   ///< who the customer was
        std::chrono::days records{1096};  ///< ids, sums and the journal
    } retention;

    struct Log {
        LogLevel level = LogLevel::info;
        std::int64_t max_bytes = 4 << 20;
        int files = 4;
    } log;
};

/// Reads a configuration. On failure every problem of the file is listed, each with its path, what was
/// expected and what was found; an unknown member is a problem. JSON has no comments, so a member whose name
/// begins with "//" is one and is ignored, in every object.
struct ConfigReading {
    Config config;
    Problems problems;
    bool ok() const { return problems.empty(); }
};
ConfigReading read_config(std::string_view json_text);

/// The configuration as a complete file, every member written out. Holds the key file's path, never the key.
Json to_json(const Config& config);

/// Reads the API key from its file: refuses a file others may read, takes the first line without white space
/// round it. The problem names the path and never shows what stands in the file.
Result<std::string> read_key_file(const std::string& path);

}  // namespace tillpoints
