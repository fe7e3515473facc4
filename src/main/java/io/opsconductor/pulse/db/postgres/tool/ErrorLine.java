package io.opsconductor.pulse.db.postgres.tool;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One line of what a child says of its errors: its beginning, and how many items of a list follow. pg_dump's query of a
 * failed lock names every table, of which there may be 30,000: how many more is worth a word.
 */
final class ErrorLine {
    private static final int KEPT_LETTERS = 4_000;
    private static final int LONGEST_LINE = 300;
    private static final int LONGEST_LIST = 150;
    private static final Pattern SEPARATOR = Pattern.compile(", ");

    private final StringBuilder text = new StringBuilder();
    private long separators;
    private char last;
    private boolean whole = true;

    void add(char letter) {
        if (last == ',' && letter == ' ') {
            separators++;
        }
        last = letter;
        if (text.length() < KEPT_LETTERS) {
            text.append(letter);
        } else {
            whole = false;
        }
    }

    /** All of it where it is short enough to be kept. */
    @Override
    public String toString() {
        return whole ? text.toString() : cut(text.toString(), separators);
    }

    /** Short enough to be read in a message. */
    static String cut(String line) {
        return line.length() <= LONGEST_LINE
                ? line
                : cut(line, SEPARATOR.matcher(line).results().count());
    }

    /** @param separators of the whole line, of which this may be the beginning */
    private static String cut(String line, long separators) {
        String beginning = line.substring(0, LONGEST_LIST);
        int end = beginning.lastIndexOf(", ");
        long more = separators - SEPARATOR.matcher(beginning).results().count();
        return end < 0 || more == 0
                ? line.substring(0, LONGEST_LINE) + "…"
                : beginning.substring(0, end) + ", … and " + String.format(Locale.ROOT, "%,d", more + 1) + " more";
    }
}
