package tillpoints.evotor.register;

import android.app.Activity;
import android.content.ComponentName;
import android.content.Intent;
import android.database.Cursor;
import android.os.Bundle;
import android.os.IBinder;
import android.os.Parcelable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tillpoints.evotor.core.Amounts;
import tillpoints.evotor.shim.Device;

/**
 * A register of the Evotor kind, from the facts of its wire: it asks the application's service, starts its screens,
 * applies its discounts, prints, and tells by broadcasts, some of which get lost. What the application does wrong is
 * noted as a violation.
 */
public final class Evotor implements Device.Provider {
    /** What the cashier does at a screen. */
    public interface Cashier {
        void act(Activity screen) throws Exception;
    }

    private final Archive archive;
    private final Steps steps;
    private final Random random;
    private final List<String> violations = new ArrayList<>();
    private final long answerLimit;
    private int loses;
    private int doubles;

    public Evotor(Archive archive, Steps steps, long seed, long answerLimit) {
        this.archive = archive;
        this.steps = steps;
        this.random = new Random(seed);
        this.answerLimit = answerLimit;
    }

    /** Percent of the broadcasts that get lost, and that come twice; of the questions that are asked twice at once. */
    public void misbehave(int losing, int doubling) {
        loses = losing;
        doubles = doubling;
    }

    public List<String> violations() {
        return violations;
    }

    @Override
    public Cursor query(String uri, String[] arguments) {
        synchronized (archive) {
            return Tables.query(archive, uri, arguments);
        }
    }

    private void tell(Slip slip, String what) throws Exception {
        String word = slip.type.equals("SELL") ? "sell" : "payback";
        broadcast(new Intent("evotor.intent.action.receipt." + word + "." + what).putExtra("receiptUuid", slip.uuid),
                slip.discount() > 0 ? " with points" : "");
    }

    private void broadcast(Intent intent, String how) throws Exception {
        steps.pass("before " + intent.getAction() + how);
        if (random.nextInt(100) < loses) return;
        Device.broadcast(intent);
        if (random.nextInt(100) < doubles) Device.broadcast(intent);
        steps.pass("after " + intent.getAction() + how);
    }

    public Slip open(String uuid, String type, String base) throws Exception {
        Slip slip = archive.open(uuid, type, base);
        tell(slip, "OPENED");
        return slip;
    }

    public void add(Slip slip, Goods goods) throws Exception {
        synchronized (archive) {
            slip.goods.add(goods);
            archive.save();
        }
        tell(slip, "POSITION_ADDED");
    }

    /** Positions change: the register keeps the receipt's discount as far as it has positions for it. */
    public void remove(Slip slip, Goods goods) throws Exception {
        synchronized (archive) {
            slip.goods.remove(goods);
            slip.forgetDiscountsOfGone();
            archive.save();
        }
        tell(slip, "POSITION_REMOVED");
    }

    /** Two equal positions become one with a new id; the event holds a class that the application does not have. */
    public Goods merge(Slip slip, Goods one, Goods other) throws Exception {
        Bundle in = new Bundle();
        in.putString("receiptUuid", slip.uuid);
        in.putParcelableArrayList("merges", new ArrayList<>(List.of(new VendorMerge())));
        ask("evo.v2.receipt.sell.mergingPositions", in, null);
        Goods merged = new Goods("merged-" + one.uuid, one.product, one.name, one.type, one.mark, one.price,
                one.thousandths + other.thousandths);
        synchronized (archive) {
            slip.goods.set(slip.goods.indexOf(one), merged);
            slip.goods.remove(other);
            long discount = slip.discounts.getOrDefault(one.uuid, 0L) + slip.discounts.getOrDefault(other.uuid, 0L);
            slip.forgetDiscountsOfGone();
            if (discount > 0) slip.discounts.put(merged.uuid, discount);
            archive.save();
        }
        tell(slip, "POSITION_EDITED");
        return merged;
    }

    /** True if the code was the application's; its screen may be shown then. */
    public boolean scan(String barcode, Cashier cashier) throws Exception {
        Bundle in = new Bundle();
        in.putString("key_barcode_extra", barcode);
        Bundle data = ask("ru.evotor.event.sell.BARCODE_RECEIVED", in, null);
        if (data == null || !data.getBoolean("extra_can_create_product")) return false;
        in = new Bundle();
        in.putString("key_barcode_extra", barcode);
        in.putBoolean("key_create_product_extra", true);
        if (cashier != null) ask("ru.evotor.event.sell.BARCODE_RECEIVED", in, cashier);
        return true;
    }

    /** The cashier goes to the payment: the register asks who wants to give a discount, and then that service. */
    public void goToPayment(Slip slip, Cashier cashier) throws Exception {
        Bundle us = ask("evo.v2.receipt.sell.receiptDiscountRequiredEvent", null, null);
        if (us == null) return;
        ComponentName component = us.getParcelable("KEY_COMPONENT_NAME");
        askForDiscount(slip, Device.bind(component, "evo.v2.receipt.sell.receiptDiscount"), cashier);
    }

    /** The cashier touches the application's icon on the payment screen. */
    public void touchIcon(Slip slip, Cashier cashier) throws Exception {
        askForDiscount(slip, Device.bind("evo.v2.receipt.sell.receiptDiscount"), cashier);
    }

