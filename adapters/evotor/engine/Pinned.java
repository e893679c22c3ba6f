package tillpoints.evotor.engine;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Locale;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Trusts the one certificate that has the fingerprint, whatever name stands in it, and says nothing to any other. */
final class Pinned {
    /** The fingerprint says who it is; a shop has no names that one could certify. */
    static final HostnameVerifier ANY_NAME = new HostnameVerifier() {
        @Override
        public boolean verify(String host, SSLSession session) {
            return true;
        }
    };

    private Pinned() {}

    /** `fingerprint`: SHA-256, as hexadecimal digits with or without colons, or as base64url. */
    static SSLSocketFactory socketFactory(String fingerprint) {
        final byte[] wanted = bytes(fingerprint);
        X509TrustManager pinned = new X509TrustManager() {
            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
                byte[] found = sha256(chain[0].getEncoded());
                if (!MessageDigest.isEqual(found, wanted))
                    throw new CertificateException("this is not the daemon that the terminal was enrolled at");
            }

            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
                throw new CertificateException("no client is expected here");
            }

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        };
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {pinned}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] sha256(byte[] data) throws CertificateException {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (GeneralSecurityException impossible) {
            throw new CertificateException(impossible);
        }
    }

    static byte[] bytes(String fingerprint) {
        String text = fingerprint == null ? "" : fingerprint.replace(":", "").trim();
        byte[] out = text.length() == 64 ? hexadecimal(text.toLowerCase(Locale.ROOT)) : base64url(text);
        if (out == null || out.length != 32)
            throw new IllegalArgumentException("the fingerprint of the daemon's certificate is missing or wrong");
        return out;
    }

    private static byte[] hexadecimal(String text) {
        byte[] out = new byte[text.length() / 2];
        for (int i = 0; i < out.length; i++) {
            int high = Character.digit(text.charAt(2 * i), 16);
            int low = Character.digit(text.charAt(2 * i + 1), 16);
            if (high < 0 || low < 0) return null;
            out[i] = (byte) (high * 16 + low);
        }
        return out;
    }

    /** By hand, because Android 6 and the Java platform have no common class for it. */
    private static byte[] base64url(String text) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        byte[] out = new byte[text.length() * 6 / 8];
        int bits = 0;
        int held = 0;
        int at = 0;
        for (int i = 0; i < text.length(); i++) {
            int value = alphabet.indexOf(text.charAt(i));
            if (value < 0) return null;
            held = (held << 6 | value) & 0xFFFF;
            bits += 6;
            if (bits < 8) continue;
            bits -= 8;
            out[at++] = (byte) (held >> bits);
        }
        return out;
    }
}
