package tillpoints.evotor.day;

import android.app.Activity;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import tillpoints.evotor.app.AppAccess;
import tillpoints.evotor.core.Amounts;
import tillpoints.evotor.core.Json;
import tillpoints.evotor.register.Archive;
import tillpoints.evotor.register.Evotor;
import tillpoints.evotor.register.Goods;
import tillpoints.evotor.register.Slip;
import tillpoints.evotor.register.Steps;
import tillpoints.evotor.shim.Device;

/**
 * A shop day at the test register: the receipts of a file are sold, cancelled and returned through the application.
 * After the process has died, the same command goes on where the register stands.
 *
 *     ShopDay --manifest FILE --folder FOLDER --receipts FILE --fiscal FILE --office URL --office-token FILE
 *             [--seed N] [--lose PERCENT] [--double PERCENT] [--fiscal-after QUERIES] [--deaths FILE]
 *
 * Exit status: 0 all is told and sent, and nothing was done wrong; 1 otherwise.
 */
public final class ShopDay {
    private static final int CUSTOMERS = 20;
    private final Map<String, String> options;
    private final Archive archive;
    private final Evotor register;
    private final Office office;
    private final File folder;

    private ShopDay(Map<String, String> options) throws Exception {
        this.options = options;
        folder = new File(options.get("folder"));
        archive = new Archive(folder, new File(options.get("fiscal")));
        archive.letFiscalComeAfter(number("fiscal-after", 0));
        Steps steps = new Steps(options.containsKey("deaths") ? new File(options.get("deaths")) : null);
        register = new Evotor(archive, steps, number("seed", 7), number("answer-limit", 5000));
        register.misbehave(number("lose", 0), number("double", 0));
        office = new Office(options.get("office"), options.get("office-token"), folder.toPath().resolve("customers.json"));
        Device.install(new File(options.get("manifest")), folder, register);
    }

