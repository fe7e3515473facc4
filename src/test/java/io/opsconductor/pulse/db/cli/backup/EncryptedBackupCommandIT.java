package io.opsconductor.pulse.db.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsconductor.pulse.db.backup.age.Ages;
import io.opsconductor.pulse.db.backup.age.Ages.Identity;
import io.opsconductor.pulse.db.cli.Program;
import io.opsconductor.pulse.db.cli.Said;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of which only another machine can read what is in them, as a user meets them. */
@ProgramTest
class EncryptedBackupCommandIT {
    @TempDir
    Path folder;

    @TempDir
    Path keys;

    @Postgres
    private TestDatabase source;

    private Identity own;

    @BeforeEach
    void a_database_and_an_identity() throws Exception {
        source.execute(
                "CREATE EXTENSION timescaledb",
                "CREATE TABLE confidential (i int PRIMARY KEY, t text)",
                "CREATE INDEX ON confidential (t)",
                "INSERT INTO confidential SELECT i, md5(i::text) FROM generate_series(1, 5000) i",
                "CREATE TABLE measured (time timestamptz NOT NULL, v int)",
                "SELECT create_hypertable('measured', 'time', chunk_time_interval => interval '1 day')",
                "INSERT INTO measured SELECT timestamptz '2026-01-01' + i * interval '1 hour', i"
                        + " FROM generate_series(1, 100) i",
                "SELECT lo_from_bytea(0, 'a large object')");
        own = Ages.identity(keys);
    }

    @Test
    void without_an_identity_it_is_taken_and_proved_and_with_one_it_is_restored() throws Exception {
        JsonNode taken = Said.by(program().run("backup", "take", "--init", "--output=json"))
                .exit(0)
                .nowhere(own.secret())
                .document("backups")
                .get("backups")
                .get(0);
        assertThat(taken.get("verified").asBoolean()).isTrue();
        assertThat(taken.get("encryptedTo").get(0).asText()).isEqualTo(own.recipient());

        JsonNode verified = Said.by(program().run("backup", "verify", "--output=json"))
                .exit(0)
                .document("verifications")
                .get("verifications")
                .get(0);
        assertThat(verified.get("verifiedBy").asText()).isEqualTo("checksum");
        Said.by(program().run("backup", "list")).exit(0).out("by checksum");
        Said.by(program().run("backup", "show", "newest"))
                .exit(0)
                .out("encrypted to", own.recipient(), "yes, its checksums compared", "no identity at hand")
                .nowhere("confidential");
        Said.by(program().run("check", "backups", "--all")).out("is by its checksums what was read to its end");
        Said.by(drill().run("drill"))
                .failed(2, "is encrypted, and no identity is configured that opens it", own.recipient())
                .err("set PULSE_BACKUPS_DAILY_IDENTITY_FILE to a file");

        Said.by(opened(program()).run("backup", "verify")).exit(0).out("yes").nowhere(own.secret(), "by checksum");
        Said.by(opened(program()).run("backup", "show", "newest")).exit(0).out("public.confidential");
        JsonNode drilled = Said.by(opened(drill()).with("PULSE_DRILL_JOBS", "2").run("drill", "--output=json"))
                .exit(0)
                .err("it is encrypted and read as a stream: restored by one session, not 2")
                .nowhere(own.secret())
                .document(Said.DRILL);
        assertThat(drilled.get("matches").asBoolean()).isTrue();
        try (TestDatabase empty = DevelopmentDatabases.shared().postgres()) {
            Said.by(opened(program()).run("restore", "--into=" + empty.url()))
                    .exit(0)
                    .out("was restored into", "no difference")
                    .nowhere(own.secret());
        }
    }

    @Test
    void after_a_rotation_of_recipients_the_newest_is_told_until_another_is_taken() {
        Said.by(program().run("backup", "take", "--init")).exit(0);
        Identity next = Ages.identity(keys);
        PulseDbProgram rotated = program().with("PULSE_BACKUPS_DAILY_ENCRYPT_TO", next.recipient());

        Said.by(rotated.run("check", "backups"))
                .out("can be read by no recipient that encrypt-to names now", own.recipient());
        Said.by(drill().with("PULSE_BACKUPS_DAILY_IDENTITY_FILE", next.file().toString())
                        .run("drill"))
                .failed(2, "is encrypted to others than the identities in " + next.file(), own.recipient());

        Said.by(rotated.with("PULSE_BACKUPS_DAILY_ENCRYPT_TO", next.recipient() + "," + own.recipient())
                        .run("backup", "take"))
                .exit(0);
        Said.by(rotated.run("check", "backups", "--all")).nowhere("can be read by no recipient");
    }

    @Test
    void what_is_set_wrongly_is_one_line_and_no_secret() {
        Said.by(program().with("PULSE_BACKUPS_DAILY_ENCRYPT_TO", own.secret()).run("backup", "take", "--init"))
                .failed(2, "PULSE_BACKUPS_DAILY_ENCRYPT_TO: recipient 1 is no X25519 public key of age")
                .nowhere(own.secret());
        Said.by(program().with("PULSE_BACKUPS_DAILY_FORMAT", "directory").run("backup", "take", "--init"))
                .failed(2, "PULSE_BACKUPS_DAILY_ENCRYPT_TO needs the custom format");
        Said.by(program().with("PULSE_BACKUPS_DAILY_PATTERN", "*.dump").run("backup", "list"))
                .failed(2, "encrypt-to: another tool makes the backups of that set");
        Said.by(program().run("backup", "list")).exit(0).out("no backup");
    }

    private PulseDbProgram opened(PulseDbProgram program) {
        return program.with("PULSE_BACKUPS_DAILY_IDENTITY_FILE", own.file().toString());
    }

    private PulseDbProgram drill() {
        return program().with("PULSE_DRILL_SAME_SERVER", "true").with("PULSE_DRILL_CONFIRM_SAME_SERVER", source.name());
    }

    private PulseDbProgram program() {
        return Program.on(source.url())
                .with("PULSE_BACKUPS_DAILY_DIRECTORY", folder.toString())
                .with("PULSE_BACKUPS_DAILY_ENCRYPT_TO", own.recipient())
                .clientTools();
    }
}
