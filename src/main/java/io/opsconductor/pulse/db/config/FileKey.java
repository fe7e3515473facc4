package io.opsconductor.pulse.db.config;

import java.time.Duration;

/** Lines of a properties file. What a name contains makes neither a second line nor another key. */
public final class FileKey {
    private FileKey() {}

    /** A key of something named, with its value. */
    public static String line(String section, String name, String key, String value) {
        String quoted = name.matches("[A-Za-z0-9_-]+") ? name : '"' + name + '"';
        return escaped(section + "." + quoted + "." + key, "\\\\|[ :=#!]") + "=" + value(value);
    }

    public static String value(String text) {
        return escaped(text, "\\\\");
    }

    public static String comment(String text) {
        return "# " + text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?");
    }

    /** In the largest unit that leaves no rest: {@code 30d}, {@code 90m}. */
    public static String duration(Duration duration) {
        long seconds = duration.getSeconds();
        if (duration.getNano() != 0 || seconds <= 0) {
            return duration.toString();
        }
        return seconds % 86_400 == 0
                ? seconds / 86_400 + "d"
                : seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    private static String escaped(String text, String special) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?").replaceAll("(" + special + ")", "\\\\$1");
    }
}
