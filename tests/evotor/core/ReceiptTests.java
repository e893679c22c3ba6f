package tillpoints.evotor.core;

import static tillpoints.evotor.core.Checks.equal;
import static tillpoints.evotor.core.Checks.test;
import static tillpoints.evotor.core.Checks.that;

import java.io.File;
import java.io.FileOutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Quotes, glued positions, returns, and the journal. */
final class ReceiptTests {
    private ReceiptTests() {}

    private static Position goods(String id, long price, long thousandths) {
        return new Position(id, null, "product", "Goods", "NORMAL", null, price, price, thousandths, 3L, false, false);
    }

    private static Receipt receipt(Map<String, Long> discounts, Position... positions) {
        return new Receipt(new Header("r", null, Kind.SALE, null, null, null, null, null), List.of(positions), discounts,
                List.of(), null);
    }

    private static Reply granted(long discount, String positions) {
        return Reply.read(("{\"status\":\"granted\",\"quote_id\":\"q\",\"discount\":" + discount + ",\"positions\":["
                + positions + "],\"extra\":{\"tillpoints\":{\"number\":\"r/1\"}}}").getBytes(Reply.UTF_8));
    }

    private static Quote quote() {
        return Quote.read(granted(300, "{\"id\":\"a\",\"price\":900,\"quantity\":\"1\",\"sum\":900},"
                + "{\"id\":\"b\",\"price\":800,\"quantity\":\"1\",\"sum\":800}"),
                receipt(Map.of(), goods("a", 1000, 1000), goods("b", 1000, 1000)), new HashMap<>());
    }

