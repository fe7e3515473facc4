package io.opsconductor.pulse.db.report.html;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

import io.opsconductor.pulse.db.failure.PlainText;

/**
 * HTML and SVG as they are written: what is opened is closed, every text and every attribute is escaped, and what cannot be
 * seen of it is made visible.
 */
final class Markup {
    private final StringBuilder out = new StringBuilder(64 * 1024);
    private final Deque<String> open = new ArrayDeque<>();

    /** @param attributes names and values in turn; one whose value is null is left out */
    Markup open(String tag, String... attributes) {
        start(tag, attributes);
        open.push(tag);
        return this;
    }

    /** An element without content that HTML does not close. */
    Markup empty(String tag, String... attributes) {
        start(tag, attributes);
        return this;
    }

    /** A shape: an element without content that is closed, as SVG wants it. */
    Markup shape(String tag, String... attributes) {
        start(tag, attributes);
        out.setCharAt(out.length() - 1, '/');
        out.append('>');
        return this;
    }

    Markup element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** Closes the element that was opened last. */
    Markup close() {
        out.append("</").append(open.pop()).append(">");
        return this;
    }

    /** On one line. */
    Markup text(String text) {
        return append(PlainText.line(text));
    }

    /** Content of our own, such as style and script, which is written as it is. */
    Markup own(String text) {
        out.append(text);
        return this;
    }

    /** Ends a line of the file. */
    Markup line() {
        out.append('\n');
        return this;
    }

    /** A coordinate, in thousandths of the picture's units at most. */
    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private void start(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            if (attributes[i + 1] != null) {
                out.append(' ').append(attributes[i]).append("=\"");
                append(PlainText.line(attributes[i + 1])).own("\"");
            }
        }
        out.append('>');
    }

    private Markup append(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                // Half of a character, which no encoding has.
                default -> out.append(isHalf(text, i) ? '?' : c);
            }
        }
        return this;
    }

    private static boolean isHalf(String text, int at) {
        char c = text.charAt(at);
        return Character.isHighSurrogate(c)
                        && (at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1)))
                || Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
