#pragma once
#include <boost/asio/io_context.hpp>
#include <functional>
#include <string>

#include "cloud/api/api_handler.hpp"
#include "cloud/backoffice/backoffice.hpp"
#include "cloud/server/admission.hpp"

namespace tillpoints::cloud {

/// The API as the program serves it, while it serves.
struct ServedApi {
    boost::asio::io_context& io;
    Service& service;
    ApiHandler& api;
    ProtocolVariants& variants;  ///< those that `service` uses
};

/// What another program adds to tillpoints-cloud. Each may be absent, and tillpoints-cloud has none of them.
struct ProgramExtensions {
    std::string help;  ///< the end of `--help`
    /// Takes a `--set` whose name is no protocol variant's.
    std::function<std::optional<Problem>(std::string_view name, std::string_view value)> set;
    /// Gives what is to answer the calls of the protocol instead of `inner`, which it may use.
    std::function<Endpoint(const ServedApi& served, Endpoint inner)> wrap_api;
    /// Gives what is to answer everything that terminals ask, pictures included, instead of `inner`. `data`
    /// is the data directory.
    std::function<Endpoint(const std::string& data, Endpoint inner)> wrap_all;
    BackOfficeExtension backoffice;
};

/// tillpoints-cloud: what its main is given, its exit status back. Once a process.
int run_program(int argc, char** argv, const ProgramExtensions& extensions = {});

}  // namespace tillpoints::cloud
