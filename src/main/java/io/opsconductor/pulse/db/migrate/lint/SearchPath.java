package io.opsconductor.pulse.db.migrate.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.migrate.file.SqlLexer;
import io.opsconductor.pulse.db.migrate.file.SqlToken;
import io.opsconductor.pulse.db.migrate.file.TokenReader;

/**
 * Which schema an unqualified name means, as the statements so far have set it. Every file begins with the role's own path,
 * which is taken to be {@code public}.
 */
final class SearchPath {
    private static final List<String> OWN = List.of("public");
    private static final Set<String> NEVER_MEANT = Set.of("pg_catalog", "pg_temp", "$user");

    private List<String> schemas = OWN;

    void reset() {
        schemas = OWN;
    }

    /** True as long as no statement has set it. */
    boolean isOwn() {
        return schemas == OWN;
    }

    /** In the order in which the server looks; empty after {@code search_path = ''}. */
    List<String> schemas() {
        return schemas;
    }

    /** Takes in a SET, a RESET or a SELECT of set_config; passes over any other statement. */
    void read(List<SqlToken> tokens) {
        TokenReader reader = new TokenReader(tokens);
        if (reader.accept("SET")) {
            reader.acceptAny("SESSION", "LOCAL");
            if (reader.accept("SCHEMA")) {
                reader.token().map(SqlToken::content).ifPresent(schema -> schemas = List.of(schema));
            } else if (reader.accept("search_path")) {
                reader.acceptAny("TO", "=");
                schemas = reader.accept("DEFAULT") ? OWN : named(reader.rest());
            }
        } else if (reader.accept("RESET") && reader.acceptAny("ALL", "search_path")) {
            reset();
        } else if (reader.accept("SELECT")) {
            setConfig(reader).ifPresent(value -> schemas = named(SqlLexer.tokens(value, 1)));
        }
    }

    /** The value in {@code set_config('search_path', value, …)}, as the scripts of pg_dump have it. */
    private static Optional<String> setConfig(TokenReader reader) {
        if (!reader.lastOfName().equals(Optional.of("set_config"))) {
            return Optional.empty();
        }
        List<String> values = reader.arguments().stream()
                .map(SearchPath::constant)
                .flatMap(Optional::stream)
                .toList();
        return values.size() == 2 && values.get(0).equalsIgnoreCase("search_path")
                ? Optional.of(values.get(1))
                : Optional.empty();
    }

    private static Optional<String> constant(List<SqlToken> argument) {
        return argument.stream()
                .findFirst()
                .filter(token -> token.kind() == SqlToken.Kind.STRING)
                .map(SqlToken::content);
    }

    private static List<String> named(List<SqlToken> list) {
        List<String> found = new ArrayList<>();
        for (SqlToken token : list) {
            boolean string = token.kind() == SqlToken.Kind.STRING;
            if (string || token.isName()) {
                String schema = string ? token.content() : token.name();
                if (!schema.isEmpty() && !NEVER_MEANT.contains(schema)) {
                    found.add(schema);
                }
            }
        }
        return List.copyOf(found);
    }
}
