#include "adapters/sidecar/event_name.hpp"

#include <functional>
#include <nlohmann/json.hpp>

namespace tillpoints::sidecar {
namespace {

using Json = nlohmann::json;

constexpr int deepest = 64;
constexpr std::size_t longest = 128;

/// Takes the texts that stand in the outermost object and in its member "error". Stops when `take` has
/// enough.
class TopTexts : public nlohmann::json_sax<Json> {
  public:
    /// `take(member, value)` with "error.code" for a member of a member; false: enough.
    using Take = std::function<bool(const std::string& member, const std::string& value)>;
    explicit TopTexts(Take take) : take_(std::move(take)) {}

    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t&) override { return true; }
    bool binary(binary_t&) override { return true; }
    bool string(string_t& value) override {
        if (value.size() > longest) return true;
        if (depth_ == 1) return take_(member_, value);
        if (depth_ == 2 && outer_ == "error") return take_("error." + member_, value);
        return true;
    }
    bool key(string_t& name) override {
        if (name.size() > longest) name.clear();
        if (depth_ == 1) outer_ = name;
        member_ = std::move(name);
        return true;
    }
    bool start_object(std::size_t) override { return ++depth_ <= deepest; }
    bool end_object() override { return --depth_ > 0; }
    bool start_array(std::size_t) override { return ++depth_ <= deepest; }
    bool end_array() override { return --depth_ > 0; }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
        return false;
    }

  private:
    Take take_;
    int depth_ = 0;
    std::string outer_;
    std::string member_;
};

/// Only these are read on, because a granted discount may hold thousands of lines.
bool has_reason(const std::string& status) {
    return status == "error" || status == "not_stored" || status == "refused" || status == "rejected" ||
           status == "no_loyalty";
}

void read_top(std::string_view json, TopTexts::Take take) {
    TopTexts reader(std::move(take));
    static_cast<void>(Json::sax_parse(json.begin(), json.end(), &reader));
}

}  // namespace

EventName name_of_event(std::string_view json) {
    EventName name;
    read_top(json, [&](const std::string& member, const std::string& value) {
        if (member == "event") name.event = value;
        if (member == "receipt_id") name.receipt = value;
        return name.event.empty() || name.receipt.empty();
    });
    return name;
}

bool ReplyStatus::nothing_happened() const {
    return status == "not_stored" || (status == "error" && reason == "shutting_down");
}

ReplyStatus status_of_reply(std::string_view json) {
    ReplyStatus out;
    read_top(json, [&](const std::string& member, const std::string& value) {
        if (member == "status") out.status = value;
        if (member == "reason" || member == "error.code") out.reason = value;
        if (out.status.empty()) return true;
        return out.reason.empty() && has_reason(out.status);
    });
    return out;
}

}  // namespace tillpoints::sidecar
