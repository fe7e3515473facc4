package io.opsconductor.pulse.db.failure;

import java.util.regex.Pattern;

/**
 * Text as a terminal or a log may show it. Names of tables, files and roles, and what a server says, are written by others:
 * they may hold sequences that a terminal obeys, a line break that forges a line of a report, or characters that turn the
 * order of what is read around.
 */
public final class PlainText {
    private static final Pattern BREAK = Pattern.compile("\\s*\\R\\s*");

    /** Control, format and bidirectional characters, and what others take for the end of a line. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\u2028\u2029]");

    private PlainText() {}

    /** On one line: a line break becomes a blank, whatever else cannot be seen a question mark. */
    public static String of(String text) {
        return UNSEEN.matcher(BREAK.matcher(text.strip()).replaceAll(" ")).replaceAll("?");
    }

    /** The same for text that may be indented, by blanks or by the tabs of a stack trace, which become four blanks. */
    public static String line(String text) {
        String stripped = text.stripLeading();
        String indent = text.substring(0, text.length() - stripped.length()).replace("\t", "    ");
        return (indent.isBlank() && indent.chars().allMatch(c -> c == ' ') ? indent : "") + of(text);
    }
}
