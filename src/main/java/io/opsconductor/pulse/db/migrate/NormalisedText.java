package io.opsconductor.pulse.db.migrate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A script without the whitespace that PostgreSQL's lexer throws away, so that re-indenting and re-wrapping a file is no
 * drift. Outside quotes a run of whitespace is one blank, and none beside {@code , ; ( ) [ ]}, which are tokens by
 * themselves; between two strings a line break stays apart from a blank, for only it joins them. In strings, quoted
 * names, dollar-quoted bodies and COPY data whitespace is content and stays, save that CRLF counts as LF everywhere.
 * Comments count, their whitespace does not. Pure.
 *
 * @see <a href="https://www.postgresql.org/docs/17/sql-syntax-lexical.html">PostgreSQL's lexical structure</a>
 */
final class NormalisedText {
    private static final String ALONE = ",;()[]\n";
    private static final Pattern COPY = Pattern.compile("(?is)\\s*copy\\b.*\\bfrom\\s+stdin\\b.*");
    private static final Pattern WHITESPACE = Pattern.compile("\\s+");
    private static final Pattern DOLLAR_TAG = Pattern.compile("\\$([\\p{L}_][\\p{L}\\p{Nd}_]*)?\\$");
    private static final int HEAD = 2_000;
    private static final int CHUNK = 8_192;

    private final String text;
    private final Consumer<String> sink;
    private final StringBuilder out = new StringBuilder();
    /** The words of a statement that begins with COPY; null between statements, empty in any other. */
    private StringBuilder head;

    private int position;
    private char last;
    private boolean blank;
    private boolean lineBreak;

    private NormalisedText(String text, Consumer<String> sink) {
        this.text = text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n");
        this.sink = sink;
    }

    static String of(String text) {
        StringBuilder whole = new StringBuilder();
        new NormalisedText(text, whole::append).run();
        return whole.toString();
    }

    /** SHA-256 of the normalised text, in hex; takes no second copy of a large file. */
    static String digest(String text) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            new NormalisedText(text, part -> sha.update(part.getBytes(StandardCharsets.UTF_8))).run();
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run() {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (Character.isWhitespace(c)) {
                blank = true;
                lineBreak |= c == '\n';
                position++;
            } else if (text.startsWith("--", position)) {
                comment(indexOrEnd("\n", position));
                put("\n");
            } else if (text.startsWith("/*", position)) {
                comment(blockCommentEnd());
            } else if (c == '\'' || c == '"') {
                token(quotedEnd(c, c == '\'' && isEscapeString()));
            } else if (c == '$' && dollarTag() != null) {
                String tag = dollarTag();
                token(Math.min(text.length(), indexOrEnd(tag, position + tag.length()) + tag.length()));
            } else {
                token(isInWord(c) ? wordEnd() : position + 1);
                if (c == ';') {
                    endStatement();
                }
            }
        }
        sink.accept(out.toString());
    }

    private void token(int end) {
        char first = text.charAt(position);
        separate(first);
        if (head == null) {
            boolean isCopy = end - position == 4 && text.regionMatches(true, position, "copy", 0, 4);
            head = new StringBuilder(isCopy ? "copy " : "");
        } else if (!head.isEmpty() && head.length() < HEAD) {
            head.append(isInWord(first) ? text.substring(position, end) : "?").append(' ');
        }
        copy(end);
    }

    /** Goes on to {@code end} with everything before it as it stands, in parts: a body or COPY data may be the whole file. */
    private void copy(int end) {
        while (position < end) {
            int part = Math.min(end, position + CHUNK);
            part += part < end && Character.isHighSurrogate(text.charAt(part - 1)) ? 1 : 0;
            out.append(text, position, part);
            position = part;
            written();
        }
    }

    private void comment(int end) {
        separate(text.charAt(position));
        put(WHITESPACE.matcher(text.substring(position, end).strip()).replaceAll(" "));
        position = end;
    }

    private void separate(char next) {
        if (blank && last != 0 && ALONE.indexOf(last) < 0 && ALONE.indexOf(next) < 0) {
            put(last == '\'' && next == '\'' && lineBreak ? "\n" : " ");
        }
        blank = false;
        lineBreak = false;
    }

    private void put(String part) {
        out.append(part);
        written();
    }

    private void written() {
        last = out.charAt(out.length() - 1);
        if (out.length() > CHUNK) {
            sink.accept(out.toString());
            out.setLength(0);
        }
    }

    /** After COPY … FROM stdin, data follows up to a line of {@code \.}; tabs are what parts its columns. */
    private void endStatement() {
        boolean data = !head.isEmpty() && COPY.matcher(head).matches();
        head = null;
        if (data) {
            int close = indexOrEnd("\n\\.", position);
            int end = indexOrEnd("\n", Math.min(text.length(), close + 1));
            if (end > position) {
                copy(end);
                put("\n");
            }
        }
    }

    private int quotedEnd(char quote, boolean backslashes) {
        for (int i = position + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && backslashes) {
                i++;
            } else if (c == quote && i + 1 < text.length() && text.charAt(i + 1) == quote) {
                i++;
            } else if (c == quote) {
                return i + 1;
            }
        }
        return text.length();
    }

    private boolean isEscapeString() {
        return position > 0
                && "eE".indexOf(text.charAt(position - 1)) >= 0
                && (position == 1 || !isInWord(text.charAt(position - 2)));
    }

    private int blockCommentEnd() {
        int depth = 0;
        for (int i = position; i < text.length(); i++) {
            if (text.startsWith("/*", i)) {
                depth++;
                i++;
            } else if (text.startsWith("*/", i)) {
                i++;
                if (--depth == 0) {
                    return i + 1;
                }
            }
        }
        return text.length();
    }

    private String dollarTag() {
        int close = text.indexOf('$', position + 1);
        String tag = close < 0 ? "" : text.substring(position, close + 1);
        return DOLLAR_TAG.matcher(tag).matches() ? tag : null;
    }

    private int wordEnd() {
        int end = position;
        while (end < text.length() && (isInWord(text.charAt(end)) || text.charAt(end) == '$')) {
            end++;
        }
        return end;
    }

    private static boolean isInWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private int indexOrEnd(String wanted, int from) {
        int found = text.indexOf(wanted, from);
        return found < 0 ? text.length() : found;
    }
}
