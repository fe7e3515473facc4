package io.opsconductor.pulse.db.failure;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A file's name as its bytes on disk give it, in every locale. */
public final class FileName {
    /** What a JVM puts in place of a byte that its locale does not know. */
    private static final char UNKNOWN = '\uFFFD';

    private FileName() {}

    /**
     * The last part of a path as UTF-8. In the locale C, which most images have, a JVM decodes names as ASCII; the path
     * itself keeps the bytes, and its URI shows them.
     *
     * @param path as a listing of its folder gave it
     */
    public static String of(Path path) {
        String name = path.getFileName().toString();
        return name.indexOf(UNKNOWN) < 0 ? name : decoded(path.toUri().getRawPath());
    }

    private static String decoded(String raw) {
        String whole = raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
        String last = whole.substring(whole.lastIndexOf('/') + 1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < last.length(); i++) {
            if (last.charAt(i) == '%') {
                bytes.write(Integer.parseInt(last.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(last.charAt(i));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
