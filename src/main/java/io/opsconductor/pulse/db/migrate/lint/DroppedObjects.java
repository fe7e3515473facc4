package io.opsconductor.pulse.db.migrate.lint;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

import io.opsconductor.pulse.db.migrate.file.SqlLexer;
import io.opsconductor.pulse.db.migrate.file.SqlToken;
import io.opsconductor.pulse.db.migrate.file.TokenReader;

/**
 * What the statements so far have dropped or renamed, and nothing has made again. Only what is certain: a name that code in
 * a body may make again is never reported.
 */
final class DroppedObjects {
    private final Map<String, Gone> gone = new HashMap<>();
    private final Map<String, Integer> functions = new HashMap<>();
    private final Set<String> doubtful = new HashSet<>();
    private final UnaryOperator<String> meant;
    private final UnaryOperator<String> made;

    enum Kind {
        RELATION,
        COLUMN,
        FUNCTION
    }

    /** @param how dropped, or renamed to what */
    record Gone(String script, int line, String how) {}

    /**
     * @param meant gives the table that a name means
     * @param made gives the table that a CREATE of a name makes
     */
    DroppedObjects(UnaryOperator<String> meant, UnaryOperator<String> made) {
        this.meant = meant;
        this.made = made;
    }

    /** Where a name went that a statement needs; empty when it may be there. */
    Optional<Gone> of(NamedObjects.Use use) {
        return Optional.ofNullable(gone.get(key(use.kind(), use.name())))
                .filter(found -> !doubtful.contains(last(use.name())));
    }

    /** Takes in what a statement drops, renames or makes. */
    void read(String script, List<SqlToken> tokens) {
        for (SqlToken token : tokens) {
            if (token.kind() == SqlToken.Kind.BODY) {
                doubt(token.content());
            }
        }
        TokenReader reader = new TokenReader(tokens);
        int line = tokens.get(0).line();
        if (reader.accept("CREATE")) {
            created(reader);
        } else if (reader.accept("DROP", "FUNCTION")) {
            reader.accept("IF", "EXISTS");
            reader.table()
                    .filter(name -> functions.getOrDefault(last(name), 0) == 1)
                    .ifPresent(name -> put(Kind.FUNCTION, name, new Gone(script, line, "dropped")));
        } else if (reader.accept("DROP", "TABLE")
                || reader.accept("DROP", "VIEW")
                || reader.accept("DROP", "MATERIALIZED", "VIEW")) {
            reader.accept("IF", "EXISTS");
            TokenReader.atCommas(reader.rest()).forEach(part -> new TokenReader(part)
                    .table()
                    .ifPresent(name -> put(Kind.RELATION, name, new Gone(script, line, "dropped"))));
        } else if (reader.accept("ALTER", "VIEW") || reader.accept("ALTER", "MATERIALIZED", "VIEW")) {
            reader.accept("IF", "EXISTS");
            reader.table().filter(name -> reader.accept("RENAME", "TO")).ifPresent(old -> reader.name()
                    .ifPresent(renamed -> renamed(old, renamed, script, line)));
        } else if (reader.contains("INTO")) {
            reader.skipPast("INTO");
            reader.table().filter(name -> !tokens.get(0).is("INSERT")).ifPresent(this::back);
        }
        AlterTable.of(tokens, name -> name).ifPresent(alter -> alter(script, alter));
    }

    private void created(TokenReader reader) {
        reader.accept("OR", "REPLACE");
        if (reader.acceptAny("FUNCTION", "PROCEDURE")) {
            reader.table().ifPresent(name -> {
                functions.merge(last(name), 1, Integer::sum);
                gone.remove(key(Kind.FUNCTION, name));
            });
        } else if (reader.accept("EXTENSION") || reader.accept("SCHEMA")) {
            gone.clear();
        } else if (reader.skipPast("TABLE") || reader.skipPast("VIEW")) {
            reader.accept("IF", "NOT", "EXISTS");
            reader.table().ifPresent(this::back);
        }
    }

    private void alter(String script, AlterTable alter) {
        for (AlterTable.Action action : alter.actions()) {
            String column = alter.table() + "." + action.name();
            TokenReader rest = action.reader();
            switch (action.kind()) {
                case ADD_COLUMN -> gone.remove(key(Kind.COLUMN, column));
                case DROP_COLUMN -> put(Kind.COLUMN, column, new Gone(script, action.line(), "dropped"));
                case RENAME_COLUMN -> {
                    rest.accept("TO");
                    rest.name().ifPresent(to -> {
                        put(Kind.COLUMN, column, new Gone(script, action.line(), "renamed to " + to));
                        gone.remove(key(Kind.COLUMN, alter.table() + "." + to));
                    });
                }
                case RENAME_TABLE -> renamed(alter.table(), action.name(), script, action.line());
                case SET_SCHEMA ->
                    put(Kind.RELATION, alter.table(), new Gone(script, action.line(), "moved to " + action.name()));
                default -> {
                    // Takes no name away.
                }
            }
        }
    }

    private void renamed(String old, String to, String script, int line) {
        put(Kind.RELATION, old, new Gone(script, line, "renamed to " + to));
        back(KnownSchema.sibling(old, to));
    }

    private void put(Kind kind, String name, Gone how) {
        gone.put(key(kind, name), how);
    }

    /** The relation is there again, with columns of its own. */
    private void back(String name) {
        String table = made.apply(name);
        gone.remove(Kind.RELATION + " " + table);
        gone.keySet().removeIf(key -> key.startsWith(Kind.COLUMN + " " + table + "."));
    }

    /** Code that makes or renames something may bring back every name that stands in it. */
    private void doubt(String body) {
        List<SqlToken> tokens = SqlLexer.tokens(body, 1);
        if (tokens.stream().noneMatch(token -> token.is("CREATE") || token.is("RENAME") || token.is("EXECUTE"))) {
            return;
        }
        for (SqlToken token : tokens) {
            if (token.isName()) {
                doubtful.add(token.name());
            } else if (token.kind() == SqlToken.Kind.STRING) {
                SqlLexer.tokens(token.content(), 1).stream()
                        .filter(SqlToken::isName)
                        .map(SqlToken::name)
                        .forEach(doubtful::add);
            }
        }
    }

    private String key(Kind kind, String name) {
        if (kind != Kind.COLUMN) {
            return kind + " " + meant.apply(name);
        }
        int dot = name.lastIndexOf('.');
        return kind + " " + meant.apply(name.substring(0, dot)) + name.substring(dot);
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
