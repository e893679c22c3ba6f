#include "adapters/cli/options.hpp"

namespace tillpoints::cli {
namespace {

constexpr const char* about_queue =
    "What has not reached the loyalty cloud yet, and what to do about it.\n"
    "Most of it goes by itself. A parked fact waits for a person: the cloud refused it, or what became of "
    "it\n"
    "cannot be told. `queue list` shows them, `queue show NUMBER` says why and what may be done about one.\n"
    "All commands work while the register runs and when it does not; each needs who (--by) and why\n"
    "(--reason), which go into the journal.";

struct About {
    const char* name;
    const char* action;
    const char* text;
};

constexpr About decisions[] = {
    {"retry", "retry",
     "Try a parked fact again. What may have reached the cloud is looked up before it is sent.\n"
     "For: the cause is gone, as an operation the cloud's staff has corrected or a phone that is registered "
     "now."},
    {"edit", "edit",
     "Identify the customer of a purchase by phone instead and send it again. Only a purchase that is\n"
     "certainly not in the cloud: a refused one, or one never sent.\n"
     "For: the customer's code had expired and the phone is known."},
    {"write-off", "write_off",
     "Give a parked or pending fact up and note its loss in money. The returns of a sale that is written\n"
     "off are voided with it.\n"
     "For: a printed discount the cloud will never take, a correction nobody can look up."},
    {"cancel", "cancel",
     "Give up a fact before it happened, such as an award entered by mistake. Refused for what may have\n"
     "reached the cloud and for a discount that stands on a fiscal receipt."},
};

void add_decision(CLI::App& queue, const About& about, Options& options, Command& command) {
    auto* sub = add_inspection(queue, about.name, about.text, options, "The outcome as JSON");
    auto& decision = options.decision;
    sub->add_option("NUMBER", decision.number, "The fact's number, as `queue list` shows it: RECEIPT/ATTEMPT")
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
    add_inspection(queue, "list", "The facts that are not over, oldest first", options,
                   "One JSON object a line")
        ->callback([&] {
            command = [&](const Library& library) {
                return list_queue(library, options.config, options.json);
            };
        });
    auto* show =
        add_inspection(queue, "show", "One fact: what it waits for, which commands it allows, its journal",
                       options, "As JSON");
    show->add_option("NUMBER", options.decision.number, "The fact's number, as `queue list` shows it")
        ->required();
    show->callback([&] {
        command = [&](const Library& library) {
            return show_entry(library, options.config, options.decision.number, options.json);
        };
    });
    auto* exported = queue.add_subcommand("export", "The facts that are not over as JSON, one a line");
    exported->add_option("--config", options.config, "The configuration file")->capture_default_str();
    exported->add_flag("--all", options.all, "Those that are over too");
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
    command.add_option("--by", decision.by, "Who decides; goes into the journal")->required();
    command.add_option("--reason", decision.reason, "Why; goes into the journal")->required();
    command
        .add_option("--wait", decision.wait_seconds, "Seconds to wait for a running register to carry it out")
        ->capture_default_str()
        ->check(CLI::Range(0.0, 600.0));
    command.add_option("--id", decision.id, "A UUID of the command: given twice, it happens once");
}

void add_queue(CLI::App& app, Options& options, Command& command) {
    auto* queue = app.add_subcommand("queue", about_queue);
    queue->require_subcommand(1);
    add_reading(*queue, options, command);
    for (const auto& about : decisions) add_decision(*queue, about, options, command);
}

}  // namespace tillpoints::cli
