package tillpoints.evotor.core;

import static tillpoints.evotor.core.Checks.equal;
import static tillpoints.evotor.core.Checks.test;
import static tillpoints.evotor.core.Checks.that;

/** Every fault of the plugin at every event of a sale with points and of its return. */
final class FaultTests {
    private FaultTests() {}

    static void run() throws Exception {
        Shop healthy = new Shop("");
        sellAndReturn(healthy);
        healthy.waitForEnd("s");
        healthy.waitForEnd("r");
        int events = healthy.plugin.count();
        int syncs = healthy.disk.syncs();
        healthy.stop();
        for (ModelPlugin.Fault fault : ModelPlugin.Fault.values())
            for (int at = 0; at < events && fault != ModelPlugin.Fault.NONE; at++)
                for (boolean lasts : new boolean[] {false, true}) oneFault(fault, at, lasts);
        for (int at = 0; at < syncs; at++) {
            slowDisk(at, false);
            slowDisk(at, true);
        }
        test("without a journal the register is told to go on and nothing is redeemed; once it opens the next receipts are told", () -> {
            Shop shop = new Shop("");
            shop.till.stop();
            java.nio.file.Files.deleteIfExists(shop.journal.toPath());
            that(shop.journal.mkdir(), "a folder stands in the journal's place");
            shop.start();
            sellAndReturn(shop);
            equal(null, shop.plugin.redeemed.get("s"));
            that(shop.journal.delete(), "the folder is gone");
            while (shop.plugin.count() == 0) shop.tell("sell.CLOSED", "s");
            shop.register.open("next", Kind.SALE, null, Shop.goods("a", 1000));
            shop.tell("sell.OPENED", "next");
            shop.register.close("next", true);
            shop.waitForEnd("next");
            shop.stop();
        });
        test("a disk that is slow or full at any write of a sale and a return: one answer in time, and equal records", () ->
                that(syncs >= 8, "only " + syncs + " writes"));
        test("every fault of the plugin at every event of a sale and a return: one answer in time, and equal records", () ->
                that(events >= 8, "only " + events + " events"));
    }

    private static void oneFault(ModelPlugin.Fault fault, int at, boolean lasts) {
        // While a fault lasts every wait is one for a deadline; the first and a middle event stand for all.
        if (lasts && at % 4 != 0) return;
        test(fault + (lasts ? " from event " : " at event ") + at, () -> {
            Shop shop = new Shop("");
            shop.plugin.order(fault, at, lasts);
            sellAndReturn(shop);
            shop.plugin.order(ModelPlugin.Fault.NONE, -1, false);
            checkRecords(shop);
        });
    }

    private static void slowDisk(int at, boolean full) {
        test("a disk that is " + (full ? "full" : "slow") + " at write " + at, () -> {
            Shop shop = new Shop("");
            shop.disk.order(at, full);
            sellAndReturn(shop);
            shop.disk.order(-1, false);
            checkRecords(shop);
        });
    }

    private static void checkRecords(Shop shop) throws Exception {
        shop.restart();
        shop.waitForEnd("s");
        shop.waitForEnd("r");
        long printed = shop.register.find("s").discount();
        equal(3000L - printed, shop.plugin.ends.get("s").get("total"));
        equal(printed, shop.plugin.redeemed.getOrDefault("s", 0L));
        equal("return_closed", shop.plugin.ends.get("r").get("event"));
        shop.stop();
    }

    /** What the register does whatever it is answered. */
    private static void sellAndReturn(Shop shop) throws Exception {
        shop.register.open("s", Kind.SALE, null, Shop.goods("a", 1000), Shop.goods("b", 2000));
        shop.tell("sell.OPENED", "s");
        shop.scan("TPC123").only();
        boolean asked = shop.ask("receiptDiscountRequiredEvent", null, 0).only().form == Answer.Form.DATA;
        if (asked) {
            Shop.Asking asking = shop.ask("receiptDiscount", "s", 0);
            shop.register.apply("s", asking.only());
            shop.tell("sell.APPLY_DISCOUNT_TO_RECEIPT", "s");
            equal(1, asking.count());
        }
        shop.ask("printExtra.REQUIRED", null, 0).only();
        shop.register.close("s", true);
        shop.tell("sell.RECEIPT_CLOSED", "s");
        shop.register.open("r", Kind.RETURN, "s", Shop.goods("x", 1000));
        shop.tell("payback.OPENED", "r");
        shop.register.close("r", true);
        shop.tell("payback.RECEIPT_CLOSED", "r");
    }
}
