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
    private static final Pattern ROWLESS =
            Pattern.compile("(ALTER|COMMENT|CREATE|DELETE|DO|DROP|GRANT|INSERT|LOCK|REVOKE|SET|TRUNCATE|UPDATE)\\b");
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
    public String text() {
        return script.substring(from, to).strip();
    }

    public int length() {
        return to - from;
    }

    /** The same without the script around it, which may then be let go. */
    public SqlStatement detached() {
        String text = text();
        return new SqlStatement(text, 0, text.length(), line, words, terminated);
    }

    /** No more of it than this many characters, without its semicolon. */
    public String beginning(int characters) {
        String cut = script.substring(from, Math.min(to, from + characters)).strip();
        return cut.endsWith(";") ? cut.substring(0, cut.length() - 1).strip() : cut;
    }

    public boolean beginsTransaction() {
        return BEGIN.matcher(words).matches();
    }

    public boolean commits() {
        return COMMIT.matcher(words).matches();
    }

    public boolean controlsTransaction() {
        return OTHER_CONTROL.matcher(words).matches();
    }

    public boolean runsOutsideTransaction() {
        return OUTSIDE_TRANSACTION.matcher(words).matches();
    }

    boolean isPsqlCommand() {
        return script.startsWith("\\", from);
    }

    /** True where rows follow the statement in the script. */
    public boolean isCopyFromStdin() {
        return words.startsWith("COPY ") && words.contains(" FROM STDIN");
    }

    /** False where it is certain that the statement answers without rows. */
    public boolean mayReturnRows() {
        return !ROWLESS.matcher(words).lookingAt() || words.contains(" RETURNING");
    }

    /** Where the rows begin that follow a COPY … FROM stdin. */
    public int copyRowsFrom() {
        int lineEnd = script.indexOf('\n', to);
        return lineEnd < 0 ? script.length() : lineEnd + 1;
    }

    /** Where the line begins that ends them. */
    public int copyRowsTo() {
        return SqlLexer.endOfCopyRows(script, copyRowsFrom());
    }

    /** The statement taken apart; worked out anew each time, since most statements are never asked. */
    List<SqlToken> tokens() {
        return SqlLexer.tokens(text(), line);
    }
}
