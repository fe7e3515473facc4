package io.opsconductor.pulse.db.migrate.lint;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.migrate.file.SqlToken;
import io.opsconductor.pulse.db.migrate.file.TimescaleOptions;
import io.opsconductor.pulse.db.migrate.file.TokenReader;

/**
 * What a statement names where only an object that exists may stand, and no IF EXISTS softens it. Fewer than there are
 * rather than one too many: a name in a place that is not known is left out.
 */
final class NamedObjects {
    private static final Set<String> READS = Set.of("SELECT", "WITH", "INSERT", "UPDATE", "DELETE", "CREATE", "MERGE");
    /** Their FROM is no FROM clause. */
    private static final Set<String> FROM_INSIDE = Set.of("extract", "substring", "trim", "overlay", "position");

    private final List<SqlToken> tokens;
    private final List<Use> uses = new ArrayList<>();

    /** @param name as written; of a column with its table in front */
    record Use(DroppedObjects.Kind kind, String name, int line) {}

    private NamedObjects(List<SqlToken> tokens) {
        this.tokens = tokens;
    }

    static List<Use> in(List<SqlToken> tokens) {
        NamedObjects named = new NamedObjects(tokens);
        named.read();
        return named.uses;
    }

    private void read() {
        boolean soft = new TokenReader(tokens).contains("IF", "EXISTS");
        if (!soft) {
            head();
        }
        if (new TokenReader(tokens).contains("IF", "NOT", "EXISTS")) {
            // Where it is there already, the rest is not looked at.
            return;
        }
        Set<String> own = withNames();
        boolean reads = tokens.stream()
                .findFirst()
                .filter(first -> READS.stream().anyMatch(first::is))
                .isPresent();
        for (int i = 1; i < tokens.size(); i++) {
            SqlToken before = tokens.get(i - 1);
            if (before.is("REFERENCES")) {
                relation(i);
            } else if (reads && (before.is("JOIN") || before.is("FROM") && isClause(i - 1))) {
                int at = tokens.get(i).is("ONLY") || tokens.get(i).is("LATERAL") ? i + 1 : i;
                if (at < tokens.size() && !own.contains(tokens.get(at).name())) {
                    relation(at);
                }
            } else if (before.is("EXECUTE")
                    && (tokens.get(i).is("FUNCTION") || tokens.get(i).is("PROCEDURE"))) {
                function(i + 1);
            } else if (before.is("SELECT") || before.is("CALL")) {
                call(i);
            }
        }
        calls(TimescaleOptions.CREATE_HYPERTABLE);
        calls(TimescaleOptions.ADD_POLICY);
    }

    private void calls(Set<String> functions) {
        for (FunctionCall call : FunctionCall.in(tokens, functions, name -> name)) {
            call.table().ifPresent(name -> uses.add(new Use(DroppedObjects.Kind.RELATION, name, call.line())));
        }
    }

    /** What the statement's first words are about. */
    private void head() {
        TokenReader reader = new TokenReader(tokens);
        if (reader.accept("ALTER", "TABLE")
                || reader.accept("ALTER", "VIEW")
                || reader.accept("ALTER", "MATERIALIZED", "VIEW")
                || reader.accept("TRUNCATE", "TABLE")
                || reader.accept("TRUNCATE")
                || reader.accept("LOCK", "TABLE")
                || reader.accept("REFRESH", "MATERIALIZED", "VIEW")
                || reader.accept("COMMENT", "ON", "TABLE")
                || reader.accept("COMMENT", "ON", "VIEW")
                || reader.accept("DROP", "TABLE")
                || reader.accept("DROP", "VIEW")
                || reader.accept("DROP", "MATERIALIZED", "VIEW")
                || reader.accept("UPDATE")
                || reader.accept("COPY")) {
            reader.acceptAny("ONLY", "CONCURRENTLY");
            relations(reader);
        } else if (reader.accept("INSERT", "INTO")) {
            columns(reader, relations(reader));
        } else if (reader.accept("COMMENT", "ON", "COLUMN")) {
            int at = at(reader);
            reader.table().ifPresent(name -> use(DroppedObjects.Kind.COLUMN, name, at));
        } else if (reader.accept("DROP", "FUNCTION")
                || reader.accept("ALTER", "FUNCTION")
                || reader.accept("COMMENT", "ON", "FUNCTION")) {
            function(at(reader));
        } else if (reader.accept("GRANT") || reader.accept("REVOKE")) {
            grant(reader);
        } else if (reader.accept("CREATE") || reader.accept("DROP")) {
            on(reader);
        }
        AlterTable.of(tokens, name -> name).ifPresent(this::alter);
    }

