package io.opsconductor.pulse.db.failure;

import java.util.regex.Pattern;

/**
 * Text as a terminal or a log may show it. Names of tables, files and roles, and what a server says, are written by others:
 * they may hold sequences that a terminal obeys, a line break that forges a line of a report, or characters that turn the
 * order of what is read around.
 */
public final class PlainText {
    /** Taken whole or not at all: what others wrote may be a million blanks. */
    private static final Pattern WHITE = Pattern.compile("[\\s\u0085\u2028\u2029]++");

    private static final String BREAKS = "\n\r\f\u000B\u0085\u2028\u2029";

    /** Control, format and bidirectional characters, and what other programs treat as a line end. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\u2028\u2029]");

    private static final Pattern UNSEEN_IN_LINES = Pattern.compile("[" + UNSEEN.pattern() + "&&[^\n\t]]");

    /** A private key of age, wherever it was put by mistake; in small letters, too, as its encoding allows. */
    private static final Pattern PRIVATE_KEY = Pattern.compile("(?i)AGE-(?:SECRET-KEY|PLUGIN)-[A-Z0-9-]++");

    private PlainText() {}

    /** On one line: a line break becomes a blank, whatever else cannot be seen a question mark. */
    public static String of(String text) {
        String line = WHITE.matcher(text.strip())
                .replaceAll(white -> white.group().chars().anyMatch(c -> BREAKS.indexOf(c) >= 0) ? " " : white.group());
        return visible(line);
    }

    /** Whatever cannot be seen becomes a question mark, and a private key is not repeated. */
    public static String visible(String text) {
        return withoutKeys(UNSEEN.matcher(text).replaceAll("?"));
    }

    /** The same text without private keys that tell what they are. */
    public static String withoutKeys(String text) {
        return PRIVATE_KEY.matcher(text).replaceAll("(hidden)");
    }

    public static boolean isVisible(String text) {
        return !UNSEEN.matcher(text).find();
    }

    /** The same for text of several lines, such as a script: its line ends and tabs are kept. */
    public static String lines(String text) {
        return UNSEEN_IN_LINES.matcher(text.replace("\r\n", "\n")).replaceAll("?");
    }

    /** The same for text that may be indented, by blanks or by the tabs of a stack trace, which become four blanks. */
    public static String line(String text) {
        String stripped = text.stripLeading();
        String indent = text.substring(0, text.length() - stripped.length()).replace("\t", "    ");
        return (indent.isBlank() && indent.chars().allMatch(c -> c == ' ') ? indent : "") + of(text);
    }
}
