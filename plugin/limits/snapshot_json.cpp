#include "plugin/limits/rows.hpp"
#include "protocol/reader.hpp"

namespace tillpoints::limits {

Json to_json(const Snapshot& it) {
    Json json = Json::object(
        {{"tier", it.tier}, {"balance", it.balance.count}, {"rate", it.cashback_rate.hundredths}});
    if (it.uid) json.set("uid", it.uid->text);
    if (it.most_of_receipt) json.set("most", it.most_of_receipt->hundredths);
    return json;
}

Result<Snapshot> snapshot_from(const Json& json) {
    Problems problems;
    Reader in(json, "", problems);
    Snapshot out;
    out.tier = in.text("tier", 4096);
    out.balance = Points(in.integer("balance", -max_money.count, max_money.count));
    out.cashback_rate = Percent{in.integer("rate", 0, 10'000)};
    if (auto uid = in.maybe_text("uid", 4096)) out.uid = CustomerUid(*uid);
    if (auto most = in.maybe_integer("most", 0, 10'000)) out.most_of_receipt = Percent{*most};
    if (!problems.empty()) return problems.front();
    return out;
}

}  // namespace tillpoints::limits
