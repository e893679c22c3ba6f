#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <set>
#include <stdexcept>

#include "adapters/sidecar/settings.hpp"

namespace tillpoints::sidecar {
namespace {

/// One object of the configuration. Every member is asked for once; those that nobody asked for are problems.
class Members {
  public:
    Members(const Json& object, std::string where, std::vector<SettingsProblem>& problems)
        : object_(object.is_object() ? object : none()), where_(std::move(where)), problems_(problems) {
        if (!object.is_object()) problem("", "an object", object.dump());
    }
    Members(const Members&) = delete;
    Members& operator=(const Members&) = delete;
    ~Members() {
        for (const auto& [name, value] : object_.items())
            if (!asked_.contains(name) && !name.starts_with("//"))
                problem(name, "no such member; see adapters/sidecar/README.md", name);
    }

    const Json* find(const std::string& name) {
        asked_.insert(name);
        const auto found = object_.find(name);
        return found == object_.end() || found->is_null() ? nullptr : &*found;
    }
    void text(const std::string& name, std::string& out) {
        const auto* value = find(name);
        if (value == nullptr) return;
        if (!value->is_string()) return problem(name, "a text", value->dump());
        out = value->get<std::string>();
    }
    void flag(const std::string& name, bool& out) {
        const auto* value = find(name);
        if (value == nullptr) return;
        if (!value->is_boolean()) return problem(name, "true or false", value->dump());
        out = value->get<bool>();
    }
    template <class Number>
    void number(const std::string& name, Number& out, std::int64_t least, std::int64_t most) {
        const auto* value = find(name);
        if (value == nullptr) return;
        const bool whole = value->is_number_unsigned() || value->is_number_integer();
        if (!whole || value->get<std::int64_t>() < least || value->get<std::int64_t>() > most)
            return problem(name,
                           "a whole number from " + std::to_string(least) + " to " + std::to_string(most),
                           value->dump());
        out = static_cast<Number>(value->get<std::int64_t>());
    }
    template <class Duration>
    void duration(const std::string& name, Duration& out, std::int64_t least, std::int64_t most,
                  std::int64_t unit = 1) {
        auto count = out.count() / unit;
        number(name, count, least, most);
        out = Duration(count * unit);
    }
    void problem(const std::string& name, std::string expected, std::string found) {
        constexpr std::size_t longest = 80;
        if (found.size() > longest) found = found.substr(0, longest) + "...";
        const auto between = where_.empty() || name.empty() ? "" : ".";
        problems_.push_back({where_ + between + name, std::move(expected), std::move(found)});
    }

  private:
    static const Json& none() {
        static const Json empty = Json::object();
        return empty;
    }
    const Json& object_;
    std::string where_;
    std::vector<SettingsProblem>& problems_;
    std::set<std::string> asked_;
};

constexpr const char* plugin_expected =
    "an object with members of the plugin's configuration, or the absolute path of its file";

bool is_path(const Json& value) {
    return value.is_string() && value.get_ref<const std::string&>().starts_with('/');
}

bool has_plugin_files(const Settings& settings) {
    return settings.plugin.is_string() ||
           std::any_of(settings.terminals.begin(), settings.terminals.end(),
                       [](const auto& each) { return each.second.is_string(); });
}

std::string place_in(const char* list, std::size_t number) {
    std::string place(list);
    return place.append("[").append(std::to_string(number)).append("]");
}

bool is_loopback(const std::string& address) {
    in_addr v4{};
    return address == "::1" ||
           (::inet_pton(AF_INET, address.c_str(), &v4) == 1 && (ntohl(v4.s_addr) >> 24) == 127);
}

bool is_address(const std::string& address) {
    in6_addr any{};
    return ::inet_pton(AF_INET, address.c_str(), &any) == 1 ||
           ::inet_pton(AF_INET6, address.c_str(), &any) == 1;
}

template <class Number>
bool read_number(std::string_view text, Number& out, int base) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out, base);
    return error == std::errc() && end == text.data() + text.size();
}

