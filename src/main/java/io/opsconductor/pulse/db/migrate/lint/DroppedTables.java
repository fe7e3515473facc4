package io.opsconductor.pulse.db.migrate.lint;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import io.opsconductor.pulse.db.migrate.file.SqlToken;
import io.opsconductor.pulse.db.migrate.file.TokenReader;

/**
 * A {@code DROP TABLE}.
 *
 * @param names as {@link KnownSchema#meant} gives them; empty for any other statement
 */
record DroppedTables(List<String> names, boolean ifExists) {
    /** @param names gives the table that a name means */
    static DroppedTables of(List<SqlToken> tokens, UnaryOperator<String> names) {
        TokenReader reader = new TokenReader(tokens);
        boolean drop = reader.accept("DROP", "TABLE");
        boolean ifExists = reader.accept("IF", "EXISTS");
        List<String> dropped = !drop
                ? List.of()
                : TokenReader.atCommas(reader.rest()).stream()
                        .map(part -> new TokenReader(part).table())
                        .flatMap(Optional::stream)
                        .map(names)
                        .toList();
        return new DroppedTables(dropped, ifExists);
    }
}
