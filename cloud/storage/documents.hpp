#pragma once
#include <string>

#include "cloud/storage/storage.hpp"
#include "protocol/reader.hpp"

namespace tillpoints::cloud {

/// A value that is stored as the JSON which the protocol writes for it. Throws StorageFailed if the JSON is
/// incomplete.
template <class T>
T read_document(const std::string& text, T (*read)(Reader)) {
    const auto json = parse_json(text);
    Problems problems;
    if (json) {
        T value = read(Reader(*json, "", problems));
        if (problems.empty()) return value;
    }
    throw StorageFailed(Errc::storage_failed, "a document in the database is incomplete");
}

}  // namespace tillpoints::cloud
