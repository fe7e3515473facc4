package io.opsconductor.pulse.db.migrate.file;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import io.opsconductor.pulse.db.digest.Sha256;
import io.opsconductor.pulse.db.migrate.file.SqlToken.Kind;

/**
 * A script without the whitespace that PostgreSQL's lexer throws away, so that re-indenting and re-wrapping a file is no
 * drift. Outside quotes a run of whitespace is one blank, and none beside {@code , ; ( ) [ ]}, which are tokens by
 * themselves; between two strings a line break stays apart from a blank, for only it joins them. In strings, quoted
 * names, dollar-quoted bodies and COPY data whitespace is content and stays, save that CRLF counts as LF everywhere.
 * Comments count, their whitespace does not. Databases hold digests of this text, so it may never come out otherwise.
 */
public final class NormalisedText implements SqlScanner.Listener {
    private static final String ALONE = ",;()[]\n";
    private static final Pattern ALLOWANCE = Pattern.compile("--\\s*pulse:allow\\b");
    private static final Pattern WHITESPACE = Pattern.compile("\\s+");
    private static final int CHUNK = 8_192;

    private final String text;
    private final boolean carriageReturns;
    private final boolean everything;
    private final Consumer<String> sink;
    private final StringBuilder out = new StringBuilder();
    private int position;
    private char last;

    /** @param everything false to leave the {@code pulse:allow} lines out */
    private NormalisedText(String text, boolean everything, Consumer<String> sink) {
        this.everything = everything;
        this.text = text;
        this.carriageReturns = text.indexOf('\r') >= 0;
        this.sink = sink;
    }

    /** SHA-256 of the normalised text without its {@code pulse:allow} lines, in hex: silencing a rule changes nothing. */
    public static String digest(String text) {
        return digest(text, false);
    }

    /** True when a database's digest is of this text; those of the first release counted every comment. */
    public static boolean isDigestOf(String text, String digest) {
        return digest(text).equals(digest)
                || text.contains("pulse:allow") && digest(text, true).equals(digest);
    }

    private static String digest(String text, boolean everything) {
        Digest digest = new Digest(text, everything);
        SqlScanner.statements(text, digest.listener()).forEachRemaining(statement -> {});
        return digest.hex();
    }

    /** Grows while a script is scanned; takes no second copy of a large file. */
    static final class Digest {
        private final MessageDigest sha = Sha256.small();
        private final NormalisedText normalised;

        Digest(String text, boolean everything) {
            normalised =
                    new NormalisedText(text, everything, part -> sha.update(part.getBytes(StandardCharsets.UTF_8)));
        }

        SqlScanner.Listener listener() {
            return normalised;
        }

        /** Once, when the scan is over. */
        String hex() {
            normalised.flush();
            return HexFormat.of().formatHex(sha.digest());
        }
    }

    @Override
    public void token(Kind kind, int from, int to) {
        if (kind == Kind.COMMENT
                && !everything
                && ALLOWANCE.matcher(text).region(from, to).lookingAt()) {
            return;
        }
        separate(from);
        if (kind == Kind.COMMENT || text.charAt(from) == '\\') {
            put(WHITESPACE.matcher(text.substring(from, to).strip()).replaceAll(" "));
            if (text.charAt(from) == '-') {
                put("\n");
            }
        } else {
            copy(from, to);
        }
        position = to;
    }

    @Override
    public void rows(int from, int to) {
        if (to > from) {
            copy(from, to);
            put("\n");
            position = to;
        }
    }

    /** Whitespace before the token that begins here. */
    private void separate(int from) {
        char next = text.charAt(from);
        if (from > position && last != 0 && ALONE.indexOf(last) < 0 && ALONE.indexOf(next) < 0) {
            boolean joins = last == '\''
                    && next == '\''
                    && text.substring(position, from).indexOf('\n') >= 0;
            put(joins ? "\n" : " ");
        }
    }

    /** As it stands, in parts: a body or COPY data may be the whole file. */
    private void copy(int from, int end) {
        for (int at = from; at < end; ) {
            int part = Math.min(end, at + CHUNK);
            part += part < end && splitsPair(part) ? 1 : 0;
            if (carriageReturns) {
                out.append(text.substring(at, part).replace("\r\n", "\n"));
                cutReturnBefore(part);
            } else {
                out.append(text, at, part);
            }
            at = part;
            written();
        }
    }

    private boolean splitsPair(int at) {
        return Character.isHighSurrogate(text.charAt(at - 1)) || text.charAt(at - 1) == '\r';
    }

    /** Of COPY data, whose end is before a line break. */
    private void cutReturnBefore(int end) {
        if (end < text.length() && text.charAt(end) == '\n' && text.charAt(end - 1) == '\r') {
            out.setLength(out.length() - 1);
        }
    }

    private void put(String part) {
        out.append(part);
        written();
    }

    private void written() {
        last = out.length() > 0 ? out.charAt(out.length() - 1) : last;
        if (out.length() > CHUNK) {
            flush();
        }
    }

    private void flush() {
        sink.accept(out.toString());
        out.setLength(0);
    }
}
