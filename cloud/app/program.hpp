#pragma once
#include <boost/asio/io_context.hpp>
#include <functional>
#include <string>

#include "cloud/api/api_handler.hpp"
#include "cloud/backoffice/backoffice.hpp"
#include "http/admission.hpp"

namespace tillpoints::cloud {

/// The API as the program serves it, while it serves.
struct ServedApi {
    boost::asio::io_context& io;
    Service& service;
    ApiHandler& api;
    const ProtocolVariants& variants;  ///< those that `service` uses
    /// Changes them between two requests.
    std::function<void(const std::function<void(ProtocolVariants&)>&)> change_variants;
};

/// What another program adds to tillpoints-cloud. Each member may be absent; tillpoints-cloud itself has
/// none.
struct ProgramExtensions {
    std::string help;  ///< the end of `--help`
    /// Takes a `--set` whose name is not the name of a protocol variant.
    std::function<std::optional<Problem>(std::string_view name, std::string_view value)> set;
    /// Returns the endpoint that answers the calls of the protocol, usually one that passes them on to
    /// `inner`.
    std::function<Endpoint(const ServedApi& served, Endpoint inner)> wrap_api;
    /// The same for everything that terminals request, pictures included. `data` is the data directory.
    std::function<Endpoint(const std::string& data, Endpoint inner)> wrap_all;
    BackOfficeExtension backoffice;
};

/// Runs tillpoints-cloud with the arguments of `main` and returns its exit status. Once a process.
int run_program(int argc, char** argv, const ProgramExtensions& extensions = {});

}  // namespace tillpoints::cloud