    static void run() {
        test("the register's map of discounts adds up to the discount, to the kopeck", () -> {
            Map<String, Object> fields = Discounts.fields(quote());
            equal("3.00", fields.get("discount"));
            Answer.Spread spread = (Answer.Spread) fields.get("positionUuidToDiscountMap");
            equal(Amounts.roubles(300), spread.get("a").add(spread.get("b")));
            equal("{\"tillpoints\":{\"number\":\"r/1\",\"quote\":\"q\",\"points\":300}}", Json.map(fields.get("extra")).get("extra"));
        });
        test("a granted discount that does not fit the receipt is not used", () -> {
            Receipt receipt = receipt(Map.of(), goods("a", 1000, 1000));
            for (String lines : List.of("", "{\"id\":\"x\",\"price\":900,\"quantity\":\"1\",\"sum\":900}",
                    "{\"id\":\"a\",\"price\":900,\"quantity\":\"2\",\"sum\":900}",
                    "{\"id\":\"a\",\"price\":1100,\"quantity\":\"1\",\"sum\":1100}",
                    "{\"id\":\"a\",\"price\":900,\"quantity\":\"0.5\",\"sum\":450},{\"id\":\"a\",\"price\":900,\"quantity\":\"0.5\",\"sum\":450}"))
                that(Quote.read(granted(100, lines), receipt, new HashMap<>()) == null, lines);
            that(Quote.read(granted(99, "{\"id\":\"a\",\"price\":900,\"quantity\":\"1\",\"sum\":900}"), receipt, new HashMap<>()) == null,
                    "a discount that is not the sum of its lines");
        });
        test("glued positions stand for the lines that were quoted, whatever id they have now", () -> {
            Receipt glued = receipt(Map.of("new", 300L), goods("new", 1000, 2000));
            Map<String, List<Quote.Line>> covering = quote().covering(glued);
            equal(2, covering.get("new").size());
            that(quote().applied(glued), "the whole discount is on the glued position");
            that(quote().covering(receipt(Map.of(), goods("new", 1000, 3000))) == null, "one more piece is another cart");
            that(quote().covering(receipt(Map.of(), goods("a", 1000, 1000))) == null, "one piece less too");
            that(quote().covering(receipt(Map.of(), goods("a", 1000, 1000), goods("b", 999, 1000))) == null, "and another price");
        });
        test("a quote is the same after the journal", () -> {
            equal(Json.write(quote().json()), Json.write(Quote.of(Json.object(Json.write(quote().json()))).json()));
        });
        test("returned goods are told under the ids they were sold under", () -> {
            Receipt sale = receipt(Map.of("a", 100L), goods("a", 1000, 2000), goods("b", 500, 1000));
            Receipt back = receipt(Map.of(), goods("x", 950, 1000), goods("y", 950, 1000));
            List<Object> lines = ReturnedLines.of(back, sale);
            equal("a", Json.map(lines.get(0)).get("id"));
            equal(950L, Json.map(lines.get(0)).get("sum"));
            that(!Json.map(lines.get(0)).get("id").equals(Json.map(lines.get(1)).get("id")), "no id stands twice");
            equal("x", Json.map(ReturnedLines.of(back, null).get(0)).get("id"));
        });
        test("a return names its sale by id and by our part of its extra", () -> {
            Header header = new Header("sale", null, Kind.SALE, "1", "1", null, null,
                    "{\"other\":1,\"tillpoints\":{\"number\":\"sale/1-ab\",\"quote\":\"q\",\"points\":5}}");
            Receipt sale = new Receipt(header, List.of(), Map.of(), List.of(), null);
            Receipt back = new Receipt(new Header("back", "sale", Kind.RETURN, "2", "1", null, null, null), List.of(), Map.of(), List.of(), null);
            equal("{\"receipt_id\":\"sale\",\"extra\":{\"tillpoints\":{\"number\":\"sale/1-ab\"}}}",
                    Json.write(ReturnedLines.original(back, sale)));
        });
        test("the total follows the payments where the register rounded down, and the lines otherwise", () -> {
            List<Object> lines = new ArrayList<>(List.of(goods("a", 1050, 1000).fiscal(1050, null)));
            for (long[] each : new long[][] {{1000, 1000}, {1050, 1050}, {900, 1050}, {2000, 1050}, {0, 1050}}) {
                Receipt paid = new Receipt(receipt(Map.of()).header, List.of(goods("a", 1050, 1000)), Map.of(),
                        List.of(new Receipt.Payment("CASH", each[0])), null);
                equal(each[1], paid.paid(lines));
            }
        });
        test("the journal's last line of a receipt counts, a torn one does not, and no customer stands in it", () -> {
            File file = File.createTempFile("journal", "");
            Files.delete(file.toPath());
            Journal journal = new Journal(file, Journal.DISK);
            that(journal.fresh(), "nothing was ever seen");
            Session session = new Session("r", Kind.SALE);
            session.card = new Card("phone", "+79005550101");
            journal.keep(session);
            session.quote = quote();
            journal.keep(session);
            journal.close();
            try (FileOutputStream torn = new FileOutputStream(file, true)) {
                torn.write("{\"receipt\":\"r\",\"state\":\"TO".getBytes());
            }
            Journal again = new Journal(file, Journal.DISK);
            equal(300L, again.find("r").quote.cut());
            equal(Session.State.OPEN, again.find("r").state);
            that(!Files.readString(file.toPath()).contains("79005550101"), "a phone is in the journal");
            again.close();
        });
        test("a long journal is written anew without receipts that are told and gone from the register", () -> {
            File file = File.createTempFile("journal", "");
            Journal journal = new Journal(file, Journal.DISK);
            for (int i = 0; i < 400; i++) {
                Session session = new Session("r" + i, Kind.SALE);
                for (Session.State state : new Session.State[] {Session.State.OPEN, Session.State.ENDING, i == 7 ? Session.State.OPEN : Session.State.TOLD}) {
                    session.state = state;
                    journal.keep(session);
                }
            }
            journal.compact(Set.of("r1", "r2"));
            journal.close();
            Journal again = new Journal(file, Journal.DISK);
            that(again.find("r1") != null && again.find("r7") != null, "what is listed or open stays");
            that(again.find("r5") == null, "what is told and gone is forgotten");
            again.close();
        });
    }
}
