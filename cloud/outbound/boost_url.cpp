// Boost.URL, compiled from its headers here: what libboost1.81-dev brings is enough, and the program needs no
// shared library of it.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wpedantic"
#include <boost/url/src.hpp>
#pragma GCC diagnostic pop
