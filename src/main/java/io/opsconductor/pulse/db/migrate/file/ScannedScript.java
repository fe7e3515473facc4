package io.opsconductor.pulse.db.migrate.file;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What one pass over a script tells of it.
 *
 * @param statements in order, a wrapper around the whole script included
 * @param runsOutsideTransaction true when it holds what cannot run in a transaction: then none of it does
 * @param mayGrant false where it grants nothing, unless it hides that
 * @param mayOpenThePath false where it lets no other role create where names are looked for, nor attach code, unless it hides that
 * @param digest of what is left when whitespace that means nothing is taken out: tells whether a file was changed
 */
public record ScannedScript(
        List<SqlStatement> statements,
        boolean runsOutsideTransaction,
        boolean mayGrant,
        boolean mayOpenThePath,
        String digest) {
    private static final Pattern NO_TRANSACTION = Pattern.compile("--\\s*pulse:no-transaction\\s*:\\s*\\S.*");

    /** @param listener hears of comments and statements meanwhile */
    public static ScannedScript of(String text, SqlScanner.Listener listener) {
        NormalisedText.Digest digest = new NormalisedText.Digest(text, false);
        SqlScanner.Listener normalised = digest.listener();
        ExecutedText executed = new ExecutedText(text);
        boolean[] noTransaction = {false};
        List<SqlStatement> statements = SqlScanner.scan(text, new SqlScanner.Listener() {
            @Override
            public void token(SqlToken.Kind kind, int from, int to) {
                normalised.token(kind, from, to);
                if (kind == SqlToken.Kind.COMMENT) {
                    executed.comment(from, to);
                }
            }

            @Override
            public void comment(SqlToken comment) {
                noTransaction[0] |= isNoTransaction(comment);
                listener.comment(comment);
            }

            @Override
            public void rows(int from, int to) {
                normalised.rows(from, to);
            }

            @Override
            public void statement(SqlStatement statement, List<SqlToken> tokens) {
                executed.statement(statement);
                listener.statement(statement, tokens);
            }
        });
        return new ScannedScript(
                statements,
                noTransaction[0] || runsOutsideTransaction(statements),
                executed.mayGrant(),
                executed.mayOpenThePath(),
                digest.hex());
    }

    /** For what only its author knows to commit, such as a procedure of one's own. */
    public static boolean isNoTransaction(SqlToken comment) {
        return NO_TRANSACTION.matcher(comment.text().strip()).matches();
    }

    private static boolean runsOutsideTransaction(List<SqlStatement> statements) {
        List<SqlStatement> body = Wrapper.unwrap(statements);
        return body.stream().anyMatch(SqlStatement::runsOutsideTransaction)
                || body.size() == 1 && body.get(0).runsOutsideWhenAlone();
    }

    /** The same without the statements, which hold the script's text. */
    public ScannedScript withoutStatements() {
        return new ScannedScript(List.of(), runsOutsideTransaction, mayGrant, mayOpenThePath, digest);
    }
}
