package tillpoints.evotor.register;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tillpoints.evotor.core.Amounts;
import tillpoints.evotor.core.Json;

/** The register's own memory and its fiscal storage: they outlive the process, whatever becomes of the application. */
public final class Archive {
    private final File state;
    private final File fiscal;
    private final Map<String, Slip> slips = new LinkedHashMap<>();
    private long documents;
    private long session = 1;
    private int queriesOfFiscal;
    /** How often the fiscal record of a closed receipt is asked for before it is there. */
    private int fiscalComesAfter;

    public Archive(File folder, File fiscal) throws IOException, Json.Malformed {
        state = new File(folder, "register.json");
        this.fiscal = fiscal;
        if (state.exists()) load();
        writeFiscal();
    }

    private void load() throws IOException, Json.Malformed {
        Map<String, Object> all = Json.map(Json.parse(Files.readString(state.toPath())));
        documents = (Long) all.get("documents");
        session = (Long) all.get("session");
        for (Object each : Json.list(all.get("slips"))) {
            Slip slip = Slip.of(Json.map(each));
            slips.put(slip.uuid, slip);
        }
    }

    /** Survives the end of the process at any moment. */
    public synchronized void save() throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("documents", documents);
        all.put("session", session);
        List<Object> list = new ArrayList<>();
        slips.values().forEach(each -> list.add(each.json()));
        all.put("slips", list);
        File next = new File(state.getPath() + ".new");
        Files.writeString(next.toPath(), Json.write(all));
        Files.move(next.toPath(), state.toPath(), StandardCopyOption.ATOMIC_MOVE);
    }

    public synchronized List<Slip> all() {
        List<Slip> out = new ArrayList<>();
        for (Slip each : slips.values())
            if (!each.cleared) out.add(each);
        return out;
    }

    public synchronized Slip find(String uuid) {
        return slips.get(uuid);
    }

    public synchronized Slip open(String uuid, String type, String base) throws IOException {
        Slip slip = new Slip(uuid, type, base);
        slip.session = session;
        slip.date = Instant.now().toEpochMilli();
        slips.put(uuid, slip);
        save();
        return slip;
    }

    public synchronized void close(Slip slip) throws IOException {
        slip.number = ++documents;
        slip.session = session;
        slip.date = Instant.now().toEpochMilli();
        queriesOfFiscal = 0;
        save();
        writeFiscal();
    }

    public synchronized void closeSession() throws IOException {
        session++;
        save();
    }

    public void letFiscalComeAfter(int queries) {
        fiscalComesAfter = queries;
    }

    synchronized boolean fiscalIsLate(Slip slip) {
        return slip.number == documents && queriesOfFiscal++ < fiscalComesAfter;
    }

    /** The fiscal storage in the form of adapters/simulator/README.md. */
    private void writeFiscal() throws IOException {
        StringBuilder out = new StringBuilder();
        for (Slip each : slips.values())
            if (each.number != null) out.append(Json.write(document(each))).append('\n');
        Files.writeString(fiscal.toPath(), out);
    }

    private static Map<String, Object> document(Slip slip) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("kind", slip.type.equals("SELL") ? "sale" : "return");
        out.put("receipt_id", slip.uuid);
        out.put("original", slip.base);
        List<Object> lines = new ArrayList<>();
        for (Goods each : slip.goods) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("id", each.uuid);
            line.put("name", each.name);
            line.put("price", Amounts.price(slip.sum(each), each.thousandths));
            line.put("quantity", Amounts.quantity(each.thousandths));
            line.put("sum", slip.sum(each));
            line.put("full_price", each.price);
            line.put("excluded", false);
            lines.add(line);
        }
        long total = slip.full() - slip.discount();
        out.put("lines", lines);
        out.put("full_total", slip.full());
        out.put("lines_total", total);
        out.put("discount", slip.discount());
        out.put("tender", 0L);
        out.put("total", total);
        Map<String, Object> payment = new LinkedHashMap<>();
        payment.put("type", "cash");
        payment.put("sum", total);
        out.put("payments", new ArrayList<Object>(List.of(payment)));
        out.put("customer", slip.customer);
        out.put("extra", Json.object(slip.extra));
        out.put("closed_at", Instant.ofEpochMilli(slip.date).truncatedTo(ChronoUnit.SECONDS).toString());
        return out;
    }
}
