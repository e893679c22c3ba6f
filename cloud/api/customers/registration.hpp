#pragma once
#include "cloud/api/request_context.hpp"

/// What only the back office does: the partner API has no way to make customers, codes or collections.
namespace tillpoints::cloud {

struct NewCustomer {
    std::string name;
    std::optional<Phone> phone;
    std::optional<std::string> birth_date;
    std::optional<CustomerUid> inviter;
    std::optional<std::string> promo_code{};  ///< the company's own, or that of a source
};

/// Registers a customer and gives the welcome points; a phantom of this phone becomes the customer and keeps
/// its points. Errc::not_found if nobody has the inviter's uid or nothing has the promo code, Errc::duplicate
/// if the phone is registered already.
Result<CustomerRecord> register_customer(RequestContext& context, const NewCustomer& newcomer);

/// Somebody known from an imported list: neither a member nor a contact until they turn up. False if the
/// phone is known.
bool import_contact(RequestContext& context, const std::string& name, const Phone& phone);

/// The sources of the programme's file, known to the books from now on.
void sync_sources(RequestContext& context);

/// A fresh six-digit app code, or the code that completes an order.
CodeRecord issue_code(RequestContext& context, ParticipantId customer,
                      std::optional<std::int64_t> order = {});

/// A static code of the customer's own; made up if not given. Errc::invalid_value for a code that is not 7 to
/// 64 of [A-Za-z0-9-] (six digits are an app code's), Errc::duplicate for one that is taken.
Result<CardRecord> issue_card(RequestContext& context, ParticipantId customer, CardKind kind,
                              const std::optional<std::string>& code);

/// Books a printed voucher's points to a customer. Errc::not_found if it is unknown, expired or collected.
Result<Points> collect_voucher(RequestContext& context, const std::string& code, ParticipantId customer);

}  // namespace tillpoints::cloud
