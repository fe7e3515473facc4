package io.opsconductor.pulse.db.migrate;

import java.util.regex.Pattern;

/**
 * One statement of a script.
 *
 * @param text as written, from its first token to its semicolon
 * @param line of its first token, counted from 1
 * @param words its keywords and unquoted names, in capitals, separated by blanks; strings and bodies left out
 * @param terminated false when the script ended before a semicolon came
 */
record SqlStatement(String text, int line, String words, boolean terminated) {
    private static final Pattern BEGIN = Pattern.compile("BEGIN( (WORK|TRANSACTION))?|START TRANSACTION");
    private static final Pattern COMMIT = Pattern.compile("(COMMIT|END)( (WORK|TRANSACTION))?");
    private static final Pattern OTHER_CONTROL =
            Pattern.compile("(BEGIN|START TRANSACTION|COMMIT|END|ROLLBACK|ABORT|PREPARE TRANSACTION)( .*)?");
    private static final Pattern OUTSIDE_TRANSACTION = Pattern.compile(
            "((CREATE|DROP)( UNIQUE)? INDEX|REINDEX( \\w+)?) CONCURRENTLY.*|VACUUM.*|ALTER SYSTEM.*"
                    + "|(CREATE|DROP) (DATABASE|TABLESPACE).*|REINDEX (DATABASE|SYSTEM).*|CALL REFRESH_CONTINUOUS_AGGREGATE.*");

    boolean beginsTransaction() {
        return BEGIN.matcher(words).matches();
    }

    boolean commits() {
        return COMMIT.matcher(words).matches();
    }

    boolean controlsTransaction() {
        return OTHER_CONTROL.matcher(words).matches();
    }

    boolean runsOutsideTransaction() {
        return OUTSIDE_TRANSACTION.matcher(words).matches();
    }

    boolean isPsqlCommand() {
        return text.startsWith("\\");
    }

    boolean isCopyFromStdin() {
        return words.startsWith("COPY ") && words.contains(" FROM STDIN");
    }
}
