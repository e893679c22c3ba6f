#pragma once
#include "protocol/loyalty/shop_calls.hpp"

/// Participant ids as clients see them: the id of the customer's row and an offset, so that they are of the
/// size of the live service's and never equal the id of an operation, an order, goods, a tag, a cashier or a
/// branch. A client that sends one in the place of another gets a 404, not another customer.
namespace tillpoints::cloud {

inline constexpr std::int64_t participant_id_offset = 1'100'000'000'000;

ParticipantId shown_id(ParticipantId stored);
/// The id of the row; one that no row has for an id that this cloud never showed.
ParticipantId stored_id(ParticipantId shown);

/// The same for every id within: of an answer, and of what a message to the shop's server tells.
void show_ids(loyalty::Customer& customer);
void show_ids(loyalty::Operation& operation);
void show_ids(loyalty::GoodsOrder& order);
loyalty::Answer with_shown_ids(loyalty::Answer answer);
loyalty::ShopAnswer with_shown_ids(loyalty::ShopAnswer answer);
/// Of a call, as the handlers take them.
loyalty::Call with_stored_ids(loyalty::Call call);

}  // namespace tillpoints::cloud
