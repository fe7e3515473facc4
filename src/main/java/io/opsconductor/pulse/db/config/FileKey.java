package io.opsconductor.pulse.db.config;

import java.time.Duration;
import java.util.regex.Pattern;

import io.opsconductor.pulse.db.failure.PlainText;

/** Lines of a properties file. What a name contains makes neither a second line nor another key. */
public final class FileKey {
    /**
     * SmallRye Config 3.16 reads neither a backslash nor two characters beyond U+FFFF as they are, and takes a number in
     * brackets at the end for a place in a list.
     */
    private static final Pattern NO_NAME = Pattern.compile("[\\\\\\x{10000}-\\x{10FFFF}]|\\[\\d+]\\z");

    private static final Pattern EXPRESSION = Pattern.compile("[$\\\\]\\$|\\$\\{");

    private FileKey() {}

    /** A key of something named, with its value; a comment that says so where no key can hold such a name. */
    public static String line(String section, String name, String key, String value) {
        String quoted = name.matches("[A-Za-z0-9_-]+") ? name : '"' + escaped(name, "\"") + '"';
        if (!canName(name)) {
            return comment("no key can hold this name: " + section + "." + quoted + "." + key + "=" + value);
        }
        return line(section + "." + quoted + "." + key, value);
    }

    /** Whether a key can hold this name, so that it means what is called that and nothing else. */
    public static boolean canName(String name) {
        return !NO_NAME.matcher(name).find() && canHold(name);
    }

    /** A key with its value, such as a path; a comment where that cannot be written. */
    public static String line(String key, String value) {
        return canHold(value)
                ? escaped(key, "\\\\|[ :=#!]") + "=" + escaped(value, "\\\\|^[ \t\f]")
                : comment("no file can hold this value: " + key + "=" + value);
    }

    /** What cannot be seen would be another name when it is replaced, and {@code ${…}} is replaced by another setting. */
    private static boolean canHold(String text) {
        return PlainText.isVisible(text) && !EXPRESSION.matcher(text).find();
    }

    public static String comment(String text) {
        return "# " + PlainText.line(text);
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
        return text.replaceAll(special, "\\\\$0");
    }
}