    private void alter(AlterTable alter) {
        alter.actions().stream()
                .filter(action -> action.kind() != AlterTable.Kind.ADD_COLUMN)
                .filter(action -> !action.name().isEmpty())
                .forEach(action -> uses.add(
                        new Use(DroppedObjects.Kind.COLUMN, alter.table() + "." + action.name(), action.line())));
    }

    private void grant(TokenReader reader) {
        if (reader.skipPast("ON")) {
            if (reader.accept("FUNCTION")) {
                function(at(reader));
            } else if (reader.accept("TABLE") || isPlainName(reader)) {
                relations(reader);
            }
        }
    }

    /** True unless a word such as SCHEMA or ALL says what is granted on: then a name follows that word. */
    private static boolean isPlainName(TokenReader reader) {
        TokenReader ahead = new TokenReader(reader.rest());
        ahead.table();
        return ahead.accept(",") || ahead.accept("TO") || ahead.accept("FROM");
    }

    /** An index, a trigger or a policy. */
    private void on(TokenReader reader) {
        reader.accept("OR", "REPLACE");
        reader.acceptAny("UNIQUE", "CONSTRAINT");
        boolean index = reader.accept("INDEX");
        if ((index || reader.accept("TRIGGER") || reader.accept("POLICY")) && reader.skipPast("ON")) {
            reader.accept("ONLY");
            Optional<String> table = relations(reader);
            if (index && table.isPresent()) {
                if (reader.accept("USING")) {
                    reader.name();
                }
                columns(reader, table);
            }
        }
    }

    /** The names from here on, as far as commas part them; the first of them. */
    private Optional<String> relations(TokenReader reader) {
        Optional<String> first = Optional.empty();
        do {
            int at = at(reader);
            Optional<String> name = reader.table();
            name.ifPresent(found -> use(DroppedObjects.Kind.RELATION, found, at));
            first = first.or(() -> name);
        } while (reader.accept(","));
        return first;
    }

    /** The plain names in the parentheses that open here. */
    private void columns(TokenReader reader, Optional<String> table) {
        for (List<SqlToken> part : reader.arguments()) {
            if (part.size() == 1 && part.get(0).isName() && table.isPresent()) {
                String column = table.get() + "." + part.get(0).name();
                uses.add(new Use(DroppedObjects.Kind.COLUMN, column, part.get(0).line()));
            }
        }
    }

    private void relation(int at) {
        TokenReader reader = new TokenReader(tokens.subList(at, tokens.size()));
        Optional<String> name = reader.table();
        boolean function = !before(at, "REFERENCES") && reader.accept("(");
        name.filter(found -> !function).ifPresent(found -> use(DroppedObjects.Kind.RELATION, found, at));
    }

    private boolean before(int at, String word) {
        return tokens.get(at - 1).is(word);
    }

    private void function(int at) {
        if (at < tokens.size()) {
            new TokenReader(tokens.subList(at, tokens.size()))
                    .table()
                    .ifPresent(name -> use(DroppedObjects.Kind.FUNCTION, name, at));
        }
    }

    private void call(int at) {
        TokenReader reader = new TokenReader(tokens.subList(at, tokens.size()));
        if (reader.table().isPresent() && reader.accept("(")) {
            function(at);
        }
    }

    private void use(DroppedObjects.Kind kind, String name, int at) {
        uses.add(new Use(kind, name, tokens.get(at).line()));
    }

    private int at(TokenReader reader) {
        return tokens.size() - reader.rest().size();
    }

    /** Not that of DISTINCT FROM, or of {@code extract(… FROM …)}. */
    private boolean isClause(int from) {
        if (from > 0 && before(from, "DISTINCT")) {
            return false;
        }
        int depth = 0;
        for (int i = from - 1; i > 0; i--) {
            depth += tokens.get(i).is(")") ? 1 : tokens.get(i).is("(") ? -1 : 0;
            if (depth < 0) {
                return !tokens.get(i - 1).isName()
                        || !FROM_INSIDE.contains(tokens.get(i - 1).name());
            }
        }
        return true;
    }

    /** The names that WITH gives, or may give. */
    private Set<String> withNames() {
        Set<String> names = new HashSet<>();
        boolean with = false;
        for (int i = 1; i + 1 < tokens.size(); i++) {
            SqlToken before = tokens.get(i - 1);
            with |= before.is("WITH");
            boolean begins = before.is("WITH") || before.is("RECURSIVE") || before.is(",");
            boolean defined = tokens.get(i + 1).is("AS") || tokens.get(i + 1).is("(");
            if (with && begins && defined && tokens.get(i).isName()) {
                names.add(tokens.get(i).name());
            }
        }
        return names;
    }
}
