package io.opsconductor.pulse.db.migrate.lint;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

import io.opsconductor.pulse.db.migrate.file.SqlToken;
import io.opsconductor.pulse.db.migrate.file.TokenReader;

/**
 * An {@code ALTER TABLE}, taken apart.
 *
 * @param table as {@link KnownSchema#meant} gives it
 */
record AlterTable(String table, List<Action> actions) {
    enum Kind {
        ADD_COLUMN,
        DROP_COLUMN,
        SET_TYPE,
        SET_NOT_NULL,
        ADD_CONSTRAINT,
        VALIDATE_CONSTRAINT,
        DROP_CONSTRAINT,
        RENAME_TABLE,
        RENAME_COLUMN,
        SET_SCHEMA,
        SET_OPTIONS,
        ENABLE_ROW_SECURITY,
        DISABLE_ROW_SECURITY,
        OTHER
    }

    private static final Set<Kind> NAMELESS =
            Set.of(Kind.ENABLE_ROW_SECURITY, Kind.DISABLE_ROW_SECURITY, Kind.SET_OPTIONS, Kind.OTHER);

    /**
     * One of its actions.
     *
     * @param name of the column or constraint; of the new table for RENAME; empty where there is none
     * @param rest what follows the name: the column's type and constraints, the constraint's definition
     */
    record Action(Kind kind, String name, List<SqlToken> rest, int line) {
        TokenReader reader() {
            return new TokenReader(rest);
        }
    }

    /**
     * Empty for any other statement.
     *
     * @param names gives the table that a name means
     */
    static Optional<AlterTable> of(List<SqlToken> tokens, UnaryOperator<String> names) {
        TokenReader reader = new TokenReader(tokens);
        if (!reader.accept("ALTER", "TABLE")) {
            return Optional.empty();
        }
        reader.accept("IF", "EXISTS");
        reader.accept("ONLY");
        Optional<String> table = reader.table().map(names);
        reader.accept("*");
        return table.map(name -> new AlterTable(
                name,
                TokenReader.atCommas(reader.rest()).stream()
                        .filter(part -> !part.isEmpty())
                        .map(AlterTable::action)
                        .toList()));
    }

    private static Action action(List<SqlToken> tokens) {
        TokenReader reader = new TokenReader(tokens);
        Kind kind = kind(reader);
        boolean nameless = NAMELESS.contains(kind) || kind == Kind.ADD_CONSTRAINT && beginsConstraint(reader);
        String name = nameless ? "" : reader.name().orElse("");
        if (kind == Kind.SET_TYPE) {
            kind = columnChange(reader);
        }
        return new Action(kind, name, reader.rest(), tokens.get(0).line());
    }

    private static Kind kind(TokenReader reader) {
        if (reader.accept("ADD")) {
            return added(reader);
        } else if (reader.accept("DROP")) {
            boolean constraint = reader.accept("CONSTRAINT");
            reader.accept("COLUMN");
            reader.accept("IF", "EXISTS");
            return constraint ? Kind.DROP_CONSTRAINT : Kind.DROP_COLUMN;
        } else if (reader.accept("ALTER", "CONSTRAINT")) {
            return Kind.OTHER;
        } else if (reader.accept("ALTER")) {
            reader.accept("COLUMN");
            return Kind.SET_TYPE;
        } else if (reader.accept("VALIDATE", "CONSTRAINT")) {
            return Kind.VALIDATE_CONSTRAINT;
        } else if (reader.accept("RENAME", "TO")) {
            return Kind.RENAME_TABLE;
        } else if (reader.accept("RENAME", "CONSTRAINT")) {
            return Kind.OTHER;
        } else if (reader.accept("RENAME")) {
            reader.accept("COLUMN");
            return Kind.RENAME_COLUMN;
        } else if (reader.accept("SET", "SCHEMA")) {
            return Kind.SET_SCHEMA;
        } else if (reader.accept("SET")) {
            return Kind.SET_OPTIONS;
        } else if (reader.accept("ENABLE", "ROW", "LEVEL", "SECURITY")) {
            return Kind.ENABLE_ROW_SECURITY;
        }
        return reader.accept("DISABLE", "ROW", "LEVEL", "SECURITY") ? Kind.DISABLE_ROW_SECURITY : Kind.OTHER;
    }

    private static Kind added(TokenReader reader) {
        if (reader.accept("CONSTRAINT") || beginsConstraint(reader)) {
            return Kind.ADD_CONSTRAINT;
        }
        reader.accept("COLUMN");
        reader.accept("IF", "NOT", "EXISTS");
        return Kind.ADD_COLUMN;
    }

    private static boolean beginsConstraint(TokenReader reader) {
        return new TokenReader(reader.rest()).acceptAny("CHECK", "FOREIGN", "UNIQUE", "PRIMARY", "EXCLUDE");
    }

    /** Behind the name of a column: what is done to it. */
    private static Kind columnChange(TokenReader reader) {
        if (reader.accept("TYPE") || reader.accept("SET", "DATA", "TYPE")) {
            return Kind.SET_TYPE;
        }
        return reader.accept("SET", "NOT", "NULL") ? Kind.SET_NOT_NULL : Kind.OTHER;
    }
}
