package tillpoints.evotor.core;

import static tillpoints.evotor.core.Checks.equal;
import static tillpoints.evotor.core.Checks.test;
import static tillpoints.evotor.core.Checks.that;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the till makes of the register's broadcasts and questions. */
final class TillTests {
    private TillTests() {}

    private interface Scene {
        void play(Shop shop) throws Exception;
    }

    private static void scene(String title, String settings, Scene scene) {
        test(title, () -> {
            Shop shop = new Shop(settings);
            try {
                scene.play(shop);
            } finally {
                shop.stop();
            }
        });
    }

    /** A customer's card was scanned, and the register has the discount. */
    private static void sellWithPoints(Shop shop) throws Exception {
        shop.register.open("s", Kind.SALE, null, Shop.goods("a", 1000), Shop.goods("b", 2000));
        shop.tell("sell.OPENED", "s");
        equal(0, shop.scan("TPC123").only().data.get("extra_positions_count"));
        equal(Answer.Component.THIS_SERVICE, shop.ask("receiptDiscountRequiredEvent", null, 0).only().data.get("KEY_COMPONENT_NAME"));
        Answer answer = shop.ask("receiptDiscount", "s", 0).only();
        equal("3.00", answer.data.get("discount"));
        shop.register.apply("s", answer);
        shop.tell("sell.APPLY_DISCOUNT_TO_RECEIPT", "s");
    }