    private void askForDiscount(Slip slip, IBinder service, Cashier cashier) throws Exception {
        Bundle in = new Bundle();
        in.putString("receiptUuid", slip.uuid);
        in.putString("discount", Amounts.roubles(slip.discount()).toPlainString());
        Bundle data = ask(service, "evo.v2.receipt.sell.receiptDiscount", in, cashier);
        if (data != null) apply(slip, data);
    }

    @SuppressWarnings("unchecked")
    private void apply(Slip slip, Bundle data) throws Exception {
        Map<String, BigDecimal> map = (Map<String, BigDecimal>) data.getSerializable("positionUuidToDiscountMap");
        long discount = Amounts.kopecks(data.getString("discount"));
        long together = 0;
        synchronized (archive) {
            slip.discounts.clear();
            for (Goods each : slip.goods) {
                BigDecimal part = map == null ? null : map.get(each.uuid);
                if (part == null) continue;
                slip.discounts.put(each.uuid, part.movePointRight(2).longValueExact());
                together += part.movePointRight(2).longValueExact();
                long sum = slip.sum(each);
                if (sum < 0 || Amounts.sum(Amounts.price(sum, each.thousandths), each.thousandths) != sum)
                    violations.add("no price gives the discounted sum " + sum + " of " + each.name);
            }
            if (together != discount) violations.add("the discount is " + discount + ", its map has " + together);
            Bundle extra = data.getBundle("extra");
            if (extra != null) slip.extra = extra.getString("extra");
            archive.save();
        }
        steps.pass(discount > 0 ? "points applied" : "nothing applied");
        tell(slip, "APPLY_DISCOUNT_TO_RECEIPT");
    }

    /** Prints the receipt; the lines that the application added. */
    public List<String> print(Slip slip) throws Exception {
        String word = slip.type.equals("SELL") ? "sell" : "payback";
        Bundle data = ask("evo.v2.receipt." + word + ".printExtra.REQUIRED", null, null);
        archive.close(slip);
        steps.pass(word + (slip.discount() > 0 ? " printed with points" : " printed"));
        tell(slip, "RECEIPT_CLOSED");
        return data == null ? List.of() : printed(data);
    }

    private List<String> printed(Bundle data) {
        List<String> out = new ArrayList<>();
        for (Parcelable each : data.getParcelableArray("printExtras")) {
            Bundle change = ((Bundle) each).getBundle("change");
            if (!"SET_PRINT_EXTRA".equals(((Bundle) each).getString("type"))
                    || !"PRINT_GROUP_SUMMARY".equals(change.getBundle("printPlace").getString("type")))
                violations.add("something is printed at an unknown place");
            for (Parcelable part : change.getBundle("printables").getParcelableArray("printablesArray")) {
                String text = ((Bundle) part).getString("printableText");
                if (text == null || text.isEmpty()) violations.add("an empty element stops the printing");
                out.add(text);
            }
        }
        return out;
    }

    /** The customer leaves: the receipt is deleted. */
    public void clear(Slip slip) throws Exception {
        synchronized (archive) {
            slip.cleared = true;
            archive.save();
        }
        tell(slip, "CLEARED");
    }

    public void closeSession() throws Exception {
        archive.closeSession();
        broadcast(new Intent("evotor.intent.action.reports.SESSION_CLOSED"), "");
    }

    private Bundle ask(String action, Bundle in, Cashier cashier) throws Exception {
        if (random.nextInt(100) < doubles) Device.bind(action); // bound, and never used
        return ask(Device.bind(action), action, in, cashier);
    }

    /** The data of the answer, or null where the register goes on by itself. */
    private Bundle ask(IBinder service, String action, Bundle in, Cashier cashier) throws Exception {
        steps.pass("before " + action);
        boolean twice = cashier == null && random.nextInt(100) < doubles;
        Exchange other = new Exchange();
        if (twice) other.call(service, action, in);
        Exchange exchange = new Exchange();
        exchange.call(service, action, in);
        if (twice) end(other, action, 0);
        Bundle data = answered(exchange, action, cashier);
        steps.pass("after " + action);
        return data;
    }

    private Bundle answered(Exchange exchange, String action, Cashier cashier) throws Exception {
        Bundle answer = exchange.answer(0, 30_000);
        if (answer == null) {
            violations.add(action + " was never answered");
            return null;
        }
        Intent intent = Exchange.screen(answer);
        if (intent == null) return end(exchange, action, 0);
        Activity screen = Device.start(intent);
        steps.pass("screen of " + action);
        if (cashier == null) Device.touch(() -> {
            screen.destroy();
            return null;
        });
        else cashier.act(screen);
        return end(exchange, action, 1);
    }

    /** The last answer, of which there is one, in time. */
    private Bundle end(Exchange exchange, String action, int last) throws Exception {
        Bundle answer = exchange.answer(last, 30_000);
        if (answer == null) violations.add(action + " has no last answer");
        if (exchange.count() != last + 1) violations.add(action + " was answered " + exchange.count() + " times");
        if (answer == null) return null;
        if (last == 0 && exchange.millis(0) > answerLimit)
            violations.add(action + " was answered after " + exchange.millis(0) + " ms");
        return answer.getBoolean("skip") ? null : answer.getBundle("data");
    }
}
