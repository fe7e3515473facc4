package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * E10: who may come to act as whom, what that leads past, and what is said of it: C critical, w a warning, a dot nothing.
 *
 * <p>A column is a login and how it uses a table: policies are written for it; the same of reading rights given to it where a policy is for all roles; for
 * a group that it inherits from, twice in the same order; for one that it may only SET, twice; for one on which it has only ADMIN, twice; and one that
 * was given reading itself. The two of a pair differ where a role is meant by name: what administers is told as critical there, a warning elsewhere.
 */
class E10ComingToActIT {
    private static final List<String> COLUMNS = List.of(
            "named", "given", "named_in", "given_in", "named_set", "given_set", "named_adm", "given_adm", "reads");

    private static final List<String> OTHERS =
            List.of("named_group", "given_group", "mid", "owner", "dumps", "idle", "replicates", "super");

    @Postgres
    private TestDatabase database;

    @BeforeEach
    void make() throws SQLException {
        for (String column : COLUMNS) {
            execute("CREATE ROLE {" + column + "} LOGIN");
        }
        execute(
                "CREATE ROLE {named_group}",
                "CREATE ROLE {given_group}",
                "CREATE ROLE {mid}",
                "CREATE ROLE {owner}",
                "CREATE ROLE {dumps} BYPASSRLS",
                "GRANT pg_read_all_data TO {dumps}",
                "CREATE ROLE {idle} BYPASSRLS",
                "CREATE ROLE {replicates} REPLICATION",
                "CREATE ROLE {super} SUPERUSER",
                "GRANT {named_group} TO {named_in}",
                "GRANT {given_group} TO {given_in}",
                "GRANT {named_group} TO {named_set} WITH INHERIT FALSE, SET TRUE",
                "GRANT {given_group} TO {given_set} WITH INHERIT FALSE, SET TRUE",
                "GRANT {named_group} TO {named_adm} WITH INHERIT FALSE, SET FALSE, ADMIN TRUE",
                "GRANT {given_group} TO {given_adm} WITH INHERIT FALSE, SET FALSE, ADMIN TRUE",
                "CREATE SCHEMA app AUTHORIZATION {owner}",
                "SET ROLE {owner}",
                "CREATE TABLE app.by_name (tenant_id text)",
                "CREATE TABLE app.for_all (tenant_id text)",
                "CREATE POLICY own ON app.by_name TO {named}, {named_group} USING (tenant_id = current_setting('app.tenant_id', true))",
                "CREATE POLICY own ON app.for_all USING (tenant_id = current_setting('app.tenant_id', true))",
                "GRANT SELECT, INSERT ON app.by_name TO {named}, {named_group}",
                "GRANT SELECT, INSERT ON app.for_all TO {given}, {given_group}",
                "GRANT SELECT ON app.for_all TO {reads}",
                "ALTER TABLE app.by_name ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE app.for_all ENABLE ROW LEVEL SECURITY");
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.OK);
    }

    @AfterEach
    void drop() throws SQLException {
        execute("ALTER DATABASE {database} OWNER TO CURRENT_USER", "DROP SCHEMA app CASCADE");
        for (String role : Stream.concat(COLUMNS.stream(), OTHERS.stream()).toList()) {
            execute("DROP OWNED BY {" + role + "} CASCADE");
        }
        for (String role : Stream.concat(COLUMNS.stream(), OTHERS.stream()).toList()) {
            execute("DROP ROLE {" + role + "}");
        }
    }

    /**
     * Told as critical is a service, told as a warning what administers: by inheritance from the owner, or, as a member of who uses the tables, by whatever
     * way to the owner or a superuser. Who inherits from the owner migrates as it, and FORCE, which the finding names, holds it; who does not was set apart
     * from the owner, and comes to it, or takes FORCE away, by a statement. ADMIN leads to what is reached, and makes nobody use a table: since
     * PostgreSQL 16 whoever makes a role has it. Attributes are not inherited, rights are.
     */
    @Test
    void what_a_login_may_come_to_act_as_is_told_alike_whoever_policies_are_for() throws SQLException {
        String expected = """
                owner                | inherits        | C w w w w w . . w
                owner                | sets            | C C w w w w . . w
                owner                | ADMIN           | C C w w w w . . w
                owner                | nothing         | . . . . . . . . .
                owner                | sets, sets      | C C w w w w . . w
                owner                | ADMIN, both     | C C w w w w . . w
                owner                | inherits, ADMIN | C C w w w w . . w
                owner                | inherits, sets  | . . . . . . . . .
                owner FORCE          | inherits        | . . . . . . . . .
                owner FORCE          | sets            | C C w w w w . . w
                owner FORCE          | ADMIN           | C C w w w w . . w
                owner FORCE          | nothing         | . . . . . . . . .
                owner FORCE          | sets, sets      | C C w w w w . . w
                owner FORCE          | ADMIN, both     | C C w w w w . . w
                owner FORCE          | inherits, ADMIN | C C w w w w . . w
                owner FORCE          | inherits, sets  | . . . . . . . . .
                dumps                | inherits        | . . . . . . . . .
                dumps                | sets            | C C C C C C . . w
                dumps                | ADMIN           | C C C C C C . . w
                dumps                | nothing         | . . . . . . . . .
                dumps                | sets, sets      | C C C C C C . . w
                dumps                | ADMIN, both     | C C C C C C . . w
                dumps                | inherits, ADMIN | C C C C C C . . w
                dumps                | inherits, sets  | . . . . . . . . .
                idle                 | sets            | . . . . . . . . .
                idle                 | ADMIN           | . . . . . . . . .
                replicates           | inherits        | . . . . . . . . .
                replicates           | sets            | ? ? ? ? ? ? . . ?
                replicates           | ADMIN, both     | ? ? ? ? ? ? . . ?
                pg_read_server_files | inherits        | C C C C C C . . w
                pg_read_server_files | sets            | C C C C C C . . w
                pg_read_server_files | ADMIN           | C C C C C C . . w
                pg_read_server_files | nothing         | . . . . . . . . .
                pg_read_server_files | sets, sets      | C C C C C C . . w
                pg_read_server_files | ADMIN, both     | C C C C C C . . w
                pg_read_server_files | inherits, ADMIN | C C C C C C . . w
                pg_read_server_files | inherits, sets  | . . . . . . . . .
                super                | inherits        | C w w w w w . . w
                super                | sets            | C w w w w w . . w
                super                | ADMIN           | C w w w w w . . w
                super                | nothing         | . . . . . . . . .
                super                | sets, sets      | C w w w w w . . w
                super                | ADMIN, both     | C w w w w w . . w
                super                | inherits, ADMIN | C w w w w w . . w
                super                | inherits, sets  | . . . . . . . . .
                pg_read_all_data     | both            | . . . . . . . . .
                pg_write_all_data    | sets            | . . . . . . . . .
                pg_monitor           | both            | . . . . . . . . .
                """;
        String decoded = setting("wal_level").equals("logical") ? "C C C C C C . . w" : ". . . . . . . . .";
        StringBuilder seen = new StringBuilder();
        for (String row : expected.lines().toList()) {
            String[] cells = row.split(" *\\| ");
            seen.append(row, 0, row.lastIndexOf('|'))
                    .append("| ")
                    .append(reached(cells[0], cells[1].split(", ")))
                    .append('\n');
        }
        assertThat(seen).hasToString(expected.replace("? ? ? ? ? ? . . ?", decoded));
    }

    private String reached(String what, String... steps) throws SQLException {
        execute(
                "ALTER TABLE app.by_name " + (what.endsWith("FORCE") ? "" : "NO ") + "FORCE ROW LEVEL SECURITY",
                "ALTER TABLE app.for_all " + (what.endsWith("FORCE") ? "" : "NO ") + "FORCE ROW LEVEL SECURITY");
        String role = what.startsWith("pg_") ? what : "{" + what.replace(" FORCE", "") + "}";
        String first = steps.length == 1 ? role : "{mid}";
        String all = COLUMNS.stream().map(column -> "{" + column + "}").collect(Collectors.joining(", "));
        execute("GRANT " + first + " TO " + all + " WITH " + options(steps[0]));
        if (steps.length > 1) {
            execute("GRANT " + role + " TO {mid} WITH " + options(steps[1]));
        }
        String cells = cells();
        execute("REVOKE " + first + " FROM " + all, "REVOKE " + role + " FROM {mid}");
        return cells;
    }

    /** Superusers are left out, but for one that is taken for a service by name, or was given rights, of which it has no need. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    BYPASSRLS                                                  | C C C C C C . . w
                    REPLICATION                                                | C C C C C C . . w
                    SUPERUSER                                                  | C w . . . . . . w
                    CREATEDB CREATEROLE                                        | . . . . . . . . .
                    BYPASSRLS; GRANT {owner} TO {}                             | C w w w w w . . w
                    BYPASSRLS; GRANT {owner} TO {} WITH INHERIT FALSE          | C C w w w w . . w
                    BYPASSRLS; ALTER DATABASE {database} OWNER TO {owner}; GRANT {owner} TO {} WITH INHERIT FALSE, SET FALSE, ADMIN TRUE | C C w w w w . . w
                    BYPASSRLS; ALTER DATABASE {database} OWNER TO {mid}; GRANT {mid} TO {} | C w w w w w . . w
                    BYPASSRLS; REVOKE CONNECT ON DATABASE {database} FROM PUBLIC | C . . . . . . . .
                    """)
    void an_attribute_of_its_own_counts_less_where_it_administers(String attributes, String expected)
            throws SQLException {
        for (String column : COLUMNS) {
            execute(("ALTER ROLE {} " + attributes)
                    .replace("{}", "{" + column + "}")
                    .split("; "));
        }

        assertThat(cells()).isEqualTo(expected);
    }

    /** Where nobody but the owner has rights, whoever acts for it must be the service. ADMIN alone uses nothing. */
    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    ''        | inherits | w | .
                    ''        | sets     | w | .
                    ''        | ADMIN    | . | .
                    BYPASSRLS | inherits | w | w
                    BYPASSRLS | sets     | w | w
                    BYPASSRLS | ADMIN    | . | .
                    SUPERUSER | both     | w | w
                    SUPERUSER | ADMIN    | . | .
                    """)
    void the_only_login_that_acts_for_the_owner_is_told(String attribute, String step, String open, String forced)
            throws SQLException {
        execute(
                "DROP OWNED BY {given}, {given_group}, {reads}, {named}, {named_group}",
                "ALTER ROLE {given} LOGIN " + attribute,
                "GRANT {owner} TO {given} WITH " + options(step));
        assertThat(cell("given")).isEqualTo(open);

        execute("ALTER TABLE app.for_all FORCE ROW LEVEL SECURITY");
        assertThat(cell("given")).isEqualTo(forced);

        execute("GRANT {owner} TO {reads}");
        assertThat(cell("given"))
                .as("another one acts for it, and FORCE holds that")
                .isEqualTo(".");
    }

    @Test
    void a_policy_for_the_owner_itself_holds_who_sets_it_as_far_as_it_is_forced() throws SQLException {
        execute(
                "ALTER POLICY own ON app.by_name TO {owner}",
                "ALTER TABLE app.by_name FORCE ROW LEVEL SECURITY",
                "GRANT {owner} TO {named} WITH INHERIT FALSE");
        assertThat(cell("named")).isEqualTo(".");

        execute("ALTER TABLE app.by_name NO FORCE ROW LEVEL SECURITY");
        assertThat(cell("named")).isEqualTo("w");
    }

    private static String options(String step) {
        return switch (step) {
            case "inherits" -> "INHERIT TRUE, SET FALSE";
            case "sets" -> "INHERIT FALSE, SET TRUE";
            case "ADMIN" -> "INHERIT FALSE, SET FALSE, ADMIN TRUE";
            case "both" -> "INHERIT TRUE, SET TRUE";
            default -> "INHERIT FALSE, SET FALSE, ADMIN FALSE";
        };
    }

    private String cells() {
        List<Finding> all = look();
        return COLUMNS.stream().map(column -> cell(all, column)).collect(Collectors.joining(" "));
    }

    private String cell(String column) {
        return cell(look(), column);
    }

    private String cell(List<Finding> all, String column) {
        return all.stream()
                .filter(finding -> finding.subject().equals(name(column)))
                .map(finding -> finding.severity() == Severity.CRITICAL ? "C" : "w")
                .min(String::compareTo)
                .orElse(".");
    }

    private String name(String role) {
        return role + "_" + database.name();
    }

    /** Names of roles stand in braces. */
    private void execute(String... statements) throws SQLException {
        database.execute(Stream.of(statements).map(this::named).toArray(String[]::new));
    }

    private String named(String statement) {
        String text = statement.replace("{database}", database.name());
        for (String role : Stream.concat(COLUMNS.stream(), OTHERS.stream()).toList()) {
            text = text.replace("{" + role + "}", name(role));
        }
        return text;
    }

    private String setting(String name) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("SHOW " + name)) {
            row.next();
            return row.getString(1);
        }
    }

    private List<Finding> look() {
        return PolicyAttack.look(database);
    }
}
