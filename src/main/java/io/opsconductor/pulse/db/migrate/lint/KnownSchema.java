package io.opsconductor.pulse.db.migrate.lint;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.migrate.lint.SqlToken.Kind;

/** What the statements so far have made. What the files do not make by plain SQL is not known. */
final class KnownSchema {
    private static final Set<String> MAKE_HYPERTABLES = Set.of("create_hypertable", "create_distributed_hypertable");

    private final Map<String, KnownTable> tables = new HashMap<>();
    private final Set<String> volatileFunctions = new HashSet<>();
    private boolean unnamedHypertables;

    Optional<KnownTable> table(String name) {
        return Optional.ofNullable(tables.get(name));
    }

    /** True unless this very file made the table: then it is empty, and nobody uses it yet. */
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

    /** Takes in what a statement does. */
    void add(String script, SqlStatement statement, List<SqlToken> tokens) {
        if (statement.words().startsWith("DO")) {
            for (SqlToken token : tokens) {
                if (token.kind() == Kind.BODY) {
                    addBody(script, token.content());
                }
            }
        } else {
            addDefinition(script, tokens);
            addCalls(tokens);
        }
    }

    /** A body's statements may begin behind IF … THEN, so a definition is looked for everywhere. */
    private void addBody(String script, String body) {
        for (SqlStatement statement : SqlScanner.scan(body)) {
            List<SqlToken> tokens = statement.tokens();
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
        AlterTable.of(tokens).ifPresent(alter -> alter(script, alter));
        TokenReader reader = new TokenReader(tokens);
        if (reader.accept("DROP", "TABLE")) {
            DroppedTables.of(tokens).names().forEach(tables::remove);
        } else if (reader.accept("CREATE")) {
            reader.accept("OR", "REPLACE");
            if (reader.accept("FUNCTION")) {
                function(reader);
            } else {
                reader.acceptAny("GLOBAL", "LOCAL");
                reader.acceptAny("TEMP", "TEMPORARY", "UNLOGGED");
                boolean table = reader.accept("TABLE");
                reader.accept("IF", "NOT", "EXISTS");
                reader.table().filter(name -> table).ifPresent(name -> create(script, name, reader));
            }
        }
    }

    private void create(String script, String name, TokenReader reader) {
        KnownTable table = new KnownTable(script);
        for (List<SqlToken> part : reader.arguments()) {
            TokenReader definition = new TokenReader(part);
            definition.name().ifPresent(column -> table.columns.put(column, ColumnType.of(definition.rest())));
        }
        table.hypertable =
                reader.contains("timescaledb", ".", "hypertable") || reader.contains("tsdb", ".", "hypertable");
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
                tables.put(action.name(), tables.remove(alter.table()));
            }
        }
    }

    private void function(TokenReader reader) {
        reader.table().ifPresent(name -> {
            if (reader.contains("IMMUTABLE") || reader.contains("STABLE")) {
                volatileFunctions.remove(name);
            } else {
                volatileFunctions.add(name);
            }
        });
    }

    private void addCalls(List<SqlToken> tokens) {
        for (FunctionCall call : FunctionCall.in(tokens, MAKE_HYPERTABLES)) {
            if (call.table().isEmpty()) {
                unnamedHypertables = true;
            }
            call.table()
                    .ifPresent(name -> tables.computeIfAbsent(name, unknown -> new KnownTable("")).hypertable = true);
        }
    }
}
