package io.opsconductor.pulse.db.migrate.file;

import java.util.List;

/** The {@code BEGIN; … COMMIT;} that files written for the Python runner carry around their whole contents. */
public final class Wrapper {
    private Wrapper() {}

    /** The statements without the wrapper; all of them when there is none. */
    public static List<SqlStatement> unwrap(List<SqlStatement> statements) {
        boolean wrapped = statements.size() > 1
                && statements.get(0).beginsTransaction()
                && statements.get(statements.size() - 1).commits();
        return wrapped ? statements.subList(1, statements.size() - 1) : statements;
    }
}
