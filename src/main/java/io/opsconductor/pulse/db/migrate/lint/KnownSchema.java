package io.opsconductor.pulse.db.migrate.lint;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.migrate.file.SqlLexer;
import io.opsconductor.pulse.db.migrate.file.SqlStatement;
import io.opsconductor.pulse.db.migrate.file.SqlToken;
import io.opsconductor.pulse.db.migrate.file.SqlToken.Kind;
import io.opsconductor.pulse.db.migrate.file.TimescaleOptions;
import io.opsconductor.pulse.db.migrate.file.TokenReader;

/** What the statements so far have made. What the files do not make by plain SQL is not known. */
final class KnownSchema {
    private final Map<String, KnownTable> tables = new HashMap<>();
    private final Set<String> volatileFunctions = new HashSet<>();
    private final SearchPath path = new SearchPath();
    private final DroppedObjects dropped = new DroppedObjects(this::meant, this::made);
    private boolean unnamedHypertables;
    private boolean internals;

    /** What a file sets for its session does not reach the next. */
    void beginFile() {
        path.reset();
        internals = false;
    }

    /**
     * The table that a name in a statement means: {@code schema.table}, without the schema for {@code public}. An
     * unqualified name is looked for along the search path; where no file made it, it is taken as the path's first.
     */
    String meant(String name) {
        if (name.indexOf('.') >= 0) {
            return in("public", name.startsWith("public.") ? name.substring("public.".length()) : name);
        }
        return path.schemas().stream()
                .map(schema -> in(schema, name))
                .filter(tables::containsKey)
                .findFirst()
                .orElseGet(() -> made(name));
    }

    /** The table that a CREATE of this name makes. */
    String made(String name) {
        return name.indexOf('.') >= 0
                ? meant(name)
                : path.schemas().stream()
                        .findFirst()
                        .map(schema -> in(schema, name))
                        .orElse(name);
    }

    private static String in(String schema, String name) {
        return schema.equals("public") ? name : schema + "." + name;
    }

    Optional<KnownTable> table(String name) {
        return Optional.ofNullable(tables.get(name));
    }

    /** True unless this very file made the table: then it is empty and not in use yet. */
    boolean isOld(String table, String script) {
        KnownTable known = tables.get(table);
        return known == null || !known.script.equals(script);
    }

    /** True for a table that earlier files made and that is certainly no hypertable. */
    boolean isPlain(String table) {
        KnownTable known = tables.get(table);
        return known != null && !known.hypertable && !unnamedHypertables;
    }

    boolean isHypertable(String table) {
        return table(table).filter(known -> known.hypertable).isPresent();
    }

    /** True for a function of the files' own that is not declared stable or immutable. */
    boolean isVolatileFunction(String name) {
        return volatileFunctions.contains(name);
    }

    /** True for the first object of TimescaleDB's own that a file makes. */
    boolean isFirstInternal() {
        boolean first = !internals;
        internals = true;
        return first;
    }

    DroppedObjects dropped() {
        return dropped;
    }

    void add(String script, SqlStatement statement, List<SqlToken> tokens) {
        dropped.read(script, tokens);
        if (statement.words().startsWith("DO")) {
            for (SqlToken token : tokens) {
                if (token.kind() == Kind.BODY) {
                    addBody(script, token.content());
                }
            }
        } else {
            path.read(tokens);
            addDefinition(script, tokens);
            addCalls(tokens);
        }
    }

    /** A body's statements may begin behind IF … THEN, so a definition is looked for everywhere. */
    private void addBody(String script, String body) {
        for (List<SqlToken> tokens : TokenReader.statements(SqlLexer.tokens(body, 1))) {
            for (int i = 0; i < tokens.size(); i++) {
                if (tokens.get(i).is("ALTER")
                        || tokens.get(i).is("CREATE")
                        || tokens.get(i).is("DROP")) {
                    addDefinition(script, tokens.subList(i, tokens.size()));
                }
            }
            addCalls(tokens);
        }
    }

    private void addDefinition(String script, List<SqlToken> tokens) {
        AlterTable.of(tokens, this::meant).ifPresent(alter -> alter(script, alter));
        TokenReader reader = new TokenReader(tokens);
        if (reader.accept("DROP", "TABLE")) {
            DroppedTables.of(tokens, this::meant).names().forEach(tables::remove);
        } else if (reader.accept("CREATE")) {
            reader.accept("OR", "REPLACE");
            if (reader.accept("FUNCTION")) {
                function(reader);
            } else {
                reader.acceptAny("GLOBAL", "LOCAL");
                reader.acceptAny("TEMP", "TEMPORARY", "UNLOGGED");
                boolean table = reader.accept("TABLE");
                reader.accept("IF", "NOT", "EXISTS");
                reader.table().filter(name -> table).ifPresent(name -> create(script, made(name), reader));
            }
        }
    }

    private void create(String script, String name, TokenReader reader) {
        KnownTable table = new KnownTable(script);
        for (List<SqlToken> part : reader.arguments()) {
            TokenReader definition = new TokenReader(part);
            definition.name().ifPresent(column -> table.columns.put(column, ColumnType.of(definition.rest())));
        }
        TimescaleOptions options = TimescaleOptions.with(reader);
        table.hypertable = options.isOn("hypertable");
        // Tried on 2.20.3, 2.25.2 and 2.29.2: a hypertable made this way has the columnstore unless told otherwise.
        table.compressed = table.hypertable && options.columnstore().orElse(true);
        tables.putIfAbsent(name, table);
    }

    private void alter(String script, AlterTable alter) {
        KnownTable table = tables.get(alter.table());
        if (table == null) {
            return;
        }
        for (AlterTable.Action action : alter.actions()) {
            table.apply(script, action);
            if (action.kind() == AlterTable.Kind.RENAME_TABLE) {
                tables.put(sibling(alter.table(), action.name()), tables.remove(alter.table()));
            } else if (action.kind() == AlterTable.Kind.SET_SCHEMA) {
                String bare = alter.table().substring(alter.table().indexOf('.') + 1);
                tables.put(in(action.name(), bare), tables.remove(alter.table()));
            }
        }
    }

    /** A renamed table stays in its schema. */
    static String sibling(String table, String name) {
        return table.substring(0, table.indexOf('.') + 1) + name;
    }

    private void function(TokenReader reader) {
        reader.lastOfName().ifPresent(name -> {
            if (reader.contains("IMMUTABLE") || reader.contains("STABLE")) {
                volatileFunctions.remove(name);
            } else {
                volatileFunctions.add(name);
            }
        });
    }

    private void addCalls(List<SqlToken> tokens) {
        for (FunctionCall call : FunctionCall.in(tokens, TimescaleOptions.CREATE_HYPERTABLE, this::meant)) {
            if (call.table().isEmpty()) {
                unnamedHypertables = true;
            }
            call.table()
                    .ifPresent(name -> tables.computeIfAbsent(name, unknown -> new KnownTable("")).hypertable = true);
        }
    }
}
