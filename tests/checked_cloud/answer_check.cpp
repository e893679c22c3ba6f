#include "tests/checked_cloud/answer_check.hpp"

#include <memory>

namespace tillpoints::cloud::test {

Handler checked(openapi::Description description, Handler handler, Complain complain) {
    const auto protocol = std::make_shared<const openapi::Description>(std::move(description));
    return
        [protocol, handler = std::move(handler), complain = std::move(complain)](const HttpRequest& request) {
            auto reply = handler(request);
            if (!reply.answer || reply.spoiled) return reply;
            const auto complaint = protocol->complaint(request, *reply.answer);
            if (!complaint.empty()) complain(complaint);
            return reply;
        };
}

}  // namespace tillpoints::cloud::test
