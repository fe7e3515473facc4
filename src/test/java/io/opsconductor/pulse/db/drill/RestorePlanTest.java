package io.opsconductor.pulse.db.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.backup.Contents;
import io.opsconductor.pulse.db.backup.Restorable;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;

class RestorePlanTest {
    private static final Restorable BACKUP = RestoredJudgeTest.backup(
            Optional.of(new Contents(List.of(), List.of(), List.of(), List.of("iot", "we \"ird"))), Optional.empty());

    @Test
    void nothing_is_to_be_made_where_all_roles_are() {
        assertThat(RestorePlan.of(BACKUP, server(Set.of("iot", "we \"ird"), "2.23.0", false), false)
                        .roles())
                .isEmpty();
    }

    @Test
    void missing_roles_are_made_only_where_that_is_allowed_and_possible() {
        assertThat(RestorePlan.of(BACKUP, server(Set.of("iot"), "2.23.0", true), true)
                        .roles())
                .containsExactly("we \"ird");
        assertThat(refusal(server(Set.of("iot"), "2.23.0", true), false).remedy())
                .startsWith(
                        "psql -f /b/id/globals.sql there, or CREATE ROLE \"we \"\"ird\" NOLOGIN; or, on a server for drills only,");
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

    private static PulseFailure refusal(ServerFacts server, boolean createRoles) {
        return catchThrowableOfType(PulseFailure.class, () -> RestorePlan.of(BACKUP, server, createRoles));
    }

    private static ServerFacts server(Set<String> roles, String timescale, boolean mayCreateRole) {
        return new ServerFacts("17.5", Optional.of("1"), roles, Set.of(timescale), true, mayCreateRole);
    }
}
