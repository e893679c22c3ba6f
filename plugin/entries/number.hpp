#pragma once
#include <string>
#include <string_view>

#include "plugin/entries/entry.hpp"

/// The numbers under which the cloud shows purchases: "<receipt id>/<attempt>-<installation>". Registers of
/// one shop may number their receipts alike, so the id of an entry alone does not identify an operation in
/// the cloud. Numbers made before layout 3, and those of other systems, name no installation.
namespace tillpoints {

/// A number taken apart. Without an attempt it means every attempt of the receipt.
struct NumberParts {
    std::string receipt;
    std::string attempt;
    std::string installation;
    friend bool operator==(const NumberParts&, const NumberParts&) = default;
};
NumberParts parts_of(std::string_view number);

/// What is hashed with the installation's key to make its mark in numbers.
inline constexpr std::string_view installation_identity = "tillpoints number installation";
/// The mark: the beginning of that hash. 32 bits, so that two of a thousand terminals share one once in ten
/// thousand shops; a number is long enough for people as it is.
std::string installation_mark(std::string_view keyed_hash);

/// The number of a new purchase. Without an installation it is the entry's id.
std::string number_for(const EntryId& id, std::string_view installation);
/// All attempts of the number's receipt that the same installation made.
std::string every_attempt_of(std::string_view number);
/// The number that a purchase is sent under, with every try: the one stored with it, or its id if it was made
/// before layout 3.
std::string number_of(const OutboxEntry& purchase);

}  // namespace tillpoints
