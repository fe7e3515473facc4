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
 * What SQL run for a tenant reaches of another tenant's rows, in every table that the catalogue says is guarded: nothing,
 * as long as it does not set app.tenant_id or app.role itself, which row security has to believe. Which tables are not
 * guarded is in {@link IsolationCoverageIT}; what else an attacker might try is in {@link AttackerLoginIT}.
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

    @BeforeAll
    static void twoTenantsWithARowInEveryTable() throws SQLException {
        database = MigratedDatabase.of(Edition.APACHE);
        TenantRows.insert(database, A, B);
        session = new TenantSession(database.connect());
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
    void aTenantIsShownItsOwnRowsAndTheSystemsAndNoOther(GuardedTable table) throws SQLException {
        assertThat(session.rows(allRows(table, " WHERE " + table.owner() + " = '" + A + "'")))
                .as("rows of its own in " + table)
                .isNotEmpty();
        assertThat(session.shown("pulse_app", A, allRows(table, ""))).isEqualTo(shownTo(A, table));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void aTenantChangesItsOwnRowsWhereTheContractLetsIt(GuardedTable table) throws SQLException {
        Outcomes outcomes = session.attempt(A, "UPDATE %s SET %2$s = %2$s".formatted(table, table.ownerColumn()));
        assertThat(outcomes.statements().get(0).rows() > 0).isEqualTo(!WRITTEN_BY_NO_TENANT.contains(table.name()));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void noRowOfAnotherTenantIsChangedTakenOrDeleted(GuardedTable table) throws SQLException {
        String column = table.ownerColumn();
        String own = literal(table, A);
        String others = literal(table, B);
        assertHarmless(session.attempt(
                A,
                "UPDATE %s SET %s = %s WHERE %2$s = %s".formatted(table, column, own, others),
                "UPDATE %s SET %s = %s".formatted(table, column, own),
                "DELETE FROM %s WHERE %s = %s".formatted(table, column, others),
                "DELETE FROM " + table));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void noRowIsMadeForAnotherTenantOrForTheSystem(GuardedTable table) throws SQLException {
        String others = literal(table, B);
        assertRefused(session.attempt(A, copyOfOthersRow(table, others), copyOfOthersRow(table, "NULL")));
        // A table that the tenant may not write shows it no row to move.
        Outcomes moved = session.attempt(
                A,
                "UPDATE %s SET %s = %s".formatted(table, table.ownerColumn(), others),
                "UPDATE %s SET %s = NULL".formatted(table, table.ownerColumn()));
        assertHarmless(moved);
        assertThat(moved.statements()).allMatch(outcome -> outcome.rows() == 0);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void noRowOfAnotherTenantIsTakenByInsertingItsKey(GuardedTable table) throws SQLException {
        if (table.keyWithoutOwner().isPresent()) {
            String conflict = " ON CONFLICT (%s) DO UPDATE SET %s = EXCLUDED.%2$s"
                    .formatted(table.keyWithoutOwner().get(), table.ownerColumn());
            assertRefused(session.attempt(A, copyOfOthersRow(table, literal(table, A)) + conflict));
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void aFunctionOfTheAttackersIsNotCalledWithAnothersRow(GuardedTable table) throws SQLException {
        session.execute("CREATE OR REPLACE FUNCTION pg_temp.leak(text) RETURNS boolean COST 0.0001 LANGUAGE plpgsql"
                + " AS $$ BEGIN IF $1 LIKE '%" + B + "%' THEN RAISE EXCEPTION '%', $1; END IF; RETURN true; END $$");
        assertThat(session.shown("pulse_app", A, "SELECT to_jsonb(t) FROM " + table + " t WHERE pg_temp.leak(t::text)"))
                .doesNotContainNull();
    }

    @ParameterizedTest
    @MethodSource("hostileSettings")
    void aHostileTenantReachesNothing(String setting) throws SQLException {
        assertReachesNothing(session, setting);
    }

    @Test
    void withoutATenantNothingIsReached() throws SQLException {
        assertReachesNothing(unsetSession, null);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void operatorsSeeEverything(GuardedTable table) throws SQLException {
        assertThat(session.shown("pulse_operator", "", allRows(table, ""))).isEqualTo(session.rows(allRows(table, "")));
    }

    /** The contract's policies believe app.role, whoever sets it: a service must never let a tenant's input near it. */
    @ParameterizedTest
    @ValueSource(strings = {"operator", "iot_service"})
    void whatAppRoleOpensToATenantIsWhatTheContractSays(String role) throws SQLException {
        List<String> opened = new ArrayList<>();
        for (GuardedTable table : session.tables()) {
            String query = "SELECT to_jsonb(t)::text FROM %s t WHERE %s = '%s'".formatted(table, table.owner(), B);
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
            assertThat(session.shown("pulse_app", setting, allRows(table, "")))
                    .as(table.name())
                    .isEqualTo(shownTo("", table));
            changes.add("UPDATE %s SET %2$s = %2$s".formatted(table, table.ownerColumn()));
            changes.add("DELETE FROM " + table);
            inserts.add(copyOfOthersRow(table, literal(table, B)));
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
                : session.rows(allRows(table, " WHERE coalesce(%s, '%s') = '%2$s'".formatted(table.owner(), tenant)));
    }

    private static String allRows(GuardedTable table, String where) {
        return "SELECT to_jsonb(t)::text FROM " + table + " t" + where + " ORDER BY 1";
    }

    /** What makes a row the tenant's, found out beforehand: an attacker would guess it. */
    private static String literal(GuardedTable table, String tenant) throws SQLException {
        return session.rows("SELECT quote_literal(" + table.ownedBy(tenant) + ")")
                .get(0);
    }

    private static String copyOfOthersRow(GuardedTable table, String owner) throws SQLException {
        String row = session.rows(
                        "SELECT quote_literal(to_jsonb(t) || jsonb_build_object('%s', %s::text)) FROM %s t WHERE %s = '%s' LIMIT 1"
                                .formatted(table.ownerColumn(), owner, table, table.owner(), B))
                .get(0);
        return "INSERT INTO %1$s (%2$s) SELECT %2$s FROM jsonb_populate_record(NULL::%1$s, %3$s)"
                .formatted(table, table.columns(), row);
    }
}
