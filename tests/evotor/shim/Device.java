package tillpoints.evotor.shim;

import android.app.Activity;
import android.app.Service;
import android.content.BroadcastReceiver;
import android.content.ComponentName;
import android.content.Context;
import android.content.Intent;
import android.database.Cursor;
import android.os.IBinder;
import android.os.Parcel;
import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A terminal with one application, which is found by its manifest as the system finds it. */
public final class Device {
    /** The register's content provider. */
    public interface Provider {
        Cursor query(String uri, String[] arguments);
    }

    private static final Context APPLICATION = new Context() {};
    private static final ExecutorService MAIN = thread("main");
    private static final ExecutorService BINDERS = Executors.newCachedThreadPool(task -> daemon(task, "binder"));
    private static final Map<String, String> SERVICES = new HashMap<>();
    private static final Map<String, List<String>> RECEIVERS = new HashMap<>();
    private static final List<String> LOG = Collections.synchronizedList(new ArrayList<>());
    private static final Object CHANGES = new Object();
    private static volatile long changes;
    private static volatile CountDownLatch pending = new CountDownLatch(0);
    private static volatile Provider provider;
    private static String packageName;
    private static File files;

    private Device() {}

    private static ExecutorService thread(String name) {
        return Executors.newSingleThreadExecutor(task -> daemon(task, name));
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Installs the application of a manifest; its own folder is `folder`. */
    public static void install(File manifest, File folder, Provider tables) throws Exception {
        files = folder;
        provider = tables;
        Element root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(manifest).getDocumentElement();
        packageName = root.getAttribute("package");
        NodeList actions = root.getElementsByTagName("action");
        for (int i = 0; i < actions.getLength(); i++) {
            Element action = (Element) actions.item(i);
            Element component = (Element) action.getParentNode().getParentNode();
            String name = component.getAttribute("android:name");
            String className = name.startsWith(".") ? packageName + name : name;
            String word = action.getAttribute("android:name");
            if (component.getTagName().equals("service")) SERVICES.put(word, className);
            if (component.getTagName().equals("receiver"))
                RECEIVERS.computeIfAbsent(word, each -> new ArrayList<>()).add(className);
        }
    }

    public static Context application() {
        return APPLICATION;
    }

    public static File filesDir() {
        return files;
    }

    public static String packageName() {
        return packageName;
    }

    public static Cursor query(String uri, String[] arguments) {
        return provider.query(uri, arguments);
    }

    public static void logged(String line) {
        LOG.add(line);
        System.err.println("app: " + line);
    }

    public static List<String> log() {
        return new ArrayList<>(LOG);
    }

    public static void onMainThread(Runnable task) {
        MAIN.execute(task);
    }

    static <T> Future<T> onBinderThread(Callable<T> task) {
        return BINDERS.submit(task);
    }

    /** The register's end of the service with this action, or null if no application has one. */
    public static IBinder bind(String action) throws Exception {
        String name = SERVICES.get(action);
        return name == null ? null : bind(new ComponentName(packageName, name), action);
    }

    public static IBinder bind(ComponentName component, String action) throws Exception {
        Service service = (Service) Class.forName(component.getClassName()).getDeclaredConstructor().newInstance();
        return MAIN.submit(() -> RemoteBinder.to(service.onBind(new Intent(action)))).get(5, TimeUnit.SECONDS);
    }

    /** Delivers a broadcast to whom it concerns, on the main thread, and waits until it was worked on. */
    public static void broadcast(Intent intent) throws Exception {
        for (String name : RECEIVERS.getOrDefault(intent.getAction(), List.of())) {
            CountDownLatch worked = new CountDownLatch(1);
            MAIN.submit(() -> {
                pending = worked;
                BroadcastReceiver receiver =
                        (BroadcastReceiver) Class.forName(name).getDeclaredConstructor().newInstance();
                receiver.onReceive(APPLICATION, crossed(intent));
                return null;
            }).get();
            if (!worked.await(30, TimeUnit.SECONDS)) throw new IllegalStateException("a broadcast was never finished");
        }
    }

    public static Runnable pendingBroadcast() {
        return pending::countDown;
    }

    public static Intent crossed(Intent intent) {
        Parcel parcel = Parcel.obtain();
        intent.writeToParcel(parcel, 0);
        return Intent.CREATOR.createFromParcel(parcel.crossed());
    }

    /** Starts the screen that an answer names. */
    public static Activity start(Intent intent) throws Exception {
        Intent mine = crossed(intent);
        Activity activity = (Activity) Class.forName(mine.getComponent().getClassName()).getDeclaredConstructor().newInstance();
        MAIN.submit(() -> activity.launch(mine)).get();
        return activity;
    }

    /** Called whenever something on a screen has changed. */
    public static void changed() {
        synchronized (CHANGES) {
            changes = changes + 1;
            CHANGES.notifyAll();
        }
    }

    /** Waits for something that a screen shows when the main thread rests; false after `patience` milliseconds. */
    public static boolean waitFor(Callable<Boolean> shown, long patience) throws Exception {
        long end = System.nanoTime() + patience * 1_000_000;
        while (true) {
            long seen = changes;
            if (touch(shown)) return true;
            synchronized (CHANGES) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) return false;
                if (seen == changes) CHANGES.wait(left);
            }
        }
    }

    /** Runs on the main thread, as touches do, and waits for it. */
    public static <T> T touch(Callable<T> task) throws Exception {
        return MAIN.submit(task).get();
    }
}
