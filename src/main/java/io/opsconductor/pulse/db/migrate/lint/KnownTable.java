package io.opsconductor.pulse.db.migrate.lint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.migrate.file.SqlToken;
import io.opsconductor.pulse.db.migrate.file.TimescaleOptions;
import io.opsconductor.pulse.db.migrate.file.TokenReader;

/** What the statements so far have made of one table. */
final class KnownTable {
    /** The file that made it; empty when none did in a way that can be read. */
    final String script;

    boolean hypertable;
    boolean compressed;
    boolean rowSecurity;
    final Map<String, ColumnType> columns = new HashMap<>();
    final Map<String, Constraint> constraints = new HashMap<>();

    /**
     * @param script the file that added it
     * @param valid false after NOT VALID
     * @param notNull the column that it keeps from being null; empty for any other constraint
     */
    record Constraint(String script, boolean valid, Optional<String> notNull) {
        /** @param definition from CHECK or FOREIGN on */
        static Constraint of(String script, List<SqlToken> definition) {
            TokenReader reader = new TokenReader(definition);
            boolean valid = !reader.contains("NOT", "VALID");
            reader.accept("CHECK");
            List<List<SqlToken>> condition = reader.arguments();
            TokenReader inside = new TokenReader(condition.isEmpty() ? List.of() : condition.get(0));
            Optional<String> column = inside.name();
            boolean notNull =
                    inside.accept("IS", "NOT", "NULL") && inside.rest().isEmpty();
            return new Constraint(script, valid, notNull ? column : Optional.empty());
        }
    }

    KnownTable(String script) {
        this.script = script;
    }

    /** True when a validated CHECK proves it, so that SET NOT NULL need not look at the rows. */
    boolean isProvenNotNull(String column) {
        return constraints.values().stream()
                .anyMatch(
                        constraint -> constraint.valid() && constraint.notNull().equals(Optional.of(column)));
    }

    void apply(String byScript, AlterTable.Action action) {
        switch (action.kind()) {
            case ADD_COLUMN -> columns.putIfAbsent(action.name(), ColumnType.of(action.rest()));
            case DROP_COLUMN -> columns.remove(action.name());
            case SET_TYPE -> columns.put(action.name(), ColumnType.of(action.rest()));
            case RENAME_COLUMN -> renameColumn(action);
            case ADD_CONSTRAINT -> constraints.put(action.name(), Constraint.of(byScript, action.rest()));
            case VALIDATE_CONSTRAINT ->
                constraints.computeIfPresent(
                        action.name(), (name, old) -> new Constraint(old.script(), true, old.notNull()));
            case DROP_CONSTRAINT -> constraints.remove(action.name());
            case ENABLE_ROW_SECURITY -> rowSecurity = true;
            case DISABLE_ROW_SECURITY -> rowSecurity = false;
            case SET_OPTIONS -> compression(action.rest()).ifPresent(on -> compressed = on);
            default -> {
                // Nothing that a rule asks for.
            }
        }
    }

    private void renameColumn(AlterTable.Action action) {
        TokenReader reader = action.reader();
        ColumnType type = columns.remove(action.name());
        if (reader.accept("TO") && type != null) {
            reader.name().ifPresent(name -> columns.put(name, type));
        }
    }

    /** Whether these options switch compression on; empty when they do not speak of it. */
    static Optional<Boolean> compression(List<SqlToken> options) {
        return TimescaleOptions.read(new TokenReader(options)).columnstore();
    }
}
