#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/error.hpp"
#include "protocol/ids.hpp"
#include "protocol/json.hpp"
#include "protocol/money.hpp"
#include "protocol/phone.hpp"
#include "protocol/quantity.hpp"
#include "protocol/timestamp.hpp"

namespace tillpoints {

/// Reads one JSON object field by field. A missing or wrong field is recorded in `problems` with its path,
/// and a neutral value is returned, so that code reads all fields and checks `problems` once at the end. The
/// object and the list of problems must outlive the reader.
///
/// `x(key)` requires the field; `maybe_x(key)` takes an absent or null one as "not given".
class Reader {
  public:
    Reader(const Json& object, std::string path, Problems& problems);

    bool has(std::string_view key) const;
    const Json* raw(std::string_view key) const;
    std::string path_of(std::string_view key) const;
    void fail(std::string_view key, Errc code, std::string expected, std::string found = {});

    std::string text(std::string_view key, std::size_t max_bytes = 256);
    std::optional<std::string> maybe_text(std::string_view key, std::size_t max_bytes = 256);
    std::int64_t integer(std::string_view key, std::int64_t least, std::int64_t most);
    std::optional<std::int64_t> maybe_integer(std::string_view key, std::int64_t least, std::int64_t most);
    /// The same, in digits only.
    std::optional<std::int64_t> maybe_digits(std::string_view key, std::int64_t least, std::int64_t most);
    bool flag(std::string_view key, bool absent);
    std::optional<bool> maybe_flag(std::string_view key);

    /// Register side: money as an integer in minor units, 0 .. max_money. A decimal point or an exponent is
    /// refused, because 2500.00 means 2500 major units to the one who writes it.
    Money minor(std::string_view key);
    std::optional<Money> maybe_minor(std::string_view key);
    /// Cloud side: money as a decimal number (or numeric string) in major units, of either sign.
    Money major(std::string_view key);
    std::optional<Money> maybe_major(std::string_view key);
    /// Cloud side: points as a decimal number, rounded down to hundredths.
    Points points(std::string_view key);
    std::optional<Points> maybe_points(std::string_view key);
    Percent percent(std::string_view key);
    std::optional<Percent> maybe_percent(std::string_view key);

    Quantity quantity(std::string_view key);
    std::optional<Fraction> maybe_fraction(std::string_view key);
    Timestamp time(std::string_view key);
    std::optional<Timestamp> maybe_time(std::string_view key);
    ReceiptId receipt_id(std::string_view key);

    /// The word must be one of `words`; gives its index.
    std::size_t one_of(std::string_view key, std::initializer_list<std::string_view> words);
    std::optional<std::size_t> maybe_one_of(std::string_view key,
                                            std::initializer_list<std::string_view> words);

    /// A reader of a member object; of an empty object (with the problem recorded) if it is none.
    Reader object(std::string_view key);
    std::optional<Reader> maybe_object(std::string_view key);
    /// Calls `read(Reader)` for every object of an array member, with paths such as `positions[2]`.
    template <class Read>
    void each(std::string_view key, std::size_t most, Read read) {
        const auto* items = array(key, most);
        for (std::size_t i = 0; items && i < items->size(); ++i)
            read(Reader((*items)[i], path_of(key) + "[" + std::to_string(i) + "]", *problems_));
    }
    /// The same for items of any type: calls `read(item, path)`.
    template <class Read>
    void each_value(std::string_view key, std::size_t most, Read read) {
        const auto* items = array(key, most);
        for (std::size_t i = 0; items && i < items->size(); ++i)
            read((*items)[i], path_of(key) + "[" + std::to_string(i) + "]");
    }
    std::vector<std::string> texts(std::string_view key, std::size_t most);

    /// Reports every member that is not in `known` (configuration files only).
    void refuse_unknown(std::initializer_list<std::string_view> known);

    Problems& problems() { return *problems_; }
    /// Reads the same object for members that are only shown: their problems go to `ignored`.
    Reader tolerant(Problems& ignored) const { return Reader(*object_, path_, ignored); }

  private:
    const Json::Array* array(std::string_view key, std::size_t most);
    const Json* required(std::string_view key);
    std::optional<std::int64_t> decimal(std::string_view key, const Json& value, Rounding rounding);

    const Json* object_;
    std::string path_;
    Problems* problems_;
};

}  // namespace tillpoints
