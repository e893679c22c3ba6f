#include "adapters/cli/options.hpp"

namespace tillpoints::cli {
namespace {

constexpr const char* about_queue =
    "Outbox entries that are not final: what has not reached the loyalty cloud yet.\n"
    "Most entries are sent without help. A parked entry needs a decision, because the cloud refused it or\n"
    "its outcome cannot be found out. `queue list` lists the entries, `queue show NUMBER` prints the reason\n"
    "and the commands an entry allows. All commands work with and without a running register; each needs\n"
    "--by and --reason for the journal.";

struct About {
    const char* name;
    const char* action;
    const char* text;
};

constexpr About decisions[] = {
    {"retry", "retry",
     "Try a parked entry again. An entry that may have reached the cloud is looked up before it is sent.\n"
     "Use it when the cause is gone: the cloud's staff corrected an operation, the phone is registered now."},
    {"edit", "edit",
     "Identify the customer of a purchase by phone instead and send it again. Allowed only for a purchase\n"
     "that is certainly not in the cloud because it was refused or never sent.\n"
     "Use it when the customer's code had expired and the phone number is known."},
    {"write-off", "write_off",
     "Give up a parked or pending entry and record its loss in money. Returns of a sale that is written\n"
     "off are cancelled with it.\n"
     "Use it for a printed discount the cloud will never accept, or a correction that cannot be looked up."},
    {"cancel", "cancel",
     "Give up an entry before it is sent, for example an award entered by mistake. Refused for an entry "
     "that\n"
     "may have reached the cloud and for a discount that is printed on a fiscal receipt."},
};

void add_decision(CLI::App& queue, const About& about, Options& options, Command& command) {
    auto* sub = add_inspection(queue, about.name, about.text, options, "The outcome as JSON");
    auto& decision = options.decision;
    sub->add_option("NUMBER", decision.number,
                    "The entry's number, as `queue list` shows it: RECEIPT/ATTEMPT")
        ->required();
    add_signature(*sub, decision);
    if (std::string(about.name) == "edit")
        sub->add_option("--phone", decision.phone,
                        "The customer's telephone number; - reads it from standard input")
            ->required();
    sub->footer(std::string("Example: tillpoints queue ") + about.name + " 2c5ea4c0/1" +
                (std::string(about.name) == "edit" ? " --phone -" : "") +
                " --by Aigul --reason 'the owner asked'");
    sub->callback([&options, &command, action = about.action] {
        options.decision.action = action;
        command = [&options](const Library& library) {
            return decide(library, options.config, options.decision, options.json);
        };
    });
}

void add_reading(CLI::App& queue, Options& options, Command& command) {
    add_inspection(queue, "list", "The entries that are not final, oldest first", options,
                   "One JSON object a line")
        ->callback([&] {
            command = [&](const Library& library) {
                return list_queue(library, options.config, options.json);
            };
        });
    auto* show =
        add_inspection(queue, "show", "One entry: what it waits for, the commands it allows, its journal",
                       options, "As JSON");
    show->add_option("NUMBER", options.decision.number, "The entry's number, as `queue list` shows it")
        ->required();
    show->callback([&] {
        command = [&](const Library& library) {
            return show_entry(library, options.config, options.decision.number, options.json);
        };
    });
    auto* exported = queue.add_subcommand("export", "The entries that are not final as JSON, one a line");
    exported->add_option("--config", options.config, "The configuration file")->capture_default_str();
    exported->add_flag("--all", options.all, "Final entries too");
    exported->callback([&] {
        command = [&](const Library& library) {
            return options.all ? export_entries(library, options.config, true)
                               : list_queue(library, options.config, true);
        };
    });
}

}  // namespace

CLI::App* add_inspection(CLI::App& app, const char* name, const char* about, Options& options,
                         const char* json_about) {
    auto* command = app.add_subcommand(name, about);
    command->add_option("--config", options.config, "The configuration file")->capture_default_str();
    command->add_flag("--json", options.json, json_about);
    return command;
}

void add_signature(CLI::App& command, Decision& decision) {
    command.add_option("--by", decision.by, "Who decides, for the journal")->required();
    command.add_option("--reason", decision.reason, "The reason, for the journal")->required();
    command
        .add_option("--wait", decision.wait_seconds, "Seconds to wait for a running register to carry it out")
        ->capture_default_str()
        ->check(CLI::Range(0.0, 600.0));
    command.add_option("--id", decision.id,
                       "A UUID of the command; a command repeated under its id is carried out once");
}

void add_queue(CLI::App& app, Options& options, Command& command) {
    auto* queue = app.add_subcommand("queue", about_queue);
    queue->require_subcommand(1);
    add_reading(*queue, options, command);
    for (const auto& about : decisions) add_decision(*queue, about, options, command);
}

}  // namespace tillpoints::cli
