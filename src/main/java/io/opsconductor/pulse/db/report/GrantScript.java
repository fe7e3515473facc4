package io.opsconductor.pulse.db.report;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;
import io.opsconductor.pulse.db.postgres.sql.SqlLiteral;

/**
 * The rights that a role needs for a task, as SQL for psql. What is not there (a history, the extension) and what the role
 * has already is passed over, so that the script fits any database, and whoever may not grant on the extension's
 * catalogues can run it where everybody may read them. A superuser runs it: it finds names in {@code pg_catalog} alone.
 */
public final class GrantScript {
    /** In bytes: PostgreSQL would cut a longer name short, and grant to another role. */
    private static final int LONGEST_NAME = 63;

    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}|\\$pulse\\$");

    private static final List<String> TIMESCALE_SCHEMAS = List.of(
            "timescaledb_information",
            "_timescaledb_catalog",
            "_timescaledb_config",
            "_timescaledb_functions",
            "_timescaledb_internal");

    /** In whatever schema they are. */
    private static final List<String> TABLES =
            List.of("flyway_schema_history", "schema_migrations", "pulse_migration_log", "maintenance_log");

    private GrantScript() {}

    /**
     * What is known of the database without asking it.
     *
     * @param hypertables schemas other than {@code public} in which they lie
     * @param history the schema in which migrations make their tables
     * @param service the role that Pulse's services log in with
     * @param packed whether the migrations are Pulse's own
     */
    public record Surroundings(Collection<String> hypertables, String history, String service, boolean packed) {}

    /** @throws PulseFailure (usage) for a name that no role can have */
    public static String of(GrantTask task, String role, Surroundings surroundings) {
        refuseImpossible(role);
        TreeSet<String> schemas = new TreeSet<>(surroundings.hypertables());
        schemas.addAll(TIMESCALE_SCHEMAS);
        schemas.add("public");
        Map<String, String> values = new HashMap<>(Map.of(
                "{name}", SqlIdentifier.of(role),
                "{role}", SqlLiteral.of(role),
                "{schemas}", literals(schemas),
                "{tables}", literals(TABLES),
                "{schema}", SqlLiteral.of(surroundings.history()),
                "{service}", SqlLiteral.of(surroundings.service()),
                "{packed}", Boolean.toString(surroundings.packed())));
        values.put("$pulse$", tagAbsentFrom(String.join("", values.values())));
        return PLACE.matcher(SqlFile.read("grants/" + task))
                .replaceAll(place -> Matcher.quoteReplacement(values.get(place.group())))
                .strip();
    }

    public static String json(GrantTask task, String role, Surroundings surroundings) {
        return Json.text(Json.object()
                .put("role", role)
                .put("sql", of(task, role, surroundings))
                .put("task", task.toString()));
    }

    private static void refuseImpossible(String role) {
        String wrong = null;
        if (role.isEmpty()) {
            wrong = "is empty";
        } else if (role.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            wrong = "is longer than " + LONGEST_NAME + " bytes";
        } else if (role.chars().anyMatch(Character::isISOControl)) {
            wrong = "holds a line break or another control character";
        } else if (role.equals("public")) {
            wrong = "stands for every role";
        }
        if (wrong != null) {
            throw PulseFailure.usage("the name of the role " + wrong, "name the one role that does the task");
        }
    }

    /** Nothing in the body may end it. */
    private static String tagAbsentFrom(String values) {
        String tag = "$pulse$";
        for (int i = 0; values.contains(tag); i++) {
            tag = "$pulse" + i + "$";
        }
        return tag;
    }

    private static String literals(Collection<String> texts) {
        return texts.stream().map(SqlLiteral::of).collect(Collectors.joining(", "));
    }
}
