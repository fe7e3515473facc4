package io.opsconductor.pulse.db.schema;

import static io.opsconductor.pulse.db.schema.TenantSession.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.opsconductor.pulse.db.schema.TenantSession.Outcomes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What SQL run for a tenant reaches of another tenant's rows, in every table that the catalogue says is guarded:
 * nothing, as long as it does not set app.tenant_id or app.role itself, which row security has to believe. Which tables
 * are not guarded is in {@link IsolationCoverageIT}; what else an attacker might try is in {@link AttackerLoginIT}.
 */
class TenantIsolationIT {
    static final String A = "tenant-a";
    static final String B = "tenant-b";

    /** The contract gives tenants no policy here: only the service itself and operators see it. */
    private static final Set<String> SHOWN_TO_NO_TENANT = Set.of("subscription_notifications");

    /** The contract lets tenants read their rows, not write them. */
    private static final Set<String> WRITTEN_BY_NO_TENANT = Set.of(
            "audit_log", "delivery_log", "quarantine_events", "subscription_audit", "subscription_notifications");

    private static final Set<String> OPENED_BY_APP_ROLE = Set.of(
            "_deprecated_device_connections",
            "_deprecated_sensors",
            "device_connections",
            "device_health_telemetry",
            "device_modules",
            "device_sensors",
            "device_templates",
            "device_transports",
            "sensors",
            "template_commands",
            "template_metrics",
            "template_slots");

    /** A foreign key does not let go of a row of one's own. */
    private static final String HELD_BY_OWN_ROWS = "23503";

    private static MigratedDatabase database;
    private static TenantSession session;
    private static TenantSession unsetSession;
    private static AttackSql sql;

    @BeforeAll
    static void twoTenantsWithARowInEveryTable() throws SQLException {
        database = MigratedDatabase.of(Edition.APACHE);
        TenantRows.insert(database, A, B);
        session = new TenantSession(database.connect());
        session.execute("""
                CREATE FUNCTION pg_temp.leak(text) RETURNS boolean COST 0.0001 LANGUAGE plpgsql AS $$
                BEGIN IF $1 LIKE '%tenant-b%' THEN RAISE EXCEPTION '%', $1; END IF; RETURN true; END $$""");
        sql = new AttackSql(session);
        unsetSession = new TenantSession(database.connect());
    }

    @AfterAll
    static void drop() throws SQLException {
        session.close();
        unsetSession.close();
        database.close();
    }

    static List<GuardedTable> tables() {
        return session.tables();
    }

