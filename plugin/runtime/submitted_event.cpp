#include "plugin/runtime/submitted_event.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace tillpoints {
namespace {

constexpr std::string_view before_the_name = R"({"v":1,"event":")";

std::string_view after_the_name(SubmittedEvent::Refusal why) {
    if (why == SubmittedEvent::Refusal::not_stored) return R"(","status":"not_stored"})";
    return R"json(","status":"error","error":{"code":"shutting_down","where":"","expected":"","found":"",)json"
           R"json("message":"The plugin is being shut down. (shutting_down)"}})json";
}

}  // namespace

void SubmittedEvent::answer(std::string_view json) {
    if (std::exchange(answered_, true)) return;
    answer_(json);
}

void SubmittedEvent::refuse(Refusal why) {
    std::array<char, 256> text;
    std::size_t size = 0;
    for (const auto part : {before_the_name, name_, after_the_name(why)}) {
        const auto fits = part.substr(0, text.size() - size);
        std::copy(fits.begin(), fits.end(), text.begin() + static_cast<std::ptrdiff_t>(size));
        size += fits.size();
    }
    answer({text.data(), size});
}

}  // namespace tillpoints
