#include "adapters/cli/reference.hpp"

#include <vector>

namespace tillpoints::cli {
namespace {

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
    std::vector<const CLI::App*> commands;
    for (const auto* command : app.get_subcommands([](const CLI::App*) { return true; }))
        if (!command->get_group().empty()) commands.push_back(command);
    return commands;
}

std::vector<const CLI::Option*> options_of(const CLI::App& app, bool positional) {
    std::vector<const CLI::Option*> options;
    for (const auto* option : app.get_options())
        if (!option->get_group().empty() && option->get_positional() == positional &&
            (app.get_parent() == nullptr || option != app.get_help_ptr()))
            options.push_back(option);
    return options;
}

/// Every command with the words that lead to it: "", "queue", "queue list".
void each_command(const CLI::App& app, const std::string& path, const auto& visit) {
    visit(app, path);
    for (const auto* command : commands_of(app))
        each_command(*command, path.empty() ? command->get_name() : path + " " + command->get_name(), visit);
}

/// Text for troff: no line begins with a control character, backslashes and hyphens stand for themselves.
std::string troff(const std::string& text) {
    std::string out;
    bool begin = true;
    for (const char c : text) {
        if (begin && (c == '.' || c == '\'')) out += "\\&";
        if (c == '\\')
            out += "\\e";
        else if (c == '-')
            out += "\\-";
        else
            out += c;
        begin = c == '\n';
    }
    return out;
}

std::string manual_of(const CLI::App& app) {
    std::string text =
        ".TH TILLPOINTS 1 \"\" \"tillpoints " TILLPOINTS_VERSION
        "\" \"Tillpoints\"\n.SH NAME\n"
        "tillpoints \\- sets up, examines and mends an installation of the loyalty plugin\n"
        ".SH SYNOPSIS\n.B tillpoints\n[\\fIOPTION\\fR]... \\fICOMMAND\\fR [\\fIARGUMENT\\fR]...\n"
        ".SH DESCRIPTION\n" +
        troff(app.get_description()) + "\n";
    const auto options = [&](const CLI::App& command) {
        for (const bool positional : {true, false})
            for (const auto* option : options_of(command, positional))
                text += ".TP\n.B " + troff(option->get_name(positional, !positional)) + "\n" +
                        troff(option->get_description()) + "\n";
    };
    text += ".SH OPTIONS\n";
    options(app);
    text += ".SH COMMANDS\n";
    each_command(app, "", [&](const CLI::App& command, const std::string& path) {
        if (path.empty()) return;  // its options stand above
        text +=
            ".SS " + troff("tillpoints " + path) + "\n.nf\n" + troff(command.get_description()) + "\n.fi\n";
        options(command);
        // A command without a footer of its own has the program's.
        if (const auto footer = command.get_footer(); footer != app.get_footer())
            text += ".PP\n" + troff(footer) + "\n";
    });
    return text + ".SH EXIT STATUS\n.nf\n" + troff(app.get_footer()) + "\n.fi\n.SH FILES\n" +
           ".TP\n.I /etc/tillpoints/config.json\nThe configuration.\n.TP\n.I /etc/tillpoints/api.key\nThe "
           "API key.\n";
}

/// The names of commands and options that may follow.
std::string words_of(const CLI::App& app) {
    std::string words;
    for (const auto* command : commands_of(app)) words += " " + command->get_name();
    for (const auto* option : options_of(app, false))
        for (const auto& name : option->get_lnames()) words += " --" + name;
    return words.empty() ? words : words.substr(1);
}

std::string bash_of(const CLI::App& app) {
    std::string cases;
    std::string paths;
    each_command(app, "", [&](const CLI::App& command, const std::string& path) {
        cases += "        '" + path + "') words='" + words_of(command) + "' ;;\n";
        if (!path.empty()) paths += "|" + path;
    });
    return "# Completion of tillpoints for bash; made by `tillpoints reference bash`.\n"
           "_tillpoints() {\n"
           "    local word path= next words= known='" +
           paths +
           "|'\n"
           "    for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
           "        next=\"${path:+$path }$word\"\n"
           "        [[ $known == *\"|$next|\"* ]] && path=$next\n"
           "    done\n"
           "    case $path in\n" +
           cases +
           "    esac\n"
           "    case ${COMP_WORDS[COMP_CWORD-1]} in\n"
           "        --language) COMPREPLY=($(compgen -W 'en ru kk' -- \"${COMP_WORDS[COMP_CWORD]}\")); "
           "return ;;\n"
           "        --config|--daemon|--plugin|--answers|--output) COMPREPLY=($(compgen -f -- "
           "\"${COMP_WORDS[COMP_CWORD]}\")); return ;;\n"
           "    esac\n"
           "    COMPREPLY=($(compgen -W \"$words --language --plugin\" -- \"${COMP_WORDS[COMP_CWORD]}\"))\n"
           "}\n"
           "complete -o default -F _tillpoints tillpoints\n";
}

/// zsh reads the words that bash reads, by its own bridge.
std::string zsh_of(const CLI::App& app) {
    std::string cases;
    std::string paths;
    each_command(app, "", [&](const CLI::App& command, const std::string& path) {
        cases += "        '" + path + "') candidates=(" + words_of(command) + ") ;;\n";
        if (!path.empty()) paths += "|" + path;
    });
    return "#compdef tillpoints\n"
           "# Completion of tillpoints for zsh; made by `tillpoints reference zsh`.\n"
           "local word where= next known='" +
           paths +
           "|'\n"
           "local -a candidates\n"
           "for word in \"${(@)words[2,CURRENT-1]}\"; do\n"
           "    next=\"${where:+$where }$word\"\n"
           "    [[ $known == *\"|$next|\"* ]] && where=$next\n"
           "done\n"
           "case $where in\n" +
           cases +
           "esac\n"
           "case ${words[CURRENT-1]} in\n"
           "    --language) compadd en ru kk ;;\n"
           "    --config|--daemon|--plugin|--answers|--output) _files ;;\n"
           "    *) compadd -- $candidates --language --plugin; [[ $PREFIX == -* ]] || _files ;;\n"
           "esac\n";
}

}  // namespace

std::string reference(const CLI::App& app, const std::string& form) {
    if (form == "man") return manual_of(app);
    if (form == "bash") return bash_of(app);
    return form == "zsh" ? zsh_of(app) : std::string();
}

}  // namespace tillpoints::cli
