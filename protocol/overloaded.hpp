#pragma once

namespace tillpoints {

/// Cases for std::visit, one lambda each.
template <class... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

}  // namespace tillpoints
