#include "plugin/transport/fresh_uuid.hpp"

#include <boost/uuid/random_generator.hpp>
#include <boost/uuid/uuid_io.hpp>

namespace tillpoints {

std::string fresh_uuid() {
    return boost::uuids::to_string(boost::uuids::random_generator()());
}

}  // namespace tillpoints
