#include "protocol/json.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

namespace tillpoints {
namespace {

/// Receives nlohmann's parse events and builds a Json; stops at the first thing that is not allowed.
class Builder : public nlohmann::json_sax<nlohmann::json> {
  public:
    explicit Builder(const JsonLimits& limits) : limits_(limits) {}

    bool null() override { return add(Json()); }
    bool boolean(bool value) override { return add(Json(value)); }
    bool number_integer(number_integer_t value) override { return add(Json(value)); }
    bool number_unsigned(number_unsigned_t value) override { return add(Json(value)); }
    /// nlohmann's lexer writes the decimal point of the host's locale into the digits, which may be a comma.
    bool number_float(number_float_t, const string_t& digits) override {
        Json::Number number{digits};
        for (char& c : number.digits)
            if (std::string_view("0123456789+-eE").find(c) == std::string_view::npos) c = '.';
        return add(Json(std::move(number)));
    }
    bool string(string_t& value) override {
        if (!limits_.zero_characters && value.find('\0') != value.npos) {
            problem = Problem{Errc::invalid_value, "", "text without zero characters", "one"};
            return false;
        }
        return add(Json(std::move(value)));
    }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(Json(Json::Object())); }
    bool start_array(std::size_t) override { return open(Json(Json::Array())); }
    bool end_array() override { return close(); }

    bool key(string_t& value) override {
        keys_.push_back(std::move(value));
        return true;
    }

    bool end_object() override {
        std::vector<std::string_view> names;
        for (const auto& [name, value] : *open_.back().members()) names.push_back(name);
        std::sort(names.begin(), names.end());
        const auto twice = std::adjacent_find(names.begin(), names.end());
        if (twice != names.end()) {
            problem =
                Problem{Errc::duplicate, std::string(*twice), "each member once", "the same name twice"};
            return false;
        }
        return close();
    }

    bool parse_error(std::size_t position, const std::string&,
                     const nlohmann::detail::exception& error) override {
        const std::string what = error.what();
        const bool utf8 = what.find("UTF-8") != std::string::npos;
        problem = Problem{utf8 ? Errc::invalid_utf8 : Errc::invalid_json, "byte " + std::to_string(position),
                          utf8 ? "valid UTF-8" : "JSON", "something else"};
        return false;
    }

    std::optional<Problem> problem;
    Json root;

  private:
    bool open(Json container) {
        if (static_cast<int>(open_.size()) >= limits_.depth) {
            problem =
                Problem{Errc::too_deep, "", "at most " + std::to_string(limits_.depth) + " levels", "more"};
            return false;
        }
        open_.push_back(std::move(container));
        return true;
    }

    bool close() {
        Json done = std::move(open_.back());
        open_.pop_back();
        return add(std::move(done));
    }

    bool add(Json value) {
        if (open_.empty()) {
            root = std::move(value);
        } else if (open_.back().members()) {
            const_cast<Json::Object*>(open_.back().members())
                ->emplace_back(std::move(keys_.back()), std::move(value));
            keys_.pop_back();
        } else {
            open_.back().push(std::move(value));
        }
        return true;
    }

    const JsonLimits& limits_;
    std::vector<Json> open_;
    std::vector<std::string> keys_;
};

void write_escaped(std::string& out, char c) {
    static constexpr char hex[] = "0123456789abcdef";
    switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            out += "\\u00";
            out += hex[(c >> 4) & 15];
            out += hex[c & 15];
    }
}

bool needs_escape(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
}

void write_string(std::string& out, std::string_view text) {
    out += '"';
    while (!text.empty()) {
        const auto odd = std::find_if(text.begin(), text.end(), needs_escape);
        const auto plain = static_cast<std::size_t>(odd - text.begin());
        out += text.substr(0, plain);
        if (plain == text.size()) break;
        write_escaped(out, text[plain]);
        text.remove_prefix(plain + 1);
    }
    out += '"';
}

struct Writer {
    std::string out;
    bool pretty = false;

    void line(int depth) {
        if (pretty) out += '\n' + std::string(static_cast<std::size_t>(depth) * 2, ' ');
    }

    template <class Items, class WriteItem>
    void sequence(char begin, char end, const Items& items, int depth, WriteItem write_item) {
        out += begin;
        bool first = true;
        for (const auto& item : items) {
            if (!first) out += ',';
            first = false;
            line(depth + 1);
            write_item(item);
        }
        if (!items.empty()) line(depth);
        out += end;
    }

    void write(const Json& json, int depth) {
        if (const auto* flag = json.boolean()) {
            out += *flag ? "true" : "false";
        } else if (const auto* number = json.number()) {
            out += number->digits;
        } else if (const auto* text = json.string()) {
            write_string(out, *text);
        } else if (const auto* items = json.items()) {
            sequence('[', ']', *items, depth, [&](const Json& item) { write(item, depth + 1); });
        } else if (const auto* members = json.members()) {
            sequence('{', '}', *members, depth, [&](const Json::Member& member) {
                write_string(out, member.first);
                out += pretty ? ": " : ":";
                write(member.second, depth + 1);
            });
        } else {
            out += "null";
        }
    }
};

}  // namespace

const Json* Json::find(std::string_view key) const {
    if (const auto* object = members())
        for (const auto& [name, value] : *object)
            if (name == key) return &value;
    return nullptr;
}

Json& Json::set(std::string_view key, Json value) {
    if (is_null()) value_ = Object();
    auto& object = std::get<Object>(value_);
    for (auto& [name, present] : object)
        if (name == key) return present = std::move(value), *this;
    object.emplace_back(std::string(key), std::move(value));
    return *this;
}

Json& Json::push(Json value) {
    if (is_null()) value_ = Array();
    std::get<Array>(value_).push_back(std::move(value));
    return *this;
}

std::string_view Json::type_name() const {
    static constexpr std::string_view names[] = {"null", "boolean", "number", "string", "array", "object"};
    return names[value_.index()];
}

Result<Json> parse_json(std::string_view text, JsonLimits limits) {
    if (text.size() > limits.bytes)
        return Problem{Errc::too_large, "", "at most " + std::to_string(limits.bytes) + " bytes",
                       std::to_string(text.size())};
    Builder builder(limits);
    if (nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) return std::move(builder.root);
    if (builder.problem) return *builder.problem;
    return Problem{Errc::invalid_json, "", "JSON", "something else"};
}

std::string dump(const Json& json) {
    Writer writer;
    writer.write(json, 0);
    return std::move(writer.out);
}

std::string dump_pretty(const Json& json) {
    Writer writer{{}, true};
    writer.write(json, 0);
    return std::move(writer.out) + "\n";
}

}  // namespace tillpoints
