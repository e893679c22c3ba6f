#include "adapters/cli/messages.hpp"
#include "adapters/cli/options.hpp"

namespace tillpoints::cli {
namespace {

struct About {
    const char* name;
    const char* action;
    Text text;
};

constexpr About decisions[] = {
    {"retry", "retry", Text::about_retry},
    {"edit", "edit", Text::about_edit},
    {"write-off", "write_off", Text::about_write_off},
    {"cancel", "cancel", Text::about_cancel},
};

void add_decision(CLI::App& queue, const About& about, Options& options, Command& command) {
    auto* sub = add_inspection(queue, about.name, say(about.text), options, say(Text::outcome_json));
    auto& decision = options.decision;
    sub->add_option("NUMBER", decision.number, say(Text::option_number_form))->required();
    add_signature(*sub, decision);
    if (std::string(about.name) == "edit")
        sub->add_option("--phone", decision.phone, say(Text::option_phone))->required();
    const std::string command_line = std::string("tillpoints queue ") + about.name + " 2c5ea4c0/1" +
                                     (std::string(about.name) == "edit" ? " --phone -" : "") +
                                     " --by Aigul --reason '" + say(Text::example_reason) + "'";
    sub->footer(say(Text::example, {command_line}));
    sub->callback([&options, &command, action = about.action] {
        options.decision.action = action;
        command = [&options](const Library& library) {
            return decide(library, options.config, options.decision, options.json);
        };
    });
}

void add_reading(CLI::App& queue, Options& options, Command& command) {
    add_inspection(queue, "list", say(Text::about_queue_list), options, say(Text::json_lines))->callback([&] {
        command = [&](const Library& library) { return list_queue(library, options.config, options.json); };
    });
    auto* show = add_inspection(queue, "show", say(Text::about_queue_show), options, say(Text::as_json));
    show->add_option("NUMBER", options.decision.number, say(Text::option_number))->required();
    show->callback([&] {
        command = [&](const Library& library) {
            return show_entry(library, options.config, options.decision.number, options.json);
        };
    });
    auto* exported = queue.add_subcommand("export", say(Text::about_queue_export));
    exported->add_option("--config", options.config, say(Text::option_config))->capture_default_str();
    exported->add_flag("--all", options.all, say(Text::option_all));
    exported->callback([&] {
        command = [&](const Library& library) {
            return options.all ? export_entries(library, options.config, true)
                               : list_queue(library, options.config, true);
        };
    });
}

}  // namespace

CLI::App* add_inspection(CLI::App& app, const char* name, const std::string& about, Options& options,
                         const std::string& json_about) {
    auto* command = app.add_subcommand(name, about);
    command->add_option("--config", options.config, say(Text::option_config))->capture_default_str();
    command->add_flag("--json", options.json, json_about);
    return command;
}

void add_signature(CLI::App& command, Decision& decision) {
    command.add_option("--by", decision.by, say(Text::option_by))->required();
    command.add_option("--reason", decision.reason, say(Text::option_reason))->required();
    command.add_option("--wait", decision.wait_seconds, say(Text::option_wait))
        ->capture_default_str()
        ->check(CLI::Range(0.0, 600.0));
    command.add_option("--id", decision.id, say(Text::option_id));
}

void add_queue(CLI::App& app, Options& options, Command& command) {
    auto* queue = app.add_subcommand("queue", say(Text::about_queue));
    queue->require_subcommand(1);
    add_reading(*queue, options, command);
    for (const auto& about : decisions) add_decision(*queue, about, options, command);
}

}  // namespace tillpoints::cli
