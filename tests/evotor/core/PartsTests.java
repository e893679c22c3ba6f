package tillpoints.evotor.core;

import static tillpoints.evotor.core.Checks.equal;
import static tillpoints.evotor.core.Checks.fails;
import static tillpoints.evotor.core.Checks.test;
import static tillpoints.evotor.core.Checks.that;

import java.util.List;
import java.util.Map;

/** The small pure parts: JSON, amounts, goods, cards, actions, texts. */
final class PartsTests {
    private PartsTests() {}

    static void run() {
        test("JSON is read as it was written, with characters beyond the basic plane and the zero", () -> {
            String text = "{\"a\":[1,-2.50,true,false,null,\"\\u0000 \uD83D\uDE00 \\\"\\\\ \u0401\"],\"b\":{}}";
            equal(Json.write(Json.parse(text)), Json.write(Json.parse(Json.write(Json.parse(text)))));
            equal("\u0000 \uD83D\uDE00 \"\\ \u0401", Json.list(Json.object(text).get("a")).get(5));
            equal("\"\uFFFD\"", Json.write("\uD83D"));
        });
        test("what is no JSON, or too deep, is refused and not half read", () -> {
            for (String wrong : List.of("", "{", "[1,]", "{\"a\" 1}", "\"\\x\"", "\"\\u12\"", "1 2", "nul", "-", "1e999", "[".repeat(99)))
                fails(() -> Json.parse(wrong));
            equal(Map.of(), Json.object("[1]"));
        });
        test("roubles become kopecks half up, and unreadable sums nothing", () -> {
            equal(1235L, Amounts.kopecks("12.345"));
            equal(-1L, Amounts.kopecks("-0.005"));
            equal(250000L, Amounts.kopecksOrNone("2500.00"));
            for (String wrong : new String[] {null, "", "x", "1e9", "9".repeat(40)}) equal(0L, Amounts.kopecksOrNone(wrong));
            equal("12.30", Amounts.roubles(1230).toPlainString());
        });
        test("a quantity has at most three decimals and none that say nothing", () -> {
            equal("2", Amounts.quantity(2000));
            equal("0.437", Amounts.quantity(437));
            equal("10", Amounts.quantity(10000));
            equal("1.5", Amounts.quantity(1500));
        });
        test("the price of a line is the highest that gives its sum, if any does", () -> {
            equal(1371L, Amounts.price(599, 437));
            for (long quantity : new long[] {1, 437, 1000, 3000, 38830})
                for (long price = 0; price < 2000; price += 7)
                    equal(Amounts.sum(price, quantity), Amounts.sum(Amounts.price(Amounts.sum(price, quantity), quantity), quantity));
            equal(3333L, Amounts.price(10000, 3000));
        });
        test("goods of an unknown type, or with a mark on a normal line, are excluded and never NORMAL", () -> {
            for (String type : new String[] {null, "", "normal", "CAVIAR_MARKED"}) {
                Map<String, Object> line = position("p", type, null, 3L).event(0, false, new Rules(false));
                equal("UNKNOWN", line.get("type"));
                equal(true, line.get("excluded"));
            }
            equal(true, position("p", "NORMAL", "0104", 3L).event(0, false, new Rules(false)).get("excluded"));
            Map<String, Object> shoes = position("p", "SHOES_MARKED", "0104", 3L).event(0, false, new Rules(false));
            equal("SHOES_MARKED", shoes.get("type"));
            equal(false, shoes.get("excluded"));
            equal(true, shoes.get("marked"));
        });
        test("a prepayment is told as an advance, so that no points go on it", () -> {
            equal("ADVANCE", position("p", "NORMAL", null, 2L).event(0, false, new Rules(false)).get("type"));
            equal("NORMAL", position("p", "NORMAL", null, null).event(0, false, new Rules(false)).get("type"));
        });
        test("a position without a usable id, price or quantity is left out", () -> {
            that(Position.read(row(Map.of("POSITION_UUID", "a b", "PRICE", 1L, "QUANTITY", 1000L))) == null, "id");
            that(Position.read(row(Map.of("POSITION_UUID", "a", "PRICE", -1L, "QUANTITY", 1000L))) == null, "price");
            that(Position.read(row(Map.of("POSITION_UUID", "a", "PRICE", 1L, "QUANTITY", 0L))) == null, "quantity");
            that(Position.read(row(Map.of("POSITION_UUID", "a", "PRICE", 1L, "QUANTITY", 1000L))) != null, "all");
        });
        test("only a barcode with our prefix is a card", () -> {
            Map<String, String> prefixes = Map.of("code", "TPC");
            equal("123456", Card.read("TPC123456", prefixes).value);
            equal("code", Card.read("TPC123456", prefixes).by);
            for (String other : new String[] {null, "", "TPC", "4600000000000", "tpc1", "TPC".repeat(100)})
                that(Card.read(other, prefixes) == null, "taken for a card: " + other);
        });
        test("each action of the register's facts is understood, and no other", () -> {
            equal(RegisterAction.Event.DISCOUNT, RegisterAction.read("evo.v2.receipt.sell.receiptDiscount").event);
            equal(Kind.RETURN, RegisterAction.read("evo.v2.receipt.payback.printExtra.REQUIRED").kind);
            equal(RegisterAction.Event.BARCODE, RegisterAction.read("ru.evotor.event.sell.BARCODE_RECEIVED").event);
            equal(RegisterAction.Event.POSITIONS_CHANGED,
                    RegisterAction.read("evotor.intent.action.receipt.sell.POSITION_EDITED").event);
            equal(RegisterAction.Event.CLOSED, RegisterAction.read("evotor.intent.action.receipt.payback.RECEIPT_CLOSED").event);
            equal(RegisterAction.Event.SHIFT_CLOSED, RegisterAction.read(RegisterAction.SHIFT).event);
            for (String other : new String[] {null, "", "evo.v2.receipt.buy.receiptDiscount", "evo.v2.receipt.sell.x"})
                equal(RegisterAction.Event.UNKNOWN, RegisterAction.read(other).event);
        });
        test("every text of the cashier's screen stands in three languages", () -> {
            for (Texts.Text each : Texts.Text.values())
                for (String language : List.of("ru", "kk", "en"))
                    that(!new Texts(language).of(each).isEmpty(), each + " in " + language);
            equal("1\u00A0234,05", new Texts("ru").points(123405));
            equal("1\u00A0234.50", new Texts("en").points(123450));
            equal("-7", new Texts("kk").points(-700));
        });
        test("settings that are missing or senseless are the usual ones", () -> {
            Settings none = new Settings(Json.object("{\"answer_ms\":-5,\"print_width\":\"x\"}"));
            equal("jni", none.engine());
            equal(500, none.answerMs());
            that(none.questionMs() < none.answerMs(), "the plugin's time is within ours");
            equal(32, none.printWidth());
        });
        test("the daemon's token is not shown on the screen, and stays when the settings are saved", () -> {
            Map<String, Object> stored = Json.object("{\"engine\":\"http\",\"http\":{\"place\":\"p\",\"token\":\"secret\"}}");
            String shown = Json.write(Settings.shown(stored));
            that(!shown.contains("secret"), shown);
            equal(stored, Settings.typed(Json.object(shown), stored));
            equal("new", Json.map(Settings.typed(Json.object(shown.replace("(kept)", "new")), stored).get("http")).get("token"));
            equal("{}", Json.write(Settings.shown(Json.object("{}"))));
        });
        test("an answer is given once, by whoever is first, also if the register is gone", () -> {
            int[] sent = {0};
            OnceAnswer answer = new OnceAnswer(each -> {
                sent[0]++;
                throw new IllegalStateException("gone");
            }, line -> {});
            that(answer.give(Answer.SKIP), "the first");
            that(!answer.give(Answer.SKIP), "the second");
            equal(1, sent[0]);
        });
    }

    static Row row(Map<String, Object> values) {
        return new Row() {
            @Override
            public String text(String column) {
                return values.get(column) == null ? null : values.get(column).toString();
            }

            @Override
            public Long number(String column) {
                return (Long) values.get(column);
            }
        };
    }

    static Position position(String id, String type, String mark, Long settlement) {
        return new Position(id, null, "product", "Goods", type, mark, 1000, 1000, 1000, settlement, false, false);
    }
}
