package io.opsconductor.pulse.db.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.backup.restore.Restorable;
import io.opsconductor.pulse.db.drill.compare.RestoredJudgeTest;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;

class RestorePlanTest {
    private static final Restorable BACKUP = RestoredJudgeTest.backup(Optional.empty(), Optional.empty());
    private static final Set<String> NEEDED = Set.of("iot", "we \"ird");

    @Test
    void nothing_is_to_be_made_where_all_roles_are() {
        assertThat(RestorePlan.of(BACKUP, NEEDED, server(Set.of("iot", "we \"ird"), "2.23.0", false), false, false)
                        .roles())
                .isEmpty();
    }

    @Test
    void missing_roles_are_made_only_where_that_is_allowed_and_possible() {
        assertThat(RestorePlan.of(BACKUP, NEEDED, server(Set.of("iot"), "2.23.0", true), true, false)
                        .roles())
                .containsExactly("we \"ird");
        assertThat(refusal(server(Set.of("iot"), "2.23.0", true), false).remedy())
                .startsWith("CREATE ROLE \"we \"\"ird\" NOLOGIN; or, on a server for drills only,");
        assertThat(refusal(server(Set.of(), "2.23.0", false), true))
                .hasMessage("the role may not create the roles that the backup names: iot, we \"ird");
    }

    @Test
    void another_version_of_timescaledb_will_not_do() {
        PulseFailure refusal = refusal(server(Set.of("iot", "we \"ird"), "2.22.0", true), true);

        assertThat(refusal.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(refusal).hasMessage("the backup needs TimescaleDB 2.23.0, and the server offers 2.22.0");
    }

    @Test
    void the_apache_edition_cannot_read_what_the_community_edition_wrote() {
        assertThat(catchThrowableOfType(
                        PulseFailure.class, () -> RestorePlan.requireEdition(BACKUP, Optional.of("apache"))))
                .hasMessageContaining("community edition");
        RestorePlan.requireEdition(BACKUP, Optional.of("timescale"));
        RestorePlan.requireEdition(BACKUP, Optional.empty());
    }

    @Test
    void a_superuser_has_the_rows_loaded_by_another_role_unless_the_owners_are_trusted() {
        ServerFacts superuser = superuser("17.5");

        assertThat(RestorePlan.of(BACKUP, NEEDED, superuser, false, false).contained())
                .isTrue();
        assertThat(RestorePlan.of(BACKUP, NEEDED, superuser, false, true).contained())
                .isFalse();
        assertThat(RestorePlan.of(BACKUP, NEEDED, superuser("14.0"), false, false)
                        .contained())
                .isTrue();
        assertThat(catchThrowableOfType(
                        PulseFailure.class, () -> RestorePlan.of(BACKUP, NEEDED, superuser("13.22"), false, false)))
                .hasMessageStartingWith("a server of version 13.22 has no role that may only write");
        assertThat(RestorePlan.of(BACKUP, NEEDED, superuser("13.22"), false, true)
                        .contained())
                .isFalse();
    }

    @Test
    void timescaledb_demands_a_superuser() {
        ServerFacts owner = noSuperuser(false);

        PulseFailure refusal = refusal(owner, false);

        assertThat(refusal.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(refusal)
                .hasMessage("TimescaleDB demands a superuser of a restore; role dr ill is not a superuser there");
        assertThat(refusal.remedy()).startsWith("ALTER ROLE \"dr ill\" SUPERUSER;");
    }

    @Test
    void owners_code_does_not_run_as_a_role_that_reaches_the_servers_host() {
        ServerFacts role = noSuperuser(true);

        PulseFailure refusal = refusal(role, false);

        assertThat(refusal).hasMessageStartingWith("role dr ill may use the server's files or programs");
        assertThat(refusal.exit()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void a_dump_that_tells_nothing_of_its_owners_is_believed_of_the_first_superusers_usual_name_alone() {
        ServerFacts server = superuser("17.5", Set.of("drill", "postgres", "iot"));

        assertThat(RestorePlan.of(BACKUP, Set.of("postgres"), server, true, false)
                        .contained())
                .isTrue();
        PulseFailure refusal = refusal(server, true);
        assertThat(refusal)
                .hasMessage("role iot, which the backup names, has a superuser's rights on that server, and the backup"
                        + " does not tell whether it had them where it was taken: what it wrote would run with these"
                        + " rights");
        assertThat(refusal.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(RestorePlan.of(BACKUP, NEEDED, server, true, true).contained())
                .isFalse();
    }

    private static ServerFacts noSuperuser(boolean reachesHost) {
        return new ServerFacts(
                "dr ill",
                "17.5",
                Optional.of("1"),
                NEEDED,
                Set.of(),
                Set.of(),
                Set.of("2.23.0"),
                true,
                true,
                false,
                reachesHost);
    }

    private static ServerFacts superuser(String version) {
        return superuser(version, Set.of("drill"));
    }

    private static ServerFacts superuser(String version, Set<String> powerful) {
        return new ServerFacts(
                "drill",
                version,
                Optional.of("1"),
                NEEDED,
                powerful,
                Set.of(),
                Set.of("2.23.0"),
                true,
                true,
                true,
                true);
    }

    private static PulseFailure refusal(ServerFacts server, boolean createRoles) {
        return catchThrowableOfType(
                PulseFailure.class, () -> RestorePlan.of(BACKUP, NEEDED, server, createRoles, false));
    }

    private static ServerFacts server(Set<String> roles, String timescale, boolean mayCreateRole) {
        return new ServerFacts(
                "dr ill",
                "17.5",
                Optional.of("1"),
                roles,
                Set.of(),
                Set.of(),
                Set.of(timescale),
                true,
                mayCreateRole,
                true,
                true);
    }
}
