#pragma once
#include <string>

#include "cloud/storage/storage.hpp"
#include "protocol/reader.hpp"

namespace tillpoints::cloud {

/// A value that is kept as the JSON the protocol writes of it. Throws StorageFailed if it is not whole.
template <class T>
T read_document(const std::string& text, T (*read)(Reader)) {
    const auto json = parse_json(text);
    Problems problems;
    if (json) {
        T value = read(Reader(*json, "", problems));
        if (problems.empty()) return value;
    }
    throw StorageFailed(Errc::storage_failed, "a document in the database is not whole");
}

}  // namespace tillpoints::cloud
