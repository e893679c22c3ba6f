#include <algorithm>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/configuration.hpp"
#include "adapters/cli/daemon_client.hpp"
#include "adapters/cli/input.hpp"
#include "adapters/cli/messages.hpp"
#include "adapters/cli/options.hpp"
#include "adapters/cli/plugin_instance.hpp"

namespace tillpoints::cli {
namespace {

/// One event, or one event a line.
std::vector<Json> events_in(const std::string& text, const std::string& name) {
    const Json whole = Json::parse(text, nullptr, false);
    if (whole.is_object()) return {whole};
    std::vector<Json> events;
    std::size_t number = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find('\n', begin), text.size());
        const std::string line = text.substr(begin, end - begin);
        begin = end + 1;
        ++number;
        if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
        Json event = Json::parse(line, nullptr, false);
        if (!event.is_object())
            throw BadInput(say(Text::not_an_event, {name + ":" + std::to_string(number)}));
        events.push_back(std::move(event));
    }
    if (events.empty()) throw BadInput(say(Text::not_an_event, {name}));
    return events;
}

/// Prints each reply as it comes. The events after one without a reply are not submitted, because what
/// follows may depend on it.
template <class Ask>
ExitCode send_all(const std::vector<Json>& events, Ask ask) {
    ExitCode worst = exit_ok;
    for (const auto& event : events) {
        const Json reply = ask(event);
        if (reply.is_null()) {
            std::fprintf(stderr, "%s\n", say(Text::no_reply).c_str());
            return exit_problem;
        }
        std::printf("%s\n", reply.dump().c_str());
        static_cast<void>(std::fflush(stdout));
        if (!reply.is_object() || reply.value("status", "") == "error") worst = exit_problem;
    }
    return worst;
}

}  // namespace

ExitCode send_events(const Library& library, const std::string& config, const std::string& file) {
    const auto events = events_in(read_input(file, TILLPOINTS_MAX_MESSAGE), file);
    PluginInstance plugin(library, read_configuration(library, config).text);
    return send_all(events, [&](const Json& event) { return plugin.ask(event); });
}

ExitCode send_events_to_daemon(const std::string& socket, const std::string& terminal,
                               const std::string& file) {
    const auto events = events_in(read_input(file, TILLPOINTS_MAX_MESSAGE), file);
    DaemonClient daemon(socket, terminal);
    return send_all(events, [&](const Json& event) { return daemon.ask(event); });
}

void add_send(CLI::App& app, Options& options, Command& command) {
    auto* sending = app.add_subcommand("send", say(Text::about_send));
    sending->add_option("--config", options.config, say(Text::option_config))->capture_default_str();
    sending->add_option("FILE", options.file, say(Text::option_events))->capture_default_str();
    auto* socket = sending->add_option("--socket", options.socket, say(Text::option_socket));
    sending->add_option("--terminal", options.terminal, say(Text::option_terminal))->needs(socket);
    sending->footer(say(Text::example,
                        {"tillpoints send --socket /run/tillpointsd/api.sock --terminal till-1 EVENT.json"}));
    sending->callback([&options, &command, socket] {
        if (socket->count() > 0)
            options.alone = [&options] {
                return send_events_to_daemon(options.socket, options.terminal, options.file);
            };
        else
            command = [&options](const Library& library) {
                return send_events(library, options.config, options.file);
            };
    });
}

}  // namespace tillpoints::cli
