package io.opsconductor.pulse.db.timescale;

import java.util.Optional;

import io.opsconductor.pulse.db.postgres.SqlLiteral;

/**
 * A part of a continuous aggregate that is to be refreshed once.
 *
 * @param from as text of the time column; empty: from the beginning
 * @param to the same
 */
record RefreshWindow(HypertableName aggregate, Optional<String> from, String to) {
    String sql() {
        return "CALL refresh_continuous_aggregate(" + aggregate.literal() + ", "
                + from.map(SqlLiteral::of).orElse("NULL") + ", " + SqlLiteral.of(to) + ");";
    }
}
