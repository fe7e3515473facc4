package io.opsconductor.pulse.db.migrate.lint;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One statement of a script; it points into the script and copies nothing, for scripts may be many megabytes long.
 *
 * @param script the whole script
 * @param from where its first token begins
 * @param to behind its semicolon
 * @param line of its first token, counted from 1
 * @param words its keywords and unquoted names, in capitals, separated by blanks; strings and bodies left out
 * @param terminated false when the script ended before a semicolon came
 */
public record SqlStatement(String script, int from, int to, int line, String words, boolean terminated) {
    private static final Pattern BEGIN = Pattern.compile("BEGIN( (WORK|TRANSACTION))?|START TRANSACTION");
    private static final Pattern COMMIT = Pattern.compile("(COMMIT|END)( (WORK|TRANSACTION))?");
    private static final Pattern OTHER_CONTROL =
            Pattern.compile("(BEGIN|START TRANSACTION|COMMIT|END|ROLLBACK(?! TO )|ABORT|PREPARE TRANSACTION)( .*)?");
    private static final Pattern OUTSIDE_TRANSACTION = Pattern.compile(String.join(
            "|",
            "(CREATE|DROP)( UNIQUE)? INDEX CONCURRENTLY.*",
            "REINDEX( \\w+)* CONCURRENTLY.*",
            "REINDEX( VERBOSE)? (DATABASE|SYSTEM|SCHEMA).*",
            "ALTER TABLE .* DETACH PARTITION .*CONCURRENTLY",
            "VACUUM.*",
            "ALTER SYSTEM.*",
            "(CREATE|DROP) (DATABASE|TABLESPACE).*",
            "CALL( \\w+)? REFRESH_CONTINUOUS_AGGREGATE.*",
            "CREATE INDEX .*WITH TIMESCALEDB TRANSACTION_PER_CHUNK.*",
            // TimescaleDB fills a new continuous aggregate at once, in transactions of its own, unless told not to.
            "CREATE MATERIALIZED VIEW \\w.* WITH TIMESCALEDB(?!.* WITH NO DATA$) .*"));

    /** As written. */
    String text() {
        return script.substring(from, to).strip();
    }

    public boolean beginsTransaction() {
        return BEGIN.matcher(words).matches();
    }

    public boolean commits() {
        return COMMIT.matcher(words).matches();
    }

    boolean controlsTransaction() {
        return OTHER_CONTROL.matcher(words).matches();
    }

    public boolean runsOutsideTransaction() {
        return OUTSIDE_TRANSACTION.matcher(words).matches();
    }

    boolean isPsqlCommand() {
        return script.startsWith("\\", from);
    }

    boolean isCopyFromStdin() {
        return words.startsWith("COPY ") && words.contains(" FROM STDIN");
    }

    /** The statement taken apart; worked out anew each time, since most statements are never asked. */
    List<SqlToken> tokens() {
        return SqlLexer.tokens(text(), line);
    }
}