    static List<String> hostileSettings() {
        return List.of(
                "",
                " ",
                "%",
                "null",
                "NULL",
                "*",
                "tenant-_",
                "TENANT-B",
                "tenant-b ",
                " tenant-b",
                "tenant-a,tenant-b",
                "{tenant-a,tenant-b}",
                "tenant-a' OR '1'='1",
                "' OR tenant_id IS NOT NULL --",
                "tenant-b\u200b",
                "tenant-b" + "x".repeat(100_000));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void a_tenant_is_shown_its_own_rows_and_the_systems_and_no_other(GuardedTable table) throws SQLException {
        assertThat(session.rows(AttackSql.all(table, table.owner() + " = '" + A + "'")))
                .as("rows of its own in " + table)
                .isNotEmpty();
        assertThat(session.shown("pulse_app", A, AttackSql.all(table))).isEqualTo(shownTo(A, table));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void a_tenant_changes_its_own_rows_where_the_contract_lets_it(GuardedTable table) throws SQLException {
        Outcomes outcomes = session.attempt(A, AttackSql.touch(table));
        assertThat(outcomes.statements().get(0).rows() > 0).isEqualTo(!WRITTEN_BY_NO_TENANT.contains(table.name()));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void no_row_of_another_tenant_is_changed_taken_or_deleted(GuardedTable table) throws SQLException {
        String own = sql.owner(table, A);
        String others = sql.owner(table, B);
        assertHarmless(session.attempt(
                A,
                AttackSql.give(table, own) + AttackSql.of(table, others),
                AttackSql.give(table, own),
                AttackSql.delete(table) + AttackSql.of(table, others),
                AttackSql.delete(table)));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void no_row_is_made_for_another_tenant_or_for_the_system(GuardedTable table) throws SQLException {
        String others = sql.owner(table, B);
        assertRefused(session.attempt(A, sql.insertCopy(table, B, others), sql.insertCopy(table, B, "NULL")));
        // A table that the tenant may not write shows it no row to move.
        Outcomes moved = session.attempt(A, AttackSql.give(table, others), AttackSql.give(table, "NULL"));
        assertHarmless(moved);
        assertThat(moved.statements()).allMatch(outcome -> outcome.rows() == 0);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void no_row_of_another_tenant_is_taken_by_inserting_its_key(GuardedTable table) throws SQLException {
        if (table.keyWithoutOwner().isPresent()) {
            String conflict = " ON CONFLICT (%s) DO UPDATE SET %s = EXCLUDED.%2$s"
                    .formatted(table.keyWithoutOwner().get(), table.ownerColumn());
            assertRefused(session.attempt(A, sql.insertCopy(table, B, sql.owner(table, A)) + conflict));
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void a_function_of_the_attackers_is_not_called_with_anothers_row(GuardedTable table) throws SQLException {
        assertThat(session.shown("pulse_app", A, AttackSql.all(table, "pg_temp.leak(t::text)")))
                .isEqualTo(shownTo(A, table));
    }

    @ParameterizedTest
    @MethodSource("hostileSettings")
    void a_hostile_tenant_reaches_nothing(String setting) throws SQLException {
        assertReachesNothing(session, setting);
    }

    @Test
    void without_a_tenant_nothing_is_reached() throws SQLException {
        assertReachesNothing(unsetSession, null);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void operators_see_everything(GuardedTable table) throws SQLException {
        assertThat(session.shown("pulse_operator", "", AttackSql.all(table)))
                .isEqualTo(session.rows(AttackSql.all(table)));
    }

    /** The contract's policies believe app.role, whoever sets it: a service must never let a tenant's input near it. */
    @ParameterizedTest
    @ValueSource(strings = {"operator", "iot_service"})
    void what_app_role_opens_to_a_tenant_is_what_the_contract_says(String role) throws SQLException {
        List<String> opened = new ArrayList<>();
        for (GuardedTable table : session.tables()) {
            String query = AttackSql.all(table, "%s = '%s'".formatted(table.owner(), B));
            if (!session.shown("pulse_app", A, "SET LOCAL app.role = '" + role + "'", query)
                    .isEmpty()) {
                opened.add(table.name());
            }
        }
        Set<String> expected = new TreeSet<>(OPENED_BY_APP_ROLE);
        if (role.equals("operator")) {
            expected.add("carrier_integrations");
        }
        assertThat(opened).containsExactlyElementsOf(expected);
    }

    private static void assertReachesNothing(TenantSession session, String setting) throws SQLException {
        List<String> changes = new ArrayList<>();
        List<String> inserts = new ArrayList<>();
        for (GuardedTable table : session.tables()) {
            assertThat(session.shown("pulse_app", setting, AttackSql.all(table)))
                    .as(table.name())
                    .isEqualTo(shownTo("", table));
            changes.add(AttackSql.touch(table));
            changes.add(AttackSql.delete(table));
            inserts.add(sql.insertCopy(table, B, sql.owner(table, B)));
        }
        assertHarmless(session.attempt(setting, changes.toArray(String[]::new)));
        assertRefused(session.attempt(setting, inserts.toArray(String[]::new)));
    }

    private static void assertRefused(Outcomes outcomes) {
        assertThat(outcomes.statements()).isNotEmpty().allSatisfy(outcome -> assertThat(outcome.refusal())
                .isEqualTo(REFUSED));
        assertThat(outcomes.othersTouched()).isEmpty();
    }

    private static void assertHarmless(Outcomes outcomes) {
        assertThat(outcomes.statements())
                .allSatisfy(outcome -> assertThat(outcome.refusal()).isIn(null, REFUSED, HELD_BY_OWN_ROWS));
        assertThat(outcomes.othersTouched()).isEmpty();
    }

    private static List<String> shownTo(String tenant, GuardedTable table) throws SQLException {
        return SHOWN_TO_NO_TENANT.contains(table.name())
                ? List.of()
                : session.rows(AttackSql.all(table, "coalesce(%s, '%s') = '%2$s'".formatted(table.owner(), tenant)));
    }
}
