package tillpoints.evotor.register;

import java.util.LinkedHashMap;
import java.util.Map;
import tillpoints.evotor.core.Json;

/** One position at the register. */
public final class Goods {
    public final String uuid;
    final String product;
    public final String name;
    final String type;
    final String mark;
    public final long price;
    public final long thousandths;

    public Goods(String uuid, String product, String name, String type, String mark, long price, long thousandths) {
        this.uuid = uuid;
        this.product = product;
        this.name = name;
        this.type = type;
        this.mark = mark;
        this.price = price;
        this.thousandths = thousandths;
    }

    Map<String, Object> json() {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("uuid", uuid);
        out.put("product", product);
        out.put("name", name);
        out.put("type", type);
        out.put("mark", mark);
        out.put("price", price);
        out.put("thousandths", thousandths);
        return out;
    }

    static Goods of(Map<String, Object> json) {
        return new Goods(Json.text(json.get("uuid")), Json.text(json.get("product")), Json.text(json.get("name")),
                Json.text(json.get("type")), Json.text(json.get("mark")), (Long) json.get("price"),
                (Long) json.get("thousandths"));
    }
}
