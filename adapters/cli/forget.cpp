#include "adapters/cli/messages.hpp"
#include "adapters/cli/options.hpp"

namespace tillpoints::cli {

void add_forget(CLI::App& app, Options& options, Command& command) {
    auto* forget = add_inspection(app, "forget", say(Text::about_forget), options, say(Text::outcome_json));
    forget->add_option("PHONE", options.decision.phone, say(Text::option_phone))->required();
    add_signature(*forget, options.decision);
    forget->footer(
        say(Text::example, {"tillpoints forget - --by Aigul --reason '" + say(Text::example_forget) + "'"}));
    forget->callback([&] {
        options.decision.action = "forget";
        command = [&](const Library& library) {
            return decide(library, options.config, options.decision, options.json);
        };
    });
}

}  // namespace tillpoints::cli
