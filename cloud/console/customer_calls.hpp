#pragma once
#include "cloud/console/console_call.hpp"

/// Customers, as people of the company look after them.
namespace tillpoints::cloud {

/// `{text}`: by phone, uid, number, or how the name begins.
HttpAnswer search_customers(ConsoleCall& call, Reader in);
/// `{participant}`: the card with the newest operations; that it was looked at is logged.
HttpAnswer open_customer(ConsoleCall& call, Reader in);
/// `{participant, offset?}`: operations of a customer.
HttpAnswer customer_history(ConsoleCall& call, Reader in);
/// `{participant, blocked, reason}`
HttpAnswer block_customer_for(ConsoleCall& call, Reader in);
/// `{participant, tags: [name]}`: replaces the customer's tags.
HttpAnswer tag_customer(ConsoleCall& call, Reader in);

/// The customer that the body names by `participant`, with whom nobody else deals until the transaction ends;
/// nothing, with a problem if the body is wrong, where there is none.
std::optional<CustomerRecord> lock_customer_in(ConsoleCall& call, Reader& in);
HttpAnswer no_such_customer();
HttpAnswer nobody_by_this_number();
/// Who, what they have and what they agreed to; without operations.
Json customer_card(ConsoleCall& call, const CustomerRecord& customer);
/// The same in one line of a list, without what only the card shows.
Json customer_line(ConsoleCall& call, const CustomerRecord& customer);
/// Has the person left, so that only the number is known?
bool is_erased(const CustomerRecord& customer);
std::string subject_of(const CustomerRecord& customer);

}  // namespace tillpoints::cloud
