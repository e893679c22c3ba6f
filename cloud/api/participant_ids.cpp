#include "cloud/api/participant_ids.hpp"

namespace tillpoints::cloud {
namespace {

void show_ids(std::optional<loyalty::OperationCustomer>& customer) {
    if (customer && customer->id) customer->id = shown_id(*customer->id);
}

struct AnswerIds {
    void operator()(loyalty::Found& found) const { cloud::show_ids(found.user); }
    void operator()(loyalty::Calculated& calculated) const { cloud::show_ids(calculated.user); }
    void operator()(loyalty::Operation& operation) const { cloud::show_ids(operation); }
    void operator()(loyalty::Customer& customer) const { cloud::show_ids(customer); }
    void operator()(loyalty::GoodsOrder& order) const { cloud::show_ids(order); }
    void operator()(loyalty::OrderCompleted& done) const { cloud::show_ids(done.order); }
    void operator()(loyalty::OperationPage& page) const {
        for (auto& row : page.rows) cloud::show_ids(row);
    }
    void operator()(loyalty::CustomerPage& page) const {
        for (auto& row : page.rows) cloud::show_ids(row);
    }
    template <class NoId>
    void operator()(NoId&) const {}
};

struct CallIds {
    void operator()(loyalty::GetCustomer& call) const { call.id = stored_id(call.id); }
    void operator()(loyalty::GetCustomerTags& call) const { call.id = stored_id(call.id); }
    void operator()(loyalty::SetCustomerTags& call) const { call.id = stored_id(call.id); }
    void operator()(loyalty::Reward& call) const {
        for (auto& id : call.participants) id = stored_id(id);
    }
    template <class NoId>
    void operator()(NoId&) const {}
};

}  // namespace

ParticipantId shown_id(ParticipantId stored) {
    return {stored.value + participant_id_offset};
}

ParticipantId stored_id(ParticipantId shown) {
    return shown.value > participant_id_offset ? ParticipantId{shown.value - participant_id_offset}
                                               : ParticipantId{-1};
}

void show_ids(loyalty::Customer& customer) {
    auto& who = customer.participant;
    if (who.id) who.id = shown_id(*who.id);
    if (who.inviter_id) who.inviter_id = shown_id({*who.inviter_id}).value;
}

void show_ids(loyalty::Operation& operation) {
    show_ids(operation.customer);
}

void show_ids(loyalty::GoodsOrder& order) {
    show_ids(order.customer);
}

loyalty::Answer with_shown_ids(loyalty::Answer answer) {
    std::visit(AnswerIds(), answer);
    return answer;
}

loyalty::ShopAnswer with_shown_ids(loyalty::ShopAnswer answer) {
    std::visit(AnswerIds(), answer);
    return answer;
}

loyalty::Call with_stored_ids(loyalty::Call call) {
    std::visit(CallIds(), call);
    return call;
}

}  // namespace tillpoints::cloud
