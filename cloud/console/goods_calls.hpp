#pragma once
#include "cloud/console/console_call.hpp"

/// The price list as people of the company keep it.
namespace tillpoints::cloud {

/// `{node?}` what stands in a category or at the top; `{search}` what is called so, anywhere; `{all: "yes"}`
/// the whole list. Each with the categories that there are.
HttpAnswer list_goods_of_console(ConsoleCall& call, Reader in);
/// `{id?, node, category, name, code, description, price, offer_price, stock, stock_was, hidden, photos,
/// variants}`: a position or category; what the form does not know of it stays. The stock changes only if it
/// is another than `stock_was`, which the form showed: orders take from it meanwhile.
HttpAnswer save_goods(ConsoleCall& call, Reader in);
HttpAnswer remove_goods(ConsoleCall& call, Reader in);
/// `{node, ids}`: in this order from now on.
Reply place_goods(ConsoleWork& work, Reader in);
/// `{csv}`: what the table would change, line by line, and what is wrong with it. With `apply` the right
/// lines are taken, if they still change what the preview said (`apply: {digest}`).
Reply import_goods(ConsoleWork& work, Reader in);

}  // namespace tillpoints::cloud
