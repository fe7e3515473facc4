package io.opsconductor.pulse.db.migrate.file;

import java.util.Locale;

/**
 * The smallest part of a script that means something.
 *
 * @param text as written, quotes included
 * @param line of its first character, counted from 1
 */
public record SqlToken(Kind kind, String text, int line) {
    public enum Kind {
        /** A keyword or an unquoted name. */
        WORD,
        /** A name in double quotes. */
        QUOTED_NAME,
        /** A constant in single quotes. */
        STRING,
        /** A constant in dollar quotes: the body of a function or of a DO. */
        BODY,
        NUMBER,
        /** One character: an operator's part, a bracket, a comma. */
        SYMBOL,
        COMMENT
    }

    public boolean is(String wordOrSymbol) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(wordOrSymbol);
    }

    public boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
    }

    /** The name as PostgreSQL stores it: folded to lower case unless quoted. */
    public String name() {
        return kind == Kind.QUOTED_NAME
                ? text.substring(1, Math.max(1, text.length() - 1)).replace("\"\"", "\"")
                : text.toLowerCase(Locale.ROOT);
    }

    /** What stands between a constant's quotes; escapes are left as written. */
    public String content() {
        if (kind == Kind.BODY) {
            int tag = text.indexOf('$', 1) + 1;
            return text.length() < 2 * tag ? text.substring(tag) : text.substring(tag, text.length() - tag);
        }
        return text.substring(1, Math.max(1, text.length() - 1)).replace("''", "'");
    }
}
