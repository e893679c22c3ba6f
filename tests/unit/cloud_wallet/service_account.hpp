#pragma once
#include "cloud/wallet/google_save.hpp"
#include "shop_keys.hpp"

namespace tillpoints::cloud::test {

/// A service account as Google's console gives it, with a key made by the openssl program.
struct ServiceAccount {
    ServiceAccount() {
        const auto made =
            run_program("cd " + folder.path +
                        " && openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 "
                        "-out account.key && openssl pkey -in account.key -pubout -out public.pem");
        INFO(made.text);
        REQUIRE(made.status == 0);
        write_text(paths().key, dump(Json::object({{"type", "service_account"},
                                                   {"project_id", "shop"},
                                                   {"private_key_id", "the-key"},
                                                   {"private_key", file_text(folder / "account.key")},
                                                   {"client_email", "card@shop.example"}})));
    }
    static const ServiceAccount& made() {
        static const ServiceAccount account;
        return account;
    }
    GoogleWalletPaths paths() const {
        return {folder / "account.json", "3388000000012345678", "https://shop.example/logo.png"};
    }

    TestFolder folder;
};

}  // namespace tillpoints::cloud::test