    private int number(String option, int otherwise) {
        return options.containsKey(option) ? Integer.parseInt(options.get(option)) : otherwise;
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) options.put(arguments[i].substring(2), arguments[i + 1]);
        int status = new ShopDay(options).play();
        AppAccess.stop();
        System.exit(status);
    }

    private int play() throws Exception {
        List<String> receipts = Files.readAllLines(Path.of(options.get("receipts")));
        for (int at = 0; at < receipts.size(); at++) {
            Random random = new Random(number("seed", 7) * 1000L + at);
            sell(at + 1, Json.list(Json.object(receipts.get(at)).get("items")), random);
            if (random.nextInt(100) < 20) takeBack(at + 1, random);
        }
        register.closeSession();
        boolean told = settled();
        for (String each : register.violations()) System.out.println("violation: " + each);
        System.out.println("receipts " + archive.all().size() + ", violations "
                + register.violations().size() + (told ? "" : ", not everything is told"));
        return told && register.violations().isEmpty() ? 0 : 1;
    }

    private void sell(int number, List<Object> items, Random random) throws Exception {
        boolean known = random.nextInt(100) < 70;
        boolean byCode = random.nextInt(100) < 50;
        int customer = random.nextInt(CUSTOMERS);
        Object points = List.<Object>of("max", "none", 5000L).get(random.nextInt(3));
        boolean leaves = random.nextInt(100) < 10;
        Slip slip = archive.find("day-" + number);
        if (slip == null) slip = register.open("day-" + number, "SELL", null);
        if (slip.over()) return;
        for (int at = slip.goods.size(); at < items.size(); at++) register.add(slip, goods(slip, at, Json.map(items.get(at))));
        if (slip.phase == 0 && known) present(slip, byCode ? office.code(customer) : null, office.phone(customer), points);
        reach(slip, 1);
        final Slip paid = slip;
        if (slip.phase == 1) register.goToPayment(slip, screen -> spend(paid, screen, points));
        reach(slip, 2);
        if (leaves) register.clear(slip);
        else register.print(slip);
    }

    private void reach(Slip slip, long phase) throws Exception {
        slip.phase = Math.max(phase, slip.phase);
        archive.save();
    }

    private static Goods goods(Slip slip, int at, Map<String, Object> item) {
        long thousandths = new java.math.BigDecimal(Json.text(item.get("quantity"))).movePointRight(3).longValueExact();
        return new Goods(slip.uuid + "-p" + at, "product-" + Json.text(item.get("name")).hashCode(), Json.text(item.get("name")),
                Json.text(item.get("type")), null, (Long) item.get("price"), thousandths);
    }

    /** A code is scanned; a phone number is typed at the application's screen. */
    private void present(Slip slip, String code, String phone, Object points) throws Exception {
        if (code != null) {
            register.scan("TPC" + code, null);
            return;
        }
        register.touchIcon(slip, screen -> {
            Touches touches = new Touches(screen);
            if (touches.gone()) return;
            if (touches.asksCustomer()) touches.find(phone);
            spend(slip, screen, points);
        });
    }

    private void spend(Slip slip, Activity screen, Object points) throws Exception {
        Touches touches = new Touches(screen);
        if (touches.gone()) return;
        boolean known = touches.asksAmount();
        if (known) noteCustomer(slip);
        touches.spend(points);
    }

    /** The cashier has seen a registered customer on the screen, so the receipt must be awarded. */
    private void noteCustomer(Slip slip) throws Exception {
        Map<String, Object> customer = new LinkedHashMap<>();
        customer.put("status", "customer");
        customer.put("will_award", true);
        slip.customer = customer;
        archive.save();
    }

    private void takeBack(int number, Random random) throws Exception {
        List<Slip> sold = returnable();
        Slip back = archive.find("back-" + number);
        if (back == null && sold.isEmpty()) return;
        Slip sale = back == null ? sold.get(random.nextInt(sold.size())) : archive.find(back.base);
        if (back == null) back = register.open("back-" + number, "PAYBACK", sale.uuid);
        if (back.over()) return;
        for (int at = back.goods.size(); at < sale.goods.size(); at++) register.add(back, returned(back, sale, sale.goods.get(at)));
        register.print(back);
    }

    /** What was sold and not brought back; only what was paid with points too, as long as there is any. */
    private List<Slip> returnable() {
        List<Slip> sold = new ArrayList<>();
        for (Slip each : archive.all()) {
            boolean back = archive.all().stream().anyMatch(other -> each.uuid.equals(other.base));
            if (each.type.equals("SELL") && each.number != null && !back) sold.add(each);
        }
        List<Slip> withPoints = sold.stream().filter(each -> each.discount() > 0).collect(Collectors.toList());
        return withPoints.isEmpty() ? sold : withPoints;
    }

    /** A return has ids of its own, and repeats the price that was paid. */
    private static Goods returned(Slip back, Slip sale, Goods each) {
        long sum = Amounts.sum(each.price, each.thousandths) - sale.discounts.getOrDefault(each.uuid, 0L);
        return new Goods(back.uuid + "-" + each.uuid, "product-" + each.name.hashCode(), each.name, "NORMAL", null,
                Amounts.price(sum, each.thousandths), each.thousandths);
    }

    /** Waits until the application has told everything and the plugin has sent it. */
    private boolean settled() throws Exception {
        long end = System.nanoTime() + 60_000_000_000L;
        while (System.nanoTime() < end) {
            Map<String, Object> queue = Json.map(Json.object(AppAccess.till().status()).get("queue"));
            boolean sent = Json.number(queue.get("pending"), 1) == 0 && Json.number(queue.get("settling"), 1) == 0;
            if (sent && untold().isEmpty()) return true;
            Thread.sleep(50); // the status is told only when asked
        }
        System.out.println("untold: " + untold() + ", status " + AppAccess.till().status());
        return false;
    }

    private List<String> untold() throws Exception {
        Map<String, String> states = new LinkedHashMap<>();
        for (String line : Files.readAllLines(folder.toPath().resolve("receipts.journal"))) {
            Map<String, Object> session = Json.object(line);
            if (session.containsKey("receipt")) states.put(Json.text(session.get("receipt")), Json.text(session.get("state")));
        }
        List<String> out = new ArrayList<>();
        states.forEach((receipt, state) -> {
            if (!state.equals("TOLD")) out.add(receipt + " " + state);
        });
        return out;
    }
}
