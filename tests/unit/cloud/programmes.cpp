#include "programmes.hpp"

namespace tillpoints::cloud::test {

std::string programmes_folder() {
    return TILLPOINTS_CLOUD "/programmes/";
}

}  // namespace tillpoints::cloud::test