/// "127.0.0.1:8787" or "[::1]:8787".
bool split_address(const std::string& text, ListenAt& out) {
    const auto colon = text.rfind(':');
    if (colon == std::string::npos) return false;
    out.address = text.substr(0, colon);
    if (out.address.size() > 1 && out.address.front() == '[' && out.address.back() == ']')
        out.address = out.address.substr(1, out.address.size() - 2);
    return is_address(out.address) && read_number(std::string_view(text).substr(colon + 1), out.port, 10);
}

ListenAt read_listen(const Json& value, const std::string& where, std::vector<SettingsProblem>& problems) {
    ListenAt out;
    Members members(value, where, problems);
    std::string address;
    std::string mode;
    members.text("unix", out.unix_path);
    members.text("mode", mode);
    members.text("address", address);
    members.flag("tls", out.tls);
    members.flag("by_name", out.by_name);
    if (out.unix_path.empty() == address.empty()) {
        members.problem("", "either `unix` (a path) or `address` (such as 127.0.0.1:8787)", value.dump());
        return out;
    }
    if (!out.unix_path.empty() && (out.unix_path.front() != '/' || out.unix_path.size() > 100))
        members.problem("unix", "an absolute path of at most 100 bytes", out.unix_path);
    if (!mode.empty() && (!read_number(mode, out.mode, 8) || out.mode > 0777))
        members.problem("mode", "a file mode such as 0660", mode);
    if (!address.empty() && !split_address(address, out)) {
        members.problem("address", "ADDRESS:PORT with a numeric address, such as 127.0.0.1:8787", address);
        return out;
    }
    if (!address.empty() && !is_loopback(out.address) && !out.tls)
        members.problem("tls", "true, because " + out.address + " can be reached from the network", "false");
    if (out.by_name && out.unix_path.empty() && !is_loopback(out.address))
        members.problem("by_name", "false, because every client from the network needs a token", "true");
    return out;
}

void read_terminals(const Json* list, Settings& out, std::vector<SettingsProblem>& problems) {
    if (list == nullptr) return;
    if (!list->is_array())
        return problems.push_back({"terminals", R"(a list of objects such as {"name":"till-1"})", ""});
    for (std::size_t i = 0; i < list->size(); ++i) {
        Members members((*list)[i], place_in("terminals", i), problems);
        std::string name;
        members.text("name", name);
        const auto* plugin = members.find("plugin");
        if (!is_terminal_name(name))
            members.problem("name", "1 to 64 letters, digits, '-', '_' or '.', not beginning with a '.'",
                            name);
        else if (plugin != nullptr && !plugin->is_object() && !is_path(*plugin))
            members.problem("plugin", plugin_expected, plugin->dump());
        else if (!out.terminals.emplace(name, plugin == nullptr ? Json::object() : *plugin).second)
            members.problem("name", "a name that no other terminal has", name);
    }
}

/// What can be wrong with several terminals once all their configurations are known.
void refuse_shared_data(const Settings& settings, std::vector<SettingsProblem>& problems) {
    if (settings.plugin.contains("data_directory"))
        problems.push_back({"plugin.data_directory", "none here, because each terminal has its own",
                            settings.plugin["data_directory"].dump()});
    std::map<std::string, std::string> owners;
    for (const auto& [name, own] : settings.terminals) {
        const auto directory = settings.plugin_of(name, own).at("data_directory").dump();
        const auto [owner, fresh] = owners.emplace(directory, name);
        if (fresh) continue;
        std::string found(directory);
        found.append(" for both ").append(owner->second).append(" and ").append(name);
        problems.push_back({"terminals", "a data directory for each terminal", found});
    }
}

