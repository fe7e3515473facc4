package io.opsconductor.pulse.db.migrate.run;

import java.sql.SQLException;

import io.opsconductor.pulse.db.migrate.file.SqlStatement;

/** The server refused a statement of a file; the cause says why. */
final class StatementFailure extends SQLException {
    private final transient SqlStatement statement;

    StatementFailure(SqlStatement statement, SQLException cause) {
        super(cause.getMessage(), cause.getSQLState(), cause);
        this.statement = statement;
    }

    SqlStatement statement() {
        return statement;
    }
}
