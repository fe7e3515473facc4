package io.opsconductor.pulse.db.migrate.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import io.opsconductor.pulse.db.migrate.file.SqlLexer;
import io.opsconductor.pulse.db.migrate.file.SqlScanner;
import io.opsconductor.pulse.db.migrate.file.SqlStatement;
import io.opsconductor.pulse.db.migrate.file.SqlToken;
import io.opsconductor.pulse.db.migrate.file.SqlToken.Kind;

/**
 * The schemas in which a script's statements look for names because it says so, in whatever way and wherever: rather too many than
 * too few. Not those of its functions, nor those that it sets for later sessions (ALTER ROLE, ALTER DATABASE).
 */
public final class SetSchemas {
    private static final Pattern MENTIONED =
            Pattern.compile("search_path|\\bset\\s[^;]{0,20}schema\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}_]+");
    private static final String SETTING = "search_path";
    private static final Set<String> NEVER_MEANT = Set.of("pg_catalog", "pg_temp", "$user", "default", "to");

    private static final Set<String> CALLS = Set.of("set_config", "pg_settings");
    private static final List<String> NOT_OF_THIS_SESSION = List.of("ALTER", "FUNCTION", "PROCEDURE", "COMMENT");

    /** A statement of this length is rows. */
    private static final int LONGEST = 1 << 20;

    /** Strings and bodies within each other; what is deeper is read as words. */
    private static final int DEEPEST = 4;

    private final Set<String> found = new TreeSet<>();

    private SetSchemas() {}

    public static Set<String> in(String text) {
        SetSchemas schemas = new SetSchemas();
        if (MENTIONED.matcher(text).find()) {
            SqlScanner.statements(text).forEachRemaining(schemas::read);
        }
        return schemas.found;
    }

    private void read(SqlStatement statement) {
        if (statement.length() <= LONGEST && MENTIONED.matcher(statement.text()).find()) {
            read(SqlLexer.tokens(statement.text(), 1), 0);
        }
    }

    /** Statement by statement. */
    private void read(List<SqlToken> tokens, int depth) {
        int begin = 0;
        for (int i = 0; i <= tokens.size(); i++) {
            if (i == tokens.size() || tokens.get(i).is(";")) {
                if (!statement(tokens.subList(begin, i), depth)) {
                    // The value is made elsewhere, out of any of the constants around.
                    tokens.stream().filter(token -> token.kind() == Kind.STRING).forEach(this::constant);
                }
                begin = i + 1;
            }
        }
    }

    /** False where it sets a path that only the server will know. */
    private boolean statement(List<SqlToken> tokens, int depth) {
        boolean known = true;
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            if (NOT_OF_THIS_SESSION.stream().anyMatch(token::is)) {
                return known;
            }
            boolean constant = token.kind() == Kind.STRING || token.kind() == Kind.BODY;
            if (isSetting(token) && constant) {
                known &= tokens.stream().noneMatch(SetSchemas::isCall) || called(tokens);
            } else if (isSetting(token) || token.is("SCHEMA") && isSet(tokens, i)) {
                known &= isSet(tokens, i) && !isDynamic(tokens.subList(i + 1, tokens.size()));
                names(tokens.subList(i + 1, tokens.size()));
            } else if (constant && MENTIONED.matcher(token.content()).find()) {
                known &= within(token, tokens, depth);
            }
        }
        return known;
    }

    private boolean within(SqlToken token, List<SqlToken> around, int depth) {
        if (depth == DEEPEST) {
            NO_WORD.splitAsStream(token.content()).forEach(this::add);
        } else {
            read(SqlLexer.tokens(token.content(), 1), depth + 1);
        }
        boolean isFormat = token.content().indexOf('%') >= 0;
        boolean isPart = around.stream().anyMatch(other -> other.is("|"));
        return token.kind() == Kind.BODY || !isFormat && !isPart;
    }

    /** As an argument of set_config, or as a row of pg_settings: any other constant beside it may be the value. */
    private boolean called(List<SqlToken> tokens) {
        List<SqlToken> others = tokens.stream()
                .filter(token -> token.kind() == Kind.STRING && !isSetting(token))
                .toList();
        others.forEach(this::constant);
        return !others.isEmpty() && tokens.stream().noneMatch(token -> token.is("|"));
    }

    private static boolean isCall(SqlToken token) {
        return token.isName() && CALLS.contains(token.name());
    }

    private static boolean isSetting(SqlToken token) {
        return (token.kind() == Kind.STRING ? token.content() : token.isName() ? token.name() : "")
                .equalsIgnoreCase(SETTING);
    }

    private static boolean isSet(List<SqlToken> tokens, int at) {
        int before = at - 1;
        if (before >= 0 && (tokens.get(before).is("LOCAL") || tokens.get(before).is("SESSION"))) {
            before--;
        }
        return before >= 0 && tokens.get(before).is("SET");
    }

    private static boolean isDynamic(List<SqlToken> value) {
        return value.stream().noneMatch(token -> token.kind() == Kind.STRING || token.isName())
                || value.stream().anyMatch(token -> token.is("%") || token.is("|"));
    }

    private void names(List<SqlToken> tokens) {
        for (SqlToken token : tokens) {
            if (token.kind() == Kind.STRING) {
                constant(token);
            } else if (token.isName()) {
                add(token.name());
            }
        }
    }

    /** A list of schemas, or one as {@code SET search_path TO 'My Schema'} has it. */
    private void constant(SqlToken token) {
        add(token.content());
        List<String> names = new ArrayList<>();
        for (SqlToken inside : SqlLexer.tokens(token.content(), 1)) {
            if (inside.isName()) {
                names.add(inside.name());
            }
        }
        names.forEach(this::add);
    }

    private void add(String schema) {
        if (!schema.isEmpty() && !NEVER_MEANT.contains(schema)) {
            found.add(schema);
        }
    }
}
