#include "tests/checked_cloud/answer_check.hpp"

#include <memory>

namespace tillpoints::cloud::test {

Endpoint checked(openapi::Description description, Endpoint endpoint, Complain complain) {
    const auto protocol = std::make_shared<const openapi::Description>(std::move(description));
    const auto check = [protocol, complain = std::move(complain)](const HttpRequest& request,
                                                                  const Reply& reply) {
        const auto complaint = protocol->complaint(request, reply.answer);
        if (!complaint.empty()) complain(complaint);
    };
    Endpoint out;
    out.handler = [check, handler = std::move(endpoint.handler)](const HttpRequest& request,
                                                                 const std::function<void(Reply)>& done) {
        handler(request, [check, request, done](Reply reply) {
            check(request, reply);
            done(std::move(reply));
        });
    };
    if (!endpoint.admission_check) return out;
    out.admission_check = [check,
                           admission_check = std::move(endpoint.admission_check)](const HttpRequest& head) {
        Admission admission = admission_check(head);
        if (!admission.refused) return admission;
        admission.reply_unread = [check, head, answer = std::move(admission.reply_unread)] {
            Reply reply = answer();
            check(head, reply);
            return reply;
        };
        return admission;
    };
    return out;
}

}  // namespace tillpoints::cloud::test
