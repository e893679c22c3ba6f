#include "adapters/conform/borrowed_reply.hpp"

#include "adapters/conform/returned_reply.hpp"

namespace tillpoints::conform {

void deliver_recorded(Recorder& recorder, const Callback& callback, std::string text) {
    recorder.write(
        {.call = Call::reply, .instance = callback.instance, .number = callback.number, .text = text});
    callback.reply(callback.user, {text.data(), text.size()});
    recorder.write({.call = Call::taken, .instance = callback.instance, .number = callback.number});
    mark_returned(text);
    recorder.keep_returned(std::move(text));
}

}  // namespace tillpoints::conform
