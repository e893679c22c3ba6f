#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <cerrno>
#include <cstring>

#include "plugin/abi/configuration_problems.hpp"
#include "plugin/abi/extensions.hpp"
#include "plugin/abi/guard.hpp"
#include "plugin/abi/installation.hpp"
#include "plugin/ports/clock.hpp"
#include "plugin/runtime/asio_loop.hpp"
#include "plugin/runtime/provider_registry.hpp"

/// Opens what a configuration names, without starting anything.
namespace tillpoints::abi {
namespace {

/// The data directory can be used, or made in its parent.
std::optional<Problem> directory_problem(const std::string& path) {
    struct stat about {};
    const bool exists = ::stat(path.c_str(), &about) == 0;
    if (exists && !S_ISDIR(about.st_mode))
        return Problem{Errc::invalid_value, "data_directory", "a directory", "another file at " + path};
    const auto parent = path.substr(0, std::max<std::size_t>(path.rfind('/'), 1));
    const std::string& used = exists ? path : parent;
    if (::access(used.c_str(), W_OK | X_OK) == 0) return {};
    return Problem{Errc::storage_failed, "data_directory",
                   exists ? "a directory this user may write" : "a directory that can be made",
                   used + ": " + std::strerror(errno)};
}

/// The cloud's settings, or why they cannot be had.
Result<loyalty::Settings> ask_settings(const Config& config, HttpsOptions options) {
    boost::asio::io_context io{1};
    auto transport = make_https_transport(io.get_executor(), std::move(options));
    if (!transport) return transport.error();
    AsioLoop loop(io.get_executor());
    Clock clock(loop, Timestamp());
    Result<loyalty::Settings> settings = Problem{Errc::timed_out, "cloud.base_url", "an answer", "none"};
    std::string detail;
    const auto observe = [&](const Outcome& outcome, const CallResult&) {
        if (const auto* none = std::get_if<NoAnswer>(&outcome)) detail = none->detail;
    };
    const auto provider = make_provider(config.cloud.provider, std::move(transport.value()), clock, observe);
    if (!provider) return provider.error();
    CallResult result{replay::Unanswered{Errc::timed_out, false}, {}};
    (*provider)->settings(config.timing.send_timeout, [&](const CallResult& told) {
        result = told;
        io.stop();  // a connection kept for further requests would hold it up
    });
    io.run();
    (*provider)->close();
    const auto failed = [&](Errc code, const std::string& found) {
        return Problem{code, "cloud.base_url", "the loyalty cloud at " + config.cloud.base_url,
                       found.empty() ? std::string(sentence_of(code)) : found};
    };
    if (const auto* none = std::get_if<replay::Unanswered>(&result.result)) return failed(none->code, detail);
    const auto& answer = std::get<loyalty::Answer>(result.result);
    if (const auto* heard = std::get_if<loyalty::Settings>(&answer)) return *heard;
    const auto* refusal = std::get_if<loyalty::Refusal>(&answer);
    return failed(refusal ? refusal->code : Errc::not_the_cloud, "");
}

void add_cloud_problems(const Config& config, HttpsOptions options, Problems& problems) {
    const auto settings = ask_settings(config, std::move(options));
    if (!settings)
        problems.push_back(settings.error());
    else if (!settings->currency.empty() && settings->currency != config.currency)
        problems.push_back({Errc::does_not_add_up, "currency", settings->currency + ", as the cloud counts",
                            config.currency});
}

Problems problems_of(const Config& config, bool ask_cloud) {
    Problems problems;
    if (const auto problem = directory_problem(config.data_directory)) problems.push_back(*problem);
    const auto no_key = [] { return std::string("none"); };  // so that the rest can be checked; sent nowhere
    const bool key_of_host = config.cloud.key_file.empty();
    auto options = https_options(config, key_of_host ? KeySource(no_key) : KeySource());
    if (key_of_host && ask_cloud) {
        problems.push_back({Errc::missing_field, "cloud.key_file", "a key file, to ask the cloud",
                            "none: the host supplies the key"});
        ask_cloud = false;
    }
    if (!options) {
        Problem problem = options.error();
        problem.where = "cloud.key_file " + problem.where;
        problems.push_back(std::move(problem));
        Config without_file = config;
        without_file.cloud.key_file.clear();
        options = https_options(without_file, no_key);
        ask_cloud = false;
    }
    boost::asio::io_context io{1};
    const auto transport = make_https_transport(io.get_executor(), *options);
    if (!transport) {
        Problem problem = transport.error();
        problem.where = "cloud." + problem.where;
        problems.push_back(std::move(problem));
    }
    if (transport && ask_cloud) add_cloud_problems(config, std::move(*options), problems);
    return problems;
}

tillpoints_status check_installation(tillpoints_text configuration, int ask_cloud,
                                     tillpoints_report_fn report, void* user) {
    return guarded([&] {
        if (!readable(configuration)) return TILLPOINTS_MISUSE;
        const auto reading = read_config(view(configuration));
        const auto problems = reading.ok() ? problems_of(reading.config, ask_cloud != 0) : reading.problems;
        tell(report, user, problems_json(problems, view(configuration)));
        return problems.empty() ? TILLPOINTS_OK : TILLPOINTS_REJECTED;
    });
}

}  // namespace

const tillpoints_ext_installation installation_extension = {sizeof(tillpoints_ext_installation),
                                                            check_installation};

}  // namespace tillpoints::abi
