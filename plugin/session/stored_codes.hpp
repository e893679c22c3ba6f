#pragma once
#include <cstdint>
#include <initializer_list>

#include "plugin/session/session.hpp"
#include "protocol/reader.hpp"

/// The numbers under which a session stores its enumerations. They are fixed here, value by value, so that a
/// stored session means the same whatever becomes of the order of an enumeration.
namespace tillpoints::session {

constexpr int stored_code(till::PresentedBy by) {
    switch (by) {
        case till::PresentedBy::code:
            return 0;
        case till::PresentedBy::phone:
            return 1;
        case till::PresentedBy::card:
            return 2;
        case till::PresentedBy::certificate:
            return 3;
    }
    return -1;
}

constexpr int stored_code(CustomerStatus status) {
    switch (status) {
        case CustomerStatus::found:
            return 0;
        case CustomerStatus::unregistered:
            return 1;
        case CustomerStatus::offline:
            return 2;
    }
    return -1;
}

constexpr int stored_code(till::RequestedPoints::Kind kind) {
    switch (kind) {
        case till::RequestedPoints::Kind::none:
            return 0;
        case till::RequestedPoints::Kind::amount:
            return 1;
        case till::RequestedPoints::Kind::max:
            return 2;
    }
    return -1;
}

constexpr int stored_code(till::ReceiptKind kind) {
    switch (kind) {
        case till::ReceiptKind::sale:
            return 0;
        case till::ReceiptKind::sale_return:
            return 1;
        case till::ReceiptKind::other:
            return 2;
    }
    return -1;
}

constexpr int stored_code(MatchedBy by) {
    switch (by) {
        case MatchedBy::id:
            return 0;
        case MatchedBy::content:
            return 1;
        case MatchedBy::proportion:
            return 2;
        case MatchedBy::nothing:
            return 3;
    }
    return -1;
}

constexpr int stored_code(Phase phase) {
    switch (phase) {
        case Phase::open:
            return 0;
        case Phase::closed:
            return 1;
        case Phase::cancelled:
            return 2;
    }
    return -1;
}

/// The value with the code that stands under `key`. A code that none of `values` has is a problem.
template <class Value>
Value stored_value(Reader& in, std::string_view key, std::initializer_list<Value> values) {
    const std::int64_t code = in.integer(key, 0, 99);
    for (const Value value : values)
        if (stored_code(value) == code) return value;
    in.fail(key, Errc::invalid_value, "a known code", std::to_string(code));
    return *values.begin();
}

}  // namespace tillpoints::session
