package io.opsconductor.pulse.db.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;

/** What pgBackRest 2.55 says, as it says it; a real one is asked in PhysicalBackupsIT. */
class PgBackRestTest {
    private static final BackupTarget MAIN = Sets.physical("main", BackupKind.PGBACKREST);

    @Test
    void a_backup_is_as_old_as_its_begin() {
        Backup backup = PgBackRest.parse(MAIN, stanza(0, "ok", backup("20261122-163439F", false)))
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
                MAIN, stanza(0, "ok", backup("20261122-163439F", false) + "," + backup("20261123-163439F", true)));

        assertThat(backups).extracting(Backup::verified).containsExactly(true, false);
    }

    @Test
    void a_stanza_without_a_backup_is_empty_and_one_that_is_not_there_is_a_failure() {
        assertThat(PgBackRest.parse(MAIN, stanza(2, "no valid backups", ""))).isEmpty();
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
