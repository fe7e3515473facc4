package io.opsconductor.pulse.db.backup.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.backup.Sets;
import io.opsconductor.pulse.db.backup.judge.RepositoryJudge;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupKind;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;

/** What pgBackRest 2.55 says, as it says it; a real one is asked in PhysicalBackupsIT. */
class PgBackRestTest {
    private static final BackupTarget MAIN = Sets.physical("main", BackupKind.PGBACKREST);

    @Test
    void a_backup_is_as_old_as_its_begin() {
        Backup backup = PgBackRest.parse(MAIN, stanza(0, "ok", backup("20261122-163439F", false)))
                .backups()
                .get(0);

        assertThat(backup.id()).isEqualTo("20261122-163439F");
        assertThat(backup.snapshotTime()).contains(Instant.ofEpochSecond(1795365279));
        assertThat(backup.took()).contains(Duration.ofSeconds(5));
        assertThat(backup.bytes()).isEqualTo(23422144);
        assertThat(backup.verified()).isTrue();
    }

    @Test
    void a_backup_with_wrong_checksums_does_not_count() {
        List<Backup> backups = PgBackRest.parse(
                        MAIN,
                        stanza(0, "ok", backup("20261122-163439F", false) + "," + backup("20261123-163439F", true)))
                .backups();

        assertThat(backups).extracting(Backup::verified).containsExactly(true, false);
    }

    @Test
    void a_stanza_without_a_backup_is_empty_and_one_that_is_not_there_is_a_failure() {
        assertThat(PgBackRest.parse(MAIN, stanza(2, "no valid backups", "")).backups())
                .isEmpty();
        for (String json : List.of(stanza(1, "missing stanza path", ""), stanza(5, "database mismatch", ""), "[]")) {
            assertThatThrownBy(() -> PgBackRest.parse(MAIN, json))
                    .extracting(failure -> ((PulseFailure) failure).exit())
                    .isEqualTo(ExitCode.USAGE);
        }
    }

    @Test
    void what_is_no_answer_is_a_failure() {
        for (String json : List.of("", "{", stanza(0, "ok", "{\"label\":\"x\"}"))) {
            assertThatThrownBy(() -> PgBackRest.parse(MAIN, json)).isInstanceOf(PulseFailure.class);
        }
    }

    @Test
    void warnings_before_the_answer_are_passed_over() {
        String warned = "WARN: configuration file contains invalid option 'repo1-s3-key-role'\n"
                + "[this is no JSON\n2016-10-03 10:46:39.497 P00   WARN: [x]\n"
                + stanza(0, "ok", backup("20261122-163439F", false));

        assertThat(PgBackRest.parse(MAIN, warned).backups()).hasSize(1);
    }

    @Test
    void each_repository_is_judged_and_the_one_without_a_backup_is_named() {
        String json = stanza(
                        4,
                        "different across repos",
                        backup("20261122-163439F", false)
                                .replace("\"type\"", "\"database\":{\"id\":1,\"repo-key\":1},\"type\""))
                .replace(
                        "\"name\":\"main\",",
                        "\"name\":\"main\",\"repo\":[{\"key\":1,\"status\":{\"code\":0,\"message\":\"ok\"}},"
                                + "{\"key\":2,\"status\":{\"code\":2,\"message\":\"no valid backups\"}},"
                                + "{\"key\":3,\"status\":{\"code\":3,\"message\":\"missing stanza data\"}}],");
        Instant now = Instant.ofEpochSecond(1795365284);

        PgBackRest.Stanza stanza = PgBackRest.parse(MAIN, json);

        assertThat(stanza.backups()).hasSize(1);
        assertThat(RepositoryJudge.judge(MAIN, stanza.repositories(), now))
                .extracting(finding -> finding.subject() + " " + finding.severity() + " " + finding.message())
                .containsExactly(
                        "main repo1 OK repository 1 holds a backup",
                        "main repo2 WARNING repository 2 holds no backup",
                        "main repo3 WARNING repository 3 cannot be used: missing stanza data");
        assertThat(RepositoryJudge.judge(MAIN, stanza.repositories(), now.plus(Duration.ofHours(25)))
                        .get(0)
                        .message())
                .isEqualTo("the newest backup in repository 1 is 1d 1h old");
    }

    private static String stanza(int code, String message, String backups) {
        return """
                [{"name":"other","status":{"code":1,"message":"missing stanza path"}},
                 {"archive":[],"backup":[%s],"name":"main","status":{"code":%d,"message":"%s"}}]""".formatted(backups, code, message);
    }

    private static String backup(String label, boolean error) {
        return """
                {"error":%s,"info":{"delta":23422144,"repository":{"size":3014360},"size":23422144},
                 "label":"%s","timestamp":{"start":1795365279,"stop":1795365284},"type":"full"}""".formatted(error, label);
    }
}
