package io.opsconductor.pulse.db.migrate.file;

import java.util.List;
import java.util.Locale;

import io.opsconductor.pulse.db.migrate.file.SqlToken.Kind;

/**
 * Whether a statement can run inside a transaction block: what PostgreSQL 13 to 18 and TimescaleDB 2.11 to 2.29 refuse there (SQLSTATE 25001, or 2D000 for a procedure that
 * commits). The one place that knows; execution asks it, which then opens no transaction, and so does lint.
 *
 * @see <a href="https://www.postgresql.org/docs/18/sql-commands.html">SQL commands, the notes of each</a>
 */
enum OutsideTransaction {
    /** It runs in a transaction, as nearly everything does. */
    NOT_NEEDED,
    /** Some of its kind are refused, which the text does not tell: it runs outside when it is alone in its file. */
    WHEN_ALONE,
    /** It is refused in any case. */
    NEEDED;

    /** @param tokens of a statement; none for one whose kind is never refused */
    static OutsideTransaction neededBy(List<SqlToken> tokens) {
        if (tokens.isEmpty()) {
            return NOT_NEEDED;
        }
        String first = tokens.get(0).text().toUpperCase(Locale.ROOT);
        if (isNeededBy(first, tokens)) {
            return NEEDED;
        }
        return dependsOnItsObject(first, tokens) ? WHEN_ALONE : NOT_NEEDED;
    }

    private static boolean isNeededBy(String first, List<SqlToken> tokens) {
        TokenReader reader = new TokenReader(tokens);
        reader.accept(first);
        return switch (first) {
            case "ALTER" -> alter(reader);
            case "CALL" -> procedure(reader);
            case "CLUSTER" -> clusterAll(reader);
            case "CREATE" -> create(reader);
            case "DO" -> commits(tokens);
            case "DROP" -> drop(reader);
            case "REINDEX" -> reindex(reader);
            case "SELECT" -> callsFunction(tokens);
            case "VACUUM" -> true;
            default -> false;
        };
    }

    /**
     * A hypertable or partitioned table to be clustered or reindexed, a job that refreshes or compresses, a subscription
     * with a slot.
     */
    private static boolean dependsOnItsObject(String first, List<SqlToken> tokens) {
        TokenReader reader = new TokenReader(tokens);
        reader.accept(first);
        return switch (first) {
            case "CALL" ->
                TimescaleOptions.MAY_COMMIT.contains(reader.lastOfName().orElse(""));
            case "CLUSTER", "REINDEX" -> true;
            case "DROP" -> reader.accept("SUBSCRIPTION");
            default -> false;
        };
    }

    private static boolean create(TokenReader reader) {
        if (reader.acceptAny("DATABASE", "TABLESPACE")) {
            return true;
        } else if (reader.accept("SUBSCRIPTION")) {
            // It makes a slot on the other server, unless told not to.
            return !reader.isOff("create_slot") && !reader.isOff("connect");
        } else if (reader.accept("MATERIALIZED", "VIEW")) {
            return filledAggregate(reader);
        }
        reader.accept("UNIQUE");
        return reader.accept("INDEX")
                && (reader.accept("CONCURRENTLY")
                        || TimescaleOptions.with(reader).isOn("transaction_per_chunk"));
    }

    /** TimescaleDB fills a new continuous aggregate at once, in transactions of its own, unless told not to. */
    private static boolean filledAggregate(TokenReader reader) {
        boolean empty = reader.endsWith("WITH", "NO", "DATA");
        return !empty && TimescaleOptions.with(reader.upTo("AS")).isOn("continuous");
    }

    private static boolean drop(TokenReader reader) {
        return reader.acceptAny("DATABASE", "TABLESPACE") || reader.accept("INDEX", "CONCURRENTLY");
    }

    private static boolean alter(TokenReader reader) {
        if (reader.accept("SYSTEM")) {
            return true;
        } else if (reader.accept("DATABASE")) {
            return reader.contains("SET", "TABLESPACE");
        } else if (reader.accept("SUBSCRIPTION")) {
            return reader.contains("REFRESH", "PUBLICATION")
                    || reader.contains("PUBLICATION") && !reader.isOff("refresh")
                    || reader.contains("failover")
                    || reader.contains("two_phase");
        }
        return reader.accept("TABLE") && reader.contains("DETACH", "PARTITION") && reader.endsWith("CONCURRENTLY");
    }

    private static boolean reindex(TokenReader reader) {
        for (List<SqlToken> option : reader.arguments()) {
            TokenReader part = new TokenReader(option);
            if (part.accept("CONCURRENTLY") && !part.isOffHere()) {
                return true;
            }
        }
        return reader.acceptAny("DATABASE", "SCHEMA", "SYSTEM")
                || reader.acceptAny("INDEX", "TABLE") && reader.accept("CONCURRENTLY");
    }

    /** Without a table: every table that was ever clustered, each in a transaction of its own. */
    private static boolean clusterAll(TokenReader reader) {
        reader.accept("VERBOSE");
        reader.arguments();
        return reader.rest().isEmpty() || reader.accept(";");
    }

    private static boolean procedure(TokenReader reader) {
        String name = reader.lastOfName().orElse("");
        return TimescaleOptions.COMMITTING.contains(name)
                || name.equals("merge_chunks") && reader.contains("concurrently") && !reader.isOff("concurrently");
    }

    private static boolean callsFunction(List<SqlToken> tokens) {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).isName()
                    && tokens.get(i + 1).is("(")
                    && TimescaleOptions.WITH_OWN_TRANSACTIONS.contains(
                            tokens.get(i).name())) {
                return true;
            }
        }
        return false;
    }

    /** A DO whose body commits: in PL/pgSQL a statement of its own, so not the word in a name or a string. */
    private static boolean commits(List<SqlToken> tokens) {
        return tokens.stream()
                .filter(token -> token.kind() == Kind.BODY)
                .map(token -> SqlLexer.tokens(token.content(), 1))
                .anyMatch(OutsideTransaction::bodyCommits);
    }

    private static boolean bodyCommits(List<SqlToken> body) {
        for (int i = 1; i + 1 < body.size(); i++) {
            SqlToken before = body.get(i - 1);
            SqlToken after = body.get(i + 1);
            boolean begins =
                    before.is(";") || before.is("BEGIN") || before.is("THEN") || before.is("ELSE") || before.is("LOOP");
            if (begins
                    && (body.get(i).is("COMMIT") || body.get(i).is("ROLLBACK"))
                    && (after.is(";") || after.is("AND"))) {
                return true;
            }
        }
        return false;
    }
}
