package tillpoints.evotor.register;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tillpoints.evotor.core.Amounts;
import tillpoints.evotor.core.Json;

/** One receipt at the register, open or closed. */
public final class Slip {
    public final String uuid;
    public final String type;
    public final String base;
    public final List<Goods> goods = new ArrayList<>();
    public final Map<String, Long> discounts = new LinkedHashMap<>();
    public String extra;
    public Long number;
    long session;
    long date;
    public boolean cleared;
    /** How far the cashier has come with it, and who buys. */
    public long phase;
    public Map<String, Object> customer;

    Slip(String uuid, String type, String base) {
        this.uuid = uuid;
        this.type = type;
        this.base = base;
    }

    public boolean over() {
        return cleared || number != null;
    }

    public long full() {
        return goods.stream().mapToLong(each -> Amounts.sum(each.price, each.thousandths)).sum();
    }

    public long discount() {
        return discounts.values().stream().mapToLong(Long::longValue).sum();
    }

    long sum(Goods each) {
        return Amounts.sum(each.price, each.thousandths) - discounts.getOrDefault(each.uuid, 0L);
    }

    /** What the cashier could have touched: goods that are not there any more have no discount. */
    void forgetDiscountsOfGone() {
        discounts.keySet().removeIf(uuid -> goods.stream().noneMatch(each -> each.uuid.equals(uuid)));
    }

    Map<String, Object> json() {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("uuid", uuid);
        out.put("type", type);
        out.put("base", base);
        List<Object> all = new ArrayList<>();
        goods.forEach(each -> all.add(each.json()));
        out.put("goods", all);
        out.put("discounts", discounts);
        out.put("extra", extra);
        out.put("number", number);
        out.put("session", session);
        out.put("date", date);
        out.put("cleared", cleared);
        out.put("phase", phase);
        out.put("customer", customer);
        return out;
    }

    static Slip of(Map<String, Object> json) {
        Slip slip = new Slip(Json.text(json.get("uuid")), Json.text(json.get("type")), Json.text(json.get("base")));
        Json.list(json.get("goods")).forEach(each -> slip.goods.add(Goods.of(Json.map(each))));
        Json.map(json.get("discounts")).forEach((uuid, sum) -> slip.discounts.put(uuid, (Long) sum));
        slip.extra = Json.text(json.get("extra"));
        slip.number = (Long) json.get("number");
        slip.session = (Long) json.get("session");
        slip.date = (Long) json.get("date");
        slip.cleared = Json.flag(json.get("cleared"));
        slip.phase = (Long) json.get("phase");
        slip.customer = json.get("customer") == null ? null : Json.map(json.get("customer"));
        return slip;
    }
}
