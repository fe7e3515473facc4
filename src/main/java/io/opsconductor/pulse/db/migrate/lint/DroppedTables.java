package io.opsconductor.pulse.db.migrate.lint;

import java.util.List;
import java.util.Optional;

/**
 * A {@code DROP TABLE}.
 *
 * @param names folded, without {@code public}; empty for any other statement
 */
record DroppedTables(List<String> names, boolean ifExists) {
    static DroppedTables of(List<SqlToken> tokens) {
        TokenReader reader = new TokenReader(tokens);
        boolean drop = reader.accept("DROP", "TABLE");
        boolean ifExists = reader.accept("IF", "EXISTS");
        List<String> names = !drop
                ? List.of()
                : TokenReader.atCommas(reader.rest()).stream()
                        .map(part -> new TokenReader(part).table())
                        .flatMap(Optional::stream)
                        .toList();
        return new DroppedTables(names, ifExists);
    }
}