void read_limits(const Json& value, Limits& out, std::vector<SettingsProblem>& problems) {
    Members members(value, "limits", problems);
    members.number("event_bytes", out.event_bytes, 1024, 8 << 20);
    members.number("connections", out.connections, 8, 100'000);
    members.number("connections_of_address", out.connections_of_address, 1, 100'000);
    members.number("events_per_second", out.events_per_second, 1, 100'000);
    members.number("events_in_flight", out.events_in_flight, 1, 1024);
    members.number("streams", out.streams, 1, 64);
}

void read_texts(Members& members, const std::string& name, const char* expected,
                std::vector<std::string>& out) {
    const auto* list = members.find(name);
    if (list == nullptr) return;
    const bool texts = list->is_array() && std::all_of(list->begin(), list->end(),
                                                       [](const Json& each) { return each.is_string(); });
    if (texts)
        out = list->get<std::vector<std::string>>();
    else
        members.problem(name, expected, list->dump());
}

void read_pages(const Json& value, PageSettings& out, std::vector<SettingsProblem>& problems) {
    Members members(value, "pages", problems);
    members.text("assets", out.assets);
    if (!out.assets.empty() && out.assets.front() != '/')
        members.problem("assets", "an absolute path", out.assets);
    read_texts(members, "terminals", R"(a list of names such as "till-1")", out.terminals);
    members.duration("idle_minutes", out.idle, 1, 1440);
    members.duration("session_hours", out.longest, 1, 168);
    members.duration("keep_days", out.keep, 1, 1096, 24);
}

void read_members(const Json& document, Settings& out, std::vector<SettingsProblem>& problems) {
    Members members(document, "", problems);
    members.text("state_directory", out.state_directory);
    members.text("library", out.library);
    if (out.state_directory.empty() || out.state_directory.front() != '/')
        members.problem("state_directory", "an absolute path", out.state_directory);
    if (const auto* plugin = members.find("plugin")) {
        if (!plugin->is_object() && !is_path(*plugin))
            members.problem("plugin", plugin_expected, plugin->dump());
        out.plugin = *plugin;
    }
    if (out.plugin.is_object() || is_path(out.plugin))
        read_terminals(members.find("terminals"), out, problems);
    if (const auto* list = members.find("listen"); list != nullptr && list->is_array() && !list->empty())
        for (std::size_t i = 0; i < list->size(); ++i)
            out.listen.push_back(read_listen((*list)[i], place_in("listen", i), problems));
    else if (list != nullptr)
        members.problem("listen", "a list of at least one object", list->dump());
    else
        out.listen = {{out.state_directory + "/tillpointsd.sock", 0660, "", 0, false, false},
                      {"", 0, "127.0.0.1", 8787, false, false}};
    read_texts(members, "hosts", R"(a list of names such as "till-server.lan")", out.hosts);
    if (const auto* pages = members.find("pages")) read_pages(*pages, out.pages, problems);
    if (const auto* limits = members.find("limits")) read_limits(*limits, out.limits, problems);
    members.duration("keep_answers_days", out.keep_answers, 1, 1096, 24);
    members.duration("code_minutes", out.code_lifetime, 1, 1440);
    members.number("code_tries", out.code_tries, 1, 20);
    members.duration("heartbeat_s", out.heartbeat, 1, 300);
}

}  // namespace

void take_plugin_files(Settings& settings, const ReadPluginFile& read,
                       std::vector<SettingsProblem>& problems) {
    if (!has_plugin_files(settings)) return;
    const auto before = problems.size();
    const auto take = [&](const std::string& where, Json& plugin) {
        if (!plugin.is_string()) return;
        const auto path = plugin.get<std::string>();
        plugin = Json::object();
        try {
            auto text = Json::parse(read(path));
            if (!text.is_object()) throw std::runtime_error("no object");
            plugin = std::move(text);
        } catch (const std::exception& failure) {
            problems.push_back({where, "a configuration of the plugin in " + path, failure.what()});
        }
    };
    take("plugin", settings.plugin);
    for (auto& [name, plugin] : settings.terminals) take("terminals, plugin of " + name, plugin);
    if (problems.size() == before) refuse_shared_data(settings, problems);
}

std::optional<Settings> read_settings(const std::string& text, std::vector<SettingsProblem>& problems) {
    Json document;
    try {
        document = Json::parse(text);
    } catch (const Json::exception& error) {  // also a number that is too large
        problems.push_back({"", "JSON", error.what()});
        return {};
    }
    Settings out;
    const auto before = problems.size();
    read_members(document, out, problems);
    if (problems.size() == before && !has_plugin_files(out)) refuse_shared_data(out, problems);
    if (problems.size() != before) return {};
    return out;
}

}  // namespace tillpoints::sidecar
