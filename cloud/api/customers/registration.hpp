#pragma once
#include "cloud/api/request_context.hpp"

/// New customers, who come through the back office only: the partner API has no call for it.
namespace tillpoints::cloud {

struct NewCustomer {
    std::string name;
    std::optional<Phone> phone;
    std::optional<std::string> birth_date;
    std::optional<CustomerUid> inviter;
    std::optional<std::string> promo_code{};  ///< of the company, or of a source
    bool returns = false;                     ///< was a customer before, and got the welcome points then
};

/// Registers a customer and gives the welcome points. A phantom with this phone becomes the customer and
/// keeps its points. Errc::not_found if no customer has the inviter's uid or the promo code is unknown,
/// Errc::duplicate if the phone is registered already.
Result<CustomerRecord> register_customer(RequestContext& context, const NewCustomer& newcomer);

enum class ImportedContact {
    added,
    known,     ///< there is a customer with the phone
    departed,  ///< somebody with the phone has left, or was erased, and is not written to again
};

/// Adds a contact from an imported list, who counts as no member until they register or buy. Nothing changes
/// for a phone that is known or has left, however often and at whatever time it is imported.
ImportedContact import_contact(RequestContext& context, const std::string& name, const Phone& phone);

/// Writes the sources of the programme's file to the database.
void sync_sources(RequestContext& context);

}  // namespace tillpoints::cloud
