package io.opsconductor.pulse.db.pool;

import static io.opsconductor.pulse.db.pool.PoolFacts.PULSE;
import static io.opsconductor.pulse.db.pool.PoolFacts.entry;
import static io.opsconductor.pulse.db.pool.PoolFacts.look;
import static io.opsconductor.pulse.db.pool.PoolFacts.pool;
import static io.opsconductor.pulse.db.pool.PoolFacts.pooler;
import static io.opsconductor.pulse.db.pool.PoolFacts.room;
import static io.opsconductor.pulse.db.pool.PoolFacts.service;
import static io.opsconductor.pulse.db.pool.PoolFacts.withUnseen;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CeilingJudgeTest {
    private static final Look NO_POOLER = look();
    private static final long OURS = 7;

    @ParameterizedTest
    @CsvSource({"80, OK", "81, WARNING", "90, WARNING", "91, CRITICAL"})
    void services_may_open_what_the_server_has_room_for_and_a_tenth_is_kept(long sessions, Severity severity) {
        assertThat(of(room(), List.of(service("api", sessions, 1, true)), NO_POOLER))
                .singleElement()
                .extracting(Finding::severity)
                .isEqualTo(severity);
    }

    @ParameterizedTest
    @CsvSource({"77, OK", "78, WARNING", "96, WARNING", "97, CRITICAL"})
    void sessions_that_are_open_count_whoever_has_them(long open, Severity severity) {
        assertThat(of(room(OptionalLong.empty(), OptionalLong.of(open)), List.of(), NO_POOLER))
                .singleElement()
                .extracting(Finding::severity)
                .isEqualTo(severity);
    }

    @Test
    void the_largest_service_is_made_as_small_as_needed_and_no_smaller() {
        Finding finding = of(room(), List.of(service("api", 10, 9, true), service("worker", 1, 20, true)), NO_POOLER)
                .get(0);

        assertThat(finding.measured()).isEqualTo("at most 117 sessions, 5 open now");
        assertThat(finding.cure().lines())
                .containsExactly(
                        "pools of at most 7 in api, and pulse.services.\"api\".pool-max=7",
                        "or max_connections=120, which takes a restart of the server");
        assertThat(severity(room(), List.of(service("api", 10, 7, true), service("worker", 1, 20, true))))
                .isNotEqualTo(Severity.CRITICAL);
        assertThat(severity(room(), List.of(service("api", 10, 8, true), service("worker", 1, 20, true))))
                .isEqualTo(Severity.CRITICAL);
    }

    @Test
    void where_no_pool_can_be_made_small_enough_the_server_needs_more_room() {
        assertThat(of(room(), List.of(service("api", 200, 1, true)), NO_POOLER)
                        .get(0)
                        .remedy())
                .isEqualTo("ALTER SYSTEM SET max_connections = 210;");
    }

    @Test
    void a_database_that_has_a_limit_of_its_own_is_named() {
        Finding finding = of(
                        room(OptionalLong.of(10), OptionalLong.empty()),
                        List.of(service("api", 20, 1, true)),
                        NO_POOLER)
                .get(0);

        assertThat(finding.target()).isEqualTo("10 (CONNECTION LIMIT of pulse)");
        assertThat(finding.remedy()).isEqualTo("ALTER DATABASE \"pulse\" CONNECTION LIMIT 27;");
    }

    @Test
    void a_pool_is_there_for_each_database_and_user_of_each_pooler() {
        PgBouncer pooler = pooler(
                List.of(PULSE, entry("alias", "db:5432", "pulse", "transaction", 5, 2, 0)),
                pool("pulse", "app", 1, 0, 0),
                pool("pulse", "batch", 1, 0, 0),
                pool("alias", "app", 1, 0, 0));

        assertThat(ceiling(List.of(), look(pooler))).isEqualTo(20 + 20 + 5 + 2 + OURS);
        assertThat(ceiling(List.of(), look(pooler, pooler))).isEqualTo(2 * (20 + 20 + 5 + 2) + OURS);
        assertThat(ceiling(List.of(), new Look(List.of(pooler), List.of(), 3))).isEqualTo(3 * (20 + 20 + 5 + 2) + OURS);
    }

    @Test
    void limits_of_the_database_and_of_a_user_bound_the_pools() {
        PgBouncer.Entry limited = entry("pulse", "db:5432", "pulse", "transaction", 20, 5, 30);
        PgBouncer.Pool app = pool("pulse", "app", 1, 0, 0);
        PgBouncer.Pool batch = pool("pulse", "batch", 1, 0, 0);

        assertThat(ceiling(List.of(), look(pooler(List.of(limited), app)))).isEqualTo(25 + OURS);
        assertThat(ceiling(List.of(), look(pooler(List.of(limited), app, batch))))
                .isEqualTo(30 + OURS);
        assertThat(ceiling(List.of(), look(with(pooler(List.of(limited), app), certain(3), 0))))
                .isEqualTo(3 + 5 + OURS);
        assertThat(ceiling(List.of(), look(with(pooler(List.of(limited), app), uncertain(3), 0))))
                .as("the larger one in doubt")
                .isEqualTo(25 + OURS);
        assertThat(ceiling(List.of(), look(with(pooler(List.of(limited), app), PgBouncer.Limit.NONE, 4))))
                .isEqualTo(4 + OURS);
    }

    @Test
    void entries_of_other_servers_do_not_count_and_other_databases_of_the_same_server_do() {
        PgBouncer pooler = pooler(
                List.of(
                        PULSE,
                        entry("other", "db:5432", "other", "transaction", 4, 0, 0),
                        entry("elsewhere", "far:5432", "far", "transaction", 50, 0, 0)),
                pool("pulse", "app", 1, 0, 0),
                pool("other", "app", 1, 0, 0),
                pool("elsewhere", "app", 1, 0, 0));

        assertThat(ceiling(List.of(), look(pooler))).isEqualTo(20 + 4 + OURS);
    }

    @Test
    void
            no_more_sessions_than_clients_where_services_are_declared_and_pools_of_users_that_were_never_seen_are_counted() {
        PgBouncer unused = pooler(List.of(PULSE));

        assertThat(ceiling(List.of(), look(unused))).isEqualTo(OURS);
        assertThat(ceiling(List.of(service("api", 3, 4, false)), look(unused))).isEqualTo(12 + OURS);
        assertThat(ceiling(List.of(service("api", 30, 4, false)), look(unused))).isEqualTo(20 + OURS);
        assertThat(ceiling(
                        List.of(
                                PoolFacts.as(service("api", 30, 4, false), "app"),
                                PoolFacts.as(service("worker", 30, 4, false), "batch")),
                        look(unused)))
                .isEqualTo(40 + OURS);
    }

    @Test
    void more_clients_than_declared_count_as_they_are() {
        PgBouncer busy = pooler(List.of(PULSE), pool("pulse", "app", 15, 0, 0));

        assertThat(ceiling(List.of(service("api", 1, 2, false)), look(busy))).isEqualTo(15 + OURS);
    }

    @Test
    void a_pooler_limit_is_the_smallest_change_and_it_fits() {
        PgBouncer.Pool app = pool("pulse", "app", 1, 0, 0);
        PgBouncer large = pooler(List.of(entry("pulse", "db:5432", "pulse", "transaction", 60, 0, 0)), app);
        Finding finding = of(room(), List.of(), look(large, large)).get(0);

        assertThat(finding.remedy())
                .isEqualTo("max_db_connections=45 for pulse in the [databases] of each pgbouncer.ini, then RELOAD");
        PgBouncer limited = pooler(List.of(entry("pulse", "db:5432", "pulse", "transaction", 60, 0, 45)), app);
        assertThat(of(room(), List.of(), look(limited, limited)).get(0).severity())
                .isNotEqualTo(Severity.CRITICAL);
    }

    @ParameterizedTest
    @CsvSource({"90, OK", "91, WARNING", "100, WARNING", "101, CRITICAL"})
    void clients_fit_what_the_poolers_accept(long clients, Severity severity) {
        assertThat(of(room(), List.of(service("api", clients, 1, false)), look(pooler(List.of(PULSE)))))
                .filteredOn(finding -> finding.subject().equals("clients"))
                .singleElement()
                .extracting(Finding::severity)
                .isEqualTo(severity);
    }

    @ParameterizedTest
    @CsvSource({"session, 20, 0", "session, 21, 1", "transaction, 21, 0"})
    void in_session_mode_each_client_needs_a_session(String mode, long clients, int findings) {
        PgBouncer pooler = pooler(List.of(entry("pulse", "db:5432", "pulse", mode, 20, 0, 0)));

        assertThat(of(room(), List.of(service("api", clients, 1, false)), look(pooler)))
                .filteredOn(finding -> finding.message().contains("as long as it stays"))
                .hasSize(findings);
    }

    @Test
    void a_pooler_that_was_not_seen_leaves_it_unknown_unless_the_others_are_too_many() {
        PgBouncer small = pooler(List.of(PULSE), pool("pulse", "app", 1, 0, 0));

        assertThat(of(room(), List.of(), withUnseen(look(small))))
                .extracting(Finding::severity)
                .containsExactly(Severity.UNKNOWN);
        assertThat(of(room(), List.of(service("api", 200, 1, true)), withUnseen(look(small))))
                .extracting(Finding::severity)
                .containsExactly(Severity.UNKNOWN, Severity.CRITICAL);
    }

    @Test
    void processes_that_share_a_port_are_unknown_until_their_number_is_declared() {
        PgBouncer shared = new PgBouncer(
                "one:6432", 100, 0, true, true, PULSE, List.of(PULSE), List.of(), Map.of(), Map.of(), List.of());

        assertThat(of(room(), List.of(), look(shared)))
                .extracting(Finding::severity)
                .containsExactly(Severity.UNKNOWN);
        assertThat(of(room(), List.of(), new Look(List.of(shared), List.of(), 2)))
                .extracting(Finding::severity)
                .containsExactly(Severity.OK);
    }

    private static PgBouncer with(PgBouncer pooler, PgBouncer.Limit size, long most) {
        return new PgBouncer(
                pooler.address(),
                pooler.mostClients(),
                pooler.mostOfUser(),
                true,
                false,
                pooler.fallback(),
                pooler.entries(),
                pooler.pools(),
                Map.of("app", new PgBouncer.User(size, PgBouncer.Limit.NONE, most, Optional.empty())),
                Map.of(),
                List.of());
    }

    private static PgBouncer.Limit certain(long value) {
        return new PgBouncer.Limit(OptionalLong.of(value), true);
    }

    private static PgBouncer.Limit uncertain(long value) {
        return new PgBouncer.Limit(OptionalLong.of(value), false);
    }

    private static long ceiling(List<Service> services, Look look) {
        return Ceiling.of(room(), services, look, OURS).all();
    }

    private static Severity severity(Room room, List<Service> services) {
        return of(room, services, NO_POOLER).get(0).severity();
    }

    private static List<Finding> of(Room room, List<Service> services, Look look) {
        return CeilingJudge.judge(room, services, look, OURS);
    }
}
