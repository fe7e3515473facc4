package io.opsconductor.pulse.db.migrate.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import io.opsconductor.pulse.db.migrate.file.Mentions;
import io.opsconductor.pulse.db.migrate.file.SqlLexer;
import io.opsconductor.pulse.db.migrate.file.SqlScanner;
import io.opsconductor.pulse.db.migrate.file.SqlStatement;
import io.opsconductor.pulse.db.migrate.file.SqlToken;
import io.opsconductor.pulse.db.migrate.file.SqlToken.Kind;
import io.opsconductor.pulse.db.migrate.file.TokenReader;
import io.opsconductor.pulse.db.postgres.trust.SetPaths;

/**
 * The schemas in which a script's statements look for names because it says so, in whatever way and wherever: rather too many than
 * too few. What is no plain constant or name is a path that only the server will know. Not those of its functions, nor those that it
 * sets for later sessions (ALTER ROLE, ALTER DATABASE).
 */
public final class SetSchemas {
    private static final Pattern MENTIONED = Pattern.compile(
            "search_path|set_config|pg_settings|\\bset\\s[^;]{0,20}schema\\b|\\bu&\"", Pattern.CASE_INSENSITIVE);

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}_]+");
    private static final String SETTING = "search_path";
    private static final Set<String> NEVER_MEANT = Set.of("pg_catalog", "pg_temp", "$user");

    /** Behind these, as behind a semicolon, a statement of PL/pgSQL begins; behind the last a label ends. */
    private static final List<String> BEFORE_A_STATEMENT = List.of("BEGIN", "THEN", "ELSE", "LOOP", ">");

    /** A statement of this length is rows. */
    private static final int LONGEST = 1 << 20;

    /** Strings and bodies within each other; what is deeper is read as words. */
    private static final int DEEPEST = 4;

    private final Set<String> found = new TreeSet<>();
    private boolean known = true;
    /** How often the path was set so far, whether or not it is known to what. */
    private int times;

    private SetSchemas() {}

    public static SetPaths in(String text) {
        SetSchemas schemas = new SetSchemas();
        if (isMentioned(text)) {
            SqlScanner.statements(text).forEachRemaining(schemas::read);
        }
        return new SetPaths(schemas.found, schemas.known);
    }

    private static boolean isMentioned(String text) {
        return Mentions.any(text, "search_path", "set_config", "pg_settings", "schema", "u&\"")
                && MENTIONED.matcher(text).find();
    }

    private void read(SqlStatement statement) {
        if (statement.length() <= LONGEST && isMentioned(statement.text())) {
            read(SqlLexer.tokens(statement.text(), 1), 0);
        }
    }

    private void read(List<SqlToken> tokens, int depth) {
        boolean before = known;
        known = true;
        for (List<SqlToken> statement : TokenReader.statements(tokens)) {
            statement(statement, depth);
        }
        if (!known) {
            // The value is made elsewhere, most often out of the constants around.
            tokens.stream().filter(token -> token.kind() == Kind.STRING).forEach(this::constant);
        }
        known &= before;
    }

    private void statement(List<SqlToken> tokens, int depth) {
        boolean executes = true;
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            TokenReader behind = new TokenReader(tokens.subList(i + 1, tokens.size()));
            if (isBegin(tokens, i)) {
                if (token.is("CREATE") && isFunction(behind)) {
                    return;
                }
                executes &= !token.is("COMMENT") && !token.is("RAISE");
                if (token.is("SET")) {
                    set(behind);
                }
            }
            if (token.isName() && token.name().equals("set_config")) {
                call(behind.arguments());
            } else if (token.isName()
                            && token.name().equals("pg_settings")
                            && tokens.stream().anyMatch(SetSchemas::isUpdate)
                    || isEscapedName(tokens, i)) {
                unknown();
            } else if (executes && isConstant(token)) {
                within(token, tokens, depth);
            }
        }
    }

    private static boolean isBegin(List<SqlToken> tokens, int at) {
        return at == 0 || BEFORE_A_STATEMENT.stream().anyMatch(tokens.get(at - 1)::is);
    }

    private static boolean isUpdate(SqlToken token) {
        return token.is("UPDATE") || token.is("MERGE");
    }

    /** Behind CREATE. */
    private static boolean isFunction(TokenReader reader) {
        reader.accept("OR", "REPLACE");
        return reader.acceptAny("FUNCTION", "PROCEDURE");
    }

    /** A name like U&"\0073et_config", which stands for one that is not read here, where it is called or set. */
    private static boolean isEscapedName(List<SqlToken> tokens, int at) {
        return tokens.get(at).kind() == Kind.QUOTED_NAME
                && tokens.get(at).text().indexOf('\\') >= 0
                && at > 1
                && tokens.get(at - 1).is("&")
                && tokens.get(at - 2).is("U")
                && (at + 1 < tokens.size() && tokens.get(at + 1).is("(")
                        || tokens.stream().anyMatch(token -> token.is("SET")));
    }

    private static boolean isConstant(SqlToken token) {
        return token.kind() == Kind.STRING || token.kind() == Kind.BODY;
    }

    /** Behind SET where a statement begins: of a function, a role or a column it is a part of another statement. */
    private void set(TokenReader reader) {
        reader.acceptAny("LOCAL", "SESSION");
        boolean sets = reader.accept("SCHEMA") || reader.name().equals(Optional.of(SETTING));
        if (!sets) {
            return;
        }
        times++;
        reader.acceptAny("TO", "=");
        List<List<SqlToken>> items = TokenReader.atCommas(reader.rest());
        known &= !items.isEmpty();
        for (List<SqlToken> item : items) {
            SqlToken only = item.isEmpty() ? null : item.get(0);
            boolean isDefault = items.size() == 1 && item.size() == 1 && only.is("DEFAULT");
            known &= item.size() == 1 && (only.isName() || isPlain(only));
            if (!isDefault) {
                item.forEach(this::named);
            }
        }
    }

    private void named(SqlToken token) {
        if (token.kind() == Kind.STRING) {
            constant(token);
        } else if (token.isName()) {
            add(token.name());
        }
    }

    /** Of set_config: the setting, its value, and whether it is local. */
    private void call(List<List<SqlToken>> arguments) {
        Optional<SqlToken> setting = arguments.stream().findFirst().flatMap(SetSchemas::plain);
        if (setting.isPresent() && !setting.get().content().equalsIgnoreCase(SETTING)
                || !arguments.isEmpty() && beginsOtherwise(arguments.get(0))) {
            return;
        }
        Optional<SqlToken> value = arguments.stream().skip(1).findFirst().flatMap(SetSchemas::plain);
        if (setting.isPresent() && value.isPresent()) {
            times++;
            constant(value.get());
        } else {
            unknown();
            arguments.forEach(argument -> argument.stream()
                    .filter(token -> token.kind() == Kind.STRING)
                    .forEach(this::constant));
        }
    }

    /** The one constant that an argument is, with or without a type behind it; empty for all that is to be computed. */
    private static Optional<SqlToken> plain(List<SqlToken> argument) {
        boolean isPlain = !argument.isEmpty()
                && isPlain(argument.get(0))
                && (argument.size() == 1
                        || argument.get(1).is(":")
                                && argument.stream()
                                        .skip(1)
                                        .allMatch(part -> part.isName() || part.is(":") || part.is(".")));
        return isPlain ? Optional.of(argument.get(0)) : Optional.empty();
    }

    /** As written, whatever the server's settings: a backslash may begin another character. */
    private static boolean isPlain(SqlToken token) {
        return isConstant(token) && token.text().indexOf('\\') < 0;
    }

    /** {@code 'app.' || …} is another setting, whatever follows. */
    private static boolean beginsOtherwise(List<SqlToken> argument) {
        return argument.size() > 1
                && isPlain(argument.get(0))
                && argument.get(1).is("|")
                && !SETTING.regionMatches(
                        true,
                        0,
                        argument.get(0).content(),
                        0,
                        argument.get(0).content().length());
    }

    private void unknown() {
        times++;
        known = false;
    }

    /** What a constant says where it is executed; put together with something else, it says only a part. */
    private void within(SqlToken token, List<SqlToken> around, int depth) {
        if (!isMentioned(token.content())) {
            return;
        }
        int before = times;
        if (depth == DEEPEST) {
            NO_WORD.splitAsStream(token.content()).forEach(this::add);
            unknown();
        } else {
            read(SqlLexer.tokens(token.content(), 1), depth + 1);
        }
        if (token.kind() == Kind.STRING) {
            boolean isPart = around.stream().anyMatch(other -> other.is("|"));
            boolean executed = around.stream().anyMatch(other -> other.is("EXECUTE"));
            boolean isFormat = token.content().indexOf('%') >= 0;
            known &= times == before
                    ? !(isPart && executed)
                    : !isPart && !isFormat && token.text().indexOf('\\') < 0;
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
