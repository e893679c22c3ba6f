#include "tests/checked_cloud/answer_check.hpp"

#include <memory>

namespace tillpoints::cloud::test {

LateHandler checked(openapi::Description description, LateHandler handler, Complain complain) {
    const auto protocol = std::make_shared<const openapi::Description>(std::move(description));
    return [protocol, handler = std::move(handler), complain = std::move(complain)](
               const HttpRequest& request, const std::function<void(Reply)>& done) {
        handler(request, [protocol, complain, request, done](Reply reply) {
            if (reply.answer && !reply.spoiled) {
                const auto complaint = protocol->complaint(request, *reply.answer);
                if (!complaint.empty()) complain(complaint);
            }
            done(std::move(reply));
        });
    };
}

}  // namespace tillpoints::cloud::test
