package android.net;

public final class Uri {
    private final String text;

    private Uri(String text) {
        this.text = text;
    }

    public static Uri parse(String text) {
        return new Uri(text);
    }

    public static Uri withAppendedPath(Uri base, String segment) {
        return new Uri(base.text + "/" + segment);
    }

    @Override
    public String toString() {
        return text;
    }
}
