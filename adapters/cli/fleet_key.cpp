#include "adapters/cli/fleet_key.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include "adapters/cli/input.hpp"
#include "adapters/cli/messages.hpp"
#include "adapters/cli/written_file.hpp"

namespace tillpoints::cli {

fleet::SigningKey key_of_operator(const std::string& file) {
    struct stat about {};
    if (::stat(file.c_str(), &about) != 0) {
        auto fresh = fleet::SigningKey::fresh();
        write_whole(file, fresh.pem(), 0600, ::geteuid(), ::getegid());
        std::printf("%s\n", say(Text::fleet_key_made, {file}).c_str());
        return fresh;
    }
    if ((about.st_mode & 077) != 0) throw BadInput(file + ": " + say(Text::fleet_key_open));
    const auto key = fleet::SigningKey::from_pem(read_input(file, 1 << 16));
    if (!key) throw BadInput(file + ": " + say(Text::fleet_no_key));
    return *key;
}

}  // namespace tillpoints::cli
