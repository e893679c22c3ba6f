#include "tests/checked_cloud/answer_check.hpp"

#include <memory>

namespace tillpoints::cloud::test {

TillDoor checked(openapi::Description description, TillDoor door, Complain complain) {
    const auto protocol = std::make_shared<const openapi::Description>(std::move(description));
    const auto check = [protocol, complain = std::move(complain)](const HttpRequest& request,
                                                                  const Reply& reply) {
        if (!reply.answer || reply.spoiled) return;
        const auto complaint = protocol->complaint(request, *reply.answer);
        if (!complaint.empty()) complain(complaint);
    };
    TillDoor out;
    out.handler = [check, handler = std::move(door.handler)](const HttpRequest& request,
                                                             const std::function<void(Reply)>& done) {
        handler(request, [check, request, done](Reply reply) {
            check(request, reply);
            done(std::move(reply));
        });
    };
    if (!door.gate) return out;
    out.gate = [check, gate = std::move(door.gate)](const HttpRequest& head) {
        Admission admission = gate(head);
        if (!admission.refused) return admission;
        admission.otherwise = [check, head, answer = std::move(admission.otherwise)] {
            Reply reply = answer();
            check(head, reply);
            return reply;
        };
        return admission;
    };
    return out;
}

}  // namespace tillpoints::cloud::test
