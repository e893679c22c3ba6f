package tillpoints.evotor.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/** A tillpointsd in the shop's own network, known by the fingerprint of its certificate. */
final class Place {
    static final class Response {
        final int status;
        final byte[] body;

        Response(int status, byte[] body) {
            this.status = status;
            this.body = body;
        }
    }

    private static final int LARGEST = 8 * 1024 * 1024;
    private final String base;
    private final SSLSocketFactory sockets;

    /** Without TLS only on this device itself: a token must not cross the network in the clear. */
    Place(String base, String fingerprint) {
        this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        if (base.startsWith("https://")) sockets = Pinned.socketFactory(fingerprint);
        else if (base.startsWith("http://127.0.0.1:")) sockets = null;
        else throw new IllegalArgumentException("the daemon's address begins with https:// (or http://127.0.0.1:)");
    }

    /** One request, without a body where that is null; `timeoutMs` bounds connecting and each wait for bytes. */
    Response ask(String method, String path, byte[] body, Map<String, String> headers, int timeoutMs)
            throws IOException {
        HttpURLConnection connection = (HttpURLConnection) new URL(base + path).openConnection();
        if (sockets != null) {
            ((HttpsURLConnection) connection).setSSLSocketFactory(sockets);
            ((HttpsURLConnection) connection).setHostnameVerifier(Pinned.ANY_NAME);
        }
        connection.setConnectTimeout(timeoutMs);
        connection.setReadTimeout(timeoutMs);
        connection.setInstanceFollowRedirects(false);
        connection.setRequestMethod(method);
        connection.setRequestProperty("Content-Type", "application/json");
        for (Map.Entry<String, String> each : headers.entrySet())
            connection.setRequestProperty(each.getKey(), each.getValue());
        try {
            if (body != null) write(connection, body);
            int status = connection.getResponseCode();
            return new Response(status, read(status < 400 ? connection.getInputStream() : connection.getErrorStream()));
        } catch (IOException failure) {
            connection.disconnect();
            throw failure;
        }
    }

    private static void write(HttpURLConnection connection, byte[] body) throws IOException {
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        OutputStream out = connection.getOutputStream();
        out.write(body);
        out.close();
    }

    private static byte[] read(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        if (in == null) return all.toByteArray();
        try {
            byte[] part = new byte[8192];
            for (int n = in.read(part); n >= 0; n = in.read(part)) {
                all.write(part, 0, n);
                if (all.size() > LARGEST) throw new IOException("the answer is too large");
            }
        } finally {
            in.close();
        }
        return all.toByteArray();
    }
}