    static void run() {
        scene("a sale with points is quoted, printed and told as it was printed", "", shop -> {
            sellWithPoints(shop);
            Answer footer = shop.ask("printExtra.REQUIRED", null, 0).only();
            equal(1, Json.list(footer.data.get("printExtras")).size());
            shop.register.close("s", true);
            shop.tell("sell.RECEIPT_CLOSED", "s");
            shop.waitForEnd("s");
            equal(2700L, shop.plugin.ends.get("s").get("total"));
            equal(300L, shop.plugin.redeemed.get("s"));
            equal("9960", Json.map(shop.plugin.ends.get("s").get("fiscal")).get("drive"));
        });
        scene("what was decided for the same goods stands, and is not asked again", "", shop -> {
            sellWithPoints(shop);
            int before = shop.plugin.count();
            shop.ask("receiptDiscountRequiredEvent", null, 0).only();
            equal(Answer.Form.SKIP, shop.ask("receiptDiscount", "s", 300).only().form);
            equal(before, shop.plugin.count());
        });
        scene("points are given back when goods change where the register asks again before the payment", "", shop -> {
            sellWithPoints(shop);
            shop.register.change("s", new HashMap<>(Map.of("a", 100L)), Shop.goods("a", 1000));
            shop.tell("sell.POSITION_REMOVED", "s");
            for (int i = 0; shop.plugin.redeemed.get("s") != 0 && i < 1000; i++) Thread.sleep(5);
            equal(0L, shop.plugin.redeemed.get("s"));
            shop.ask("receiptDiscountRequiredEvent", null, 0).only();
            Answer anew = shop.ask("receiptDiscount", "s", 100).only();
            shop.register.apply("s", anew);
            shop.register.close("s", true);
            shop.tell("sell.RECEIPT_CLOSED", "s");
            shop.waitForEnd("s");
            equal(shop.plugin.redeemed.get("s"), 1000L - (Long) shop.plugin.ends.get("s").get("total"));
        });
        scene("a discount that the register replaced by its own is given back, and the register's stays", "", shop -> {
            sellWithPoints(shop);
            shop.register.change("s", new HashMap<>(Map.of("a", 50L)), Shop.goods("a", 1000), Shop.goods("b", 2000));
            shop.tell("sell.APPLY_DISCOUNT_TO_RECEIPT", "s");
            shop.register.close("s", true);
            shop.tell("sell.RECEIPT_CLOSED", "s");
            shop.waitForEnd("s");
            equal(0L, shop.plugin.redeemed.get("s"));
            equal(2950L, shop.plugin.ends.get("s").get("total"));
        });
        scene("a discount of the register's own stays below ours", "", shop -> {
            shop.register.open("s", Kind.SALE, null, Shop.goods("a", 1000));
            shop.register.change("s", new HashMap<>(Map.of("a", 100L)), Shop.goods("a", 1000));
            shop.tell("sell.OPENED", "s");
            shop.scan("TPC123").only();
            shop.ask("receiptDiscountRequiredEvent", null, 0).only();
            Answer answer = shop.ask("receiptDiscount", "s", 100).only();
            equal("1.90", answer.data.get("discount"));
            shop.register.apply("s", answer);
            shop.register.close("s", true);
            shop.tell("sell.RECEIPT_CLOSED", "s");
            shop.waitForEnd("s");
            equal(810L, shop.plugin.ends.get("s").get("total"));
        });
        scene("glued positions are told as the lines that were quoted", "", shop -> {
            Position one = new Position("a", null, "p", "Goods", "NORMAL", null, 1000, 1000, 1000, 3L, false, false);
            Position other = new Position("b", null, "p", "Goods", "NORMAL", null, 1000, 1000, 1000, 3L, false, false);
            shop.register.open("s", Kind.SALE, null, one, other);
            shop.tell("sell.OPENED", "s");
            shop.scan("TPC123").only();
            shop.ask("receiptDiscountRequiredEvent", null, 0).only();
            shop.register.apply("s", shop.ask("receiptDiscount", "s", 0).only());
            shop.tell("sell.APPLY_DISCOUNT_TO_RECEIPT", "s");
            equal(Answer.Form.SKIP, shop.ask("mergingPositions", null, 0).only().form);
            shop.register.change("s", new HashMap<>(Map.of("new", 200L)),
                    new Position("new", null, "p", "Goods", "NORMAL", null, 1000, 1000, 2000, 3L, false, false));
            shop.tell("sell.POSITION_EDITED", "s");
            shop.register.close("s", true);
            shop.tell("sell.RECEIPT_CLOSED", "s");
            shop.waitForEnd("s");
            List<Object> lines = Json.list(shop.plugin.ends.get("s").get("positions"));
            equal(List.of("a", "b"), List.of(Json.map(lines.get(0)).get("id"), Json.map(lines.get(1)).get("id")));
            equal(200L, shop.plugin.redeemed.get("s"));
        });
        scene("a receipt that was deleted is cancelled, and its points come back", "", shop -> {
            sellWithPoints(shop);
            shop.register.clear("s");
            shop.tell("sell.CLEARED", "s");
            shop.waitForEnd("s");
            equal("receipt_cancelled", shop.plugin.ends.get("s").get("event"));
            equal(0L, shop.plugin.redeemed.get("s"));
        });
        scene("a table that cannot be read cancels nothing", "", shop -> {
            sellWithPoints(shop);
            shop.register.unreadable = true;
            shop.tell("sell.POSITION_EDITED", "s");
            equal(Answer.Form.SKIP, shop.ask("receiptDiscount", "s", 300).only().form);
            shop.restart();
            shop.register.unreadable = false;
            shop.register.close("s", true);
            shop.waitForEnd("s");
            equal("receipt_closed", shop.plugin.ends.get("s").get("event"));
            equal(300L, shop.plugin.redeemed.get("s"));
        });
        scene("receipts of before the first start are left alone, and later ones are all told without a broadcast", "", shop -> {
            shop.till.stop();
            shop.register.open("old", Kind.SALE, null, Shop.goods("a", 1000));
            shop.register.close("old", true);
            Shop other = new Shop("");
            other.register.open("old", Kind.SALE, null, Shop.goods("a", 1000));
            other.register.close("old", true);
            other.restart();
            other.tell("sell.CLOSED", "old");
            other.register.open("new", Kind.SALE, null, Shop.goods("a", 1000));
            other.register.close("new", false);
            other.register.open("back", Kind.RETURN, "new", Shop.goods("x", 1000));
            other.register.close("back", true);
            other.restart();
            other.waitForEnd("new");
            other.waitForEnd("back");
            equal("new", Json.map(other.plugin.ends.get("back").get("original")).get("receipt_id"));
            that(!other.plugin.ends.containsKey("old"), "an old receipt was told");
            other.stop();
            shop.start();
        });
        scene("a touch on our icon opens the screen, and its answer is given when it ends, however it ends", "", shop -> {
            shop.register.open("s", Kind.SALE, null, Shop.goods("a", 1000));
            shop.tell("sell.OPENED", "s");
            Shop.Asking left = shop.ask("receiptDiscount", "s", 0);
            equal(Answer.Form.SCREEN, left.only().form);
            shop.till.screen(left.answer(0).token).leave();
            equal(Answer.Form.SKIP, left.answer(1).form);
            Shop.Asking asking = shop.ask("receiptDiscount", "s", 0);
            Screen screen = shop.till.screen(asking.answer(0).token);
            screen.phone("+79005550101");
            while (!screen.asksAmount()) Thread.sleep(5);
            that(screen.lines().contains("Anna"), "the customer is shown");
            screen.done("abc");
            that(screen.lines().contains("Type a number such as 150 or 99.50"), "a wrong amount is told");
            screen.maximum();
            equal("1.00", asking.answer(1).data.get("discount"));
            while (!screen.over()) Thread.sleep(5);
            screen.leave();
            equal(2, asking.count());
            equal(2, left.count());
        });
        scene("a redemption that the customer has to confirm waits on the screen for the PIN, and without one nothing is spent",
                ",\"question_ms\":500", shop -> {
            shop.plugin.wantsConfirmation = true;
            for (boolean says : new boolean[] {true, false}) {
                String id = says ? "s" : "t";
                shop.register.open(id, Kind.SALE, null, Shop.goods("a", 1000));
                shop.tell("sell.OPENED", id);
                Shop.Asking asking = shop.ask("receiptDiscount", id, 0);
                Screen screen = shop.till.screen(asking.answer(0).token);
                screen.phone("+79005550101");
                while (!screen.asksAmount()) Thread.sleep(5);
                screen.maximum();
                while (!screen.asksSecret()) Thread.sleep(5);
                that(screen.lines().contains("Waiting for the customer"), "the cashier is told to wait");
                screen.secret("1");
                while (!screen.lines().contains("Wrong PIN")) Thread.sleep(5);
                // Longer than any answer may take: the register waits for the screen.
                for (long until = System.nanoTime() + 2L * Shop.ANSWER_MS * 1000000; System.nanoTime() < until; Thread.sleep(5))
                    that(screen.asksSecret(), "the screen was given up while the customer was asked");
                if (says) screen.secret("4711");
                else screen.leave();
                while (!screen.over()) Thread.sleep(5);
                if (says) equal("1.00", asking.answer(1).data.get("discount"));
                else equal(Answer.Form.SKIP, asking.answer(1).form);
                equal(says ? 100L : null, shop.plugin.redeemed.get(id));
                shop.register.close(id, true);
                shop.tell("sell.RECEIPT_CLOSED", id);
            }
        });
        scene("a card that was scanned before the receipt waits for it", "", shop -> {
            equal(true, shop.scan("TPC123").only().data.get("extra_can_create_product"));
            shop.register.open("s", Kind.SALE, null, Shop.goods("a", 1000));
            shop.tell("sell.OPENED", "s");
            that(shop.plugin.events.stream().anyMatch(each -> each.get("event").equals("customer_presented")), "presented");
            equal(Answer.Form.SKIP, shop.scan("4600000000000").only().form);
        });
        scene("a grant that comes after the deadline is given back", ",\"question_ms\":500", shop -> {
            shop.register.open("s", Kind.SALE, null, Shop.goods("a", 1000));
            shop.tell("sell.OPENED", "s");
            shop.scan("TPC123").only();
            shop.ask("receiptDiscountRequiredEvent", null, 0).only();
            shop.plugin.order(ModelPlugin.Fault.LATE, shop.plugin.count(), false);
            equal(Answer.Form.SKIP, shop.ask("receiptDiscount", "s", 0).only().form);
            for (int i = 0; shop.plugin.redeemed.get("s") != 0 && i < 1000; i++) Thread.sleep(5);
            equal(0L, shop.plugin.redeemed.get("s"));
        });
    }
}
