package io.opsconductor.pulse.db.check;

import java.util.Locale;

/** Sizes as PostgreSQL shows them: {@code 512 bytes}, {@code 3.4 MB}; 1 kB is 1024 bytes. */
public final class Bytes {
    private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB"};

    private Bytes() {}

    public static String text(long bytes) {
        if (bytes < 1024) {
            return bytes + " bytes";
        }
        double size = bytes / 1024.0;
        int unit = 0;
        // 1023.95 would be shown as 1024.0.
        while (size >= 1023.95 && unit < UNITS.length - 1) {
            size /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
    }
}
