package io.opsconductor.pulse.db.migrate.file;

import java.util.regex.Pattern;

/**
 * One statement of a script; it points into the script and copies nothing, for scripts may be many megabytes long.
 *
 * @param script the whole script
 * @param from where its first token begins
 * @param to behind its semicolon
 * @param line of its first token, counted from 1
 * @param words its keywords and unquoted names, in capitals, separated by blanks; strings and bodies left out
 * @param outside whether it can run inside a transaction
 * @param terminated false when the script ended before a semicolon came
 */
public record SqlStatement(
        String script, int from, int to, int line, String words, boolean terminated, OutsideTransaction outside) {
    private static final Pattern BEGIN = Pattern.compile("BEGIN( (WORK|TRANSACTION))?|START TRANSACTION");
    private static final Pattern COMMIT = Pattern.compile("(COMMIT|END)( (WORK|TRANSACTION))?");
    private static final Pattern OTHER_CONTROL =
            Pattern.compile("(BEGIN|START TRANSACTION|COMMIT|END|ROLLBACK(?! TO )|ABORT|PREPARE TRANSACTION)( .*)?");
    private static final Pattern KIND = Pattern.compile("CONCURRENTLY|INDEX|VIEW|REFRESH_CONTINUOUS_AGGREGATE");
    private static final Pattern ROWLESS =
            Pattern.compile("(ALTER|COMMENT|CREATE|DELETE|DO|DROP|GRANT|INSERT|LOCK|REVOKE|SET|TRUNCATE|UPDATE)\\b");
    /** As written. */
    public String text() {
        return script.substring(from, to).strip();
    }

    /** Its first words in capitals, such as {@code CREATE INDEX CONCURRENTLY}: enough to say what it is. */
    public String kind() {
        String[] all = words.split(" ", 4);
        boolean three = all.length > 2 && KIND.matcher(all[2]).matches();
        return all.length < 2 ? words : all[0] + " " + all[1] + (three ? " " + all[2] : "");
    }

    /** The line on which it ends, counted in place: a copy of a long one would need its memory once more. */
    public int lineAfter() {
        int last = line;
        for (int at = script.indexOf('\n', from); at >= 0 && at < to; at = script.indexOf('\n', at + 1)) {
            last++;
        }
        return last;
    }

    public int length() {
        return to - from;
    }

    /** The same without the script around it, which may then be let go. */
    public SqlStatement detached() {
        String text = text();
        return new SqlStatement(text, 0, text.length(), line, words, terminated, outside);
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

    /** True where the server refuses to run it inside a transaction. */
    public boolean runsOutsideTransaction() {
        return outside == OutsideTransaction.NEEDED;
    }

    /** True where it may be refused there, which depends on what it is about. */
    public boolean runsOutsideWhenAlone() {
        return outside == OutsideTransaction.WHEN_ALONE;
    }

    public boolean isPsqlCommand() {
        return script.startsWith("\\", from);
    }

    /** True where rows follow the statement in the script. */
    public boolean isCopyFromStdin() {
        return script.regionMatches(true, from, "COPY", 0, 4)
                && words.startsWith("COPY ")
                && (words.endsWith(" FROM STDIN") || words.contains(" FROM STDIN "));
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
}
