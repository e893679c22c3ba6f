#pragma once
#include <exception>
#include <functional>
#include <new>
#include <string>
#include <string_view>

#include "plugin/outbox/outbox.hpp"

namespace tillpoints {

/// The outbox beside the loop: work is done in the order it is given, never from inside the call; what
/// follows it runs on the loop.
class OutboxExecutor {
  public:
    virtual ~OutboxExecutor() = default;

    /// `done` gets the result after the batch is durable (or is not).
    virtual void commit(Batch batch, std::function<void(Result<void>)> done) = 0;
    /// Runs `work` beside the outbox; the function it returns, if any, then runs on the loop.
    virtual void run(std::function<std::function<void()>(Outbox&)> work) = 0;
    /// Safe on any thread: it uses only the installation's key.
    virtual std::string keyed_hash(std::string_view identity) const = 0;
};

/// Runs `read` beside the outbox and `then` with its answer on the loop. An exception becomes a Problem,
/// because the caller would otherwise wait for ever. Only a lack of memory is left to the executor: what
/// `read` has stored by then is unknown.
template <class T>
void ask(OutboxExecutor& executor, std::function<Result<T>(Outbox&)> read,
         std::function<void(const Result<T>&)> then) {
    executor.run([read = std::move(read), then = std::move(then)](Outbox& outbox) -> std::function<void()> {
        Result<T> answer = Problem{Errc::storage_failed, "outbox", "work that ends", "a defect"};
        try {
            answer = read(outbox);
        } catch (const std::bad_alloc&) {
            throw;
        } catch (const std::exception& defect) {
            answer = Problem{Errc::storage_failed, "outbox", "work that ends", defect.what()};
        } catch (...) {
            return [then, answer] { then(answer); };
        }
        return [then, answer = std::move(answer)] { then(answer); };
    });
}

}  // namespace tillpoints
