package io.opsconductor.pulse.db.migrate.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

import io.opsconductor.pulse.db.migrate.file.SqlLexer;
import io.opsconductor.pulse.db.migrate.file.SqlToken;
import io.opsconductor.pulse.db.migrate.file.SqlToken.Kind;
import io.opsconductor.pulse.db.migrate.file.TokenReader;

/**
 * A call of one of TimescaleDB's functions on a table.
 *
 * @param function in lower case
 * @param table the table that it is about; empty when it is not given as a plain constant
 */
record FunctionCall(String function, Optional<String> table, int line) {
    private static final Set<String> TABLE_ARGUMENTS =
            Set.of("relation", "main_table", "hypertable", "cagg", "continuous_aggregate");

    /**
     * The calls of these functions, wherever in the statement they stand.
     *
     * @param names gives the table that a name means
     */
    static List<FunctionCall> in(List<SqlToken> tokens, Set<String> functions, UnaryOperator<String> names) {
        List<FunctionCall> calls = new ArrayList<>();
        for (int i = 0; i + 1 < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            if (token.isName() && tokens.get(i + 1).is("(") && functions.contains(token.name())) {
                List<List<SqlToken>> arguments = new TokenReader(tokens.subList(i + 1, tokens.size())).arguments();
                calls.add(new FunctionCall(token.name(), table(arguments).map(names), token.line()));
            }
        }
        return calls;
    }

    private static Optional<String> table(List<List<SqlToken>> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            TokenReader reader = new TokenReader(arguments.get(i));
            Optional<String> named = reader.name().filter(name -> arrow(reader));
            if (named.isPresent() ? TABLE_ARGUMENTS.contains(named.get()) : i == 0) {
                return constant(named.isPresent() ? reader.rest() : arguments.get(i));
            }
        }
        return Optional.empty();
    }

    /** The lexer gives an operator's characters one by one. */
    private static boolean arrow(TokenReader reader) {
        return reader.accept("=", ">") || reader.accept(":", "=");
    }

    /** A string that names a table, perhaps cast to regclass; a computed one is not known. */
    private static Optional<String> constant(List<SqlToken> argument) {
        boolean plain = !argument.isEmpty()
                && argument.get(0).kind() == Kind.STRING
                && (argument.size() == 1 || argument.get(1).is(":"));
        return plain ? new TokenReader(SqlLexer.tokens(argument.get(0).content(), 1)).table() : Optional.empty();
    }
}
