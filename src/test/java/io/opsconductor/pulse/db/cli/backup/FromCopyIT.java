package io.opsconductor.pulse.db.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsconductor.pulse.db.backup.age.Ages;
import io.opsconductor.pulse.db.backup.age.Ages.Identity;
import io.opsconductor.pulse.db.backup.file.PrivateFiles;
import io.opsconductor.pulse.db.cli.Program;
import io.opsconductor.pulse.db.cli.Said;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.ObjectStoreServer;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/** What is left of a cluster is its copies: they are restored on a machine that has nothing but the configuration. */
@ProgramTest
class FromCopyIT {
    private static final ObjectStoreServer STORE = ObjectStoreServer.keeping();

    @TempDir
    Path lost;

    @TempDir
    Path scratch;

    @TempDir
    Path keys;

    @Postgres
    private TestDatabase source;

    private String bucket;
    private Identity own;

    @BeforeEach
    void a_copy_of_an_encrypted_backup_whose_volume_is_lost() throws Exception {
        source.execute("CREATE TABLE confidential AS SELECT i, md5(i::text) AS t FROM generate_series(1, 5000) i");
        bucket = STORE.bucket();
        own = Ages.identity(keys);
        Said.by(program().with("PULSE_BACKUPS_DAILY_DIRECTORY", lost.toString()).run("backup", "take", "--init"))
                .exit(0);
        Said.by(program().with("PULSE_BACKUPS_DAILY_DIRECTORY", lost.toString()).run("backup", "copy", "daily"))
                .exit(0);
        PrivateFiles.delete(lost.resolve("daily"));
    }

    @Test
    void one_command_restores_it_and_leaves_nothing_behind() throws Exception {
        try (TestDatabase empty = DevelopmentDatabases.shared().postgres()) {
            Said.by(opened().run("restore", "daily", "--copy=offsite", "--into=" + empty.url(), "--scratch=" + scratch))
                    .exit(0)
                    .out("was restored into", "1 table counted, no difference")
                    .err("downloading ", "from s3://" + bucket + "/")
                    .nowhere(own.secret(), STORE.secretKey());
        }
        assertThat(scratch).isEmptyDirectory();
        assertThat(lost).isEmptyDirectory();
    }

    @Test
    void a_drill_of_it_compares_and_is_only_printed_where_the_set_has_no_directory() throws Exception {
        JsonNode drilled = Said.by(drill().run("drill", "--copy=offsite", "--scratch=" + scratch, "--output=json"))
                .exit(0)
                .err("the result is only printed")
                .document(Said.DRILL);

        assertThat(drilled.get("matches").asBoolean()).isTrue();
        assertThat(drilled.get("tables").asInt()).isEqualTo(1);
        assertThat(drilled.get("copy").asText()).isEqualTo("offsite");
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void a_drill_of_it_is_judged_where_the_set_has_a_directory() throws Exception {
        Said.by(here().run("backup", "take", "--init")).exit(0);
        assertThat(drillFinding()).contains("has ever been restored");

        Said.by(here().with("PULSE_DRILL_SAME_SERVER", "true")
                        .with("PULSE_DRILL_CONFIRM_SAME_SERVER", source.name())
                        .with("PULSE_BACKUPS_DAILY_IDENTITY_FILE", own.file().toString())
                        .run("drill", "--copy=offsite", "--scratch=" + scratch))
                .exit(0)
                .out("was restored from the copy offsite on ", "downloaded and restored in ")
                .nowhere("the result is only printed");

        assertThat(drillFinding()).contains("the copy offsite of backup ", "was downloaded, restored and matches");
        JsonNode listed = Said.by(here().run("backup", "list", "--copies", "--output=json"))
                .exit(0)
                .document("copies")
                .at("/copies");
        assertThat(listed).hasSize(2);
        assertThat(listed.at("/0/restoredAt").isTextual()).isTrue();
        assertThat(listed.at("/1/restoredAt").isNull()).isTrue();
    }

    @Test
    void a_copy_that_is_known_to_be_bad_is_passed_over_and_restored_when_it_is_named() throws Exception {
        String id = Said.by(program().run("backup", "list", "--copies", "--output=json"))
                .exit(0)
                .document("copies")
                .at("/copies/0/id")
                .asText();
        Files.createDirectories(lost.resolve("daily"));
        Files.writeString(lost.resolve("daily/.bad-copy-offsite-" + id + ".json"), "");
        PulseDbProgram drill = drill(here())
                .with("PULSE_BACKUPS_DAILY_IDENTITY_FILE", own.file().toString());

        Said.by(drill.run("drill", "--copy=offsite"))
                .failed(
                        1,
                        "there is no copy of the set daily",
                        "passed over " + id + ": it was read back and found bad")
                .nowhere("downloading");
        Said.by(drill.run("drill", "--copy=offsite", "--backup=" + id, "--scratch=" + scratch))
                .exit(0)
                .err("the copy " + id + " is known to be bad, and read all the same");
    }

    private PulseDbProgram here() {
        return program().with("PULSE_BACKUPS_DAILY_DIRECTORY", lost.toString());
    }

    private String drillFinding() throws Exception {
        JsonNode found = new ObjectMapper()
                .readTree(
                        here().run("check", "backups", "--all", "--output=json").out());
        for (JsonNode finding : found.path("findings")) {
            if (finding.path("check").asText().equals("backup.drill")) {
                return finding.path("message").asText();
            }
        }
        throw new AssertionError("no backup.drill in " + found);
    }

    @Test
    void what_cannot_be_restored_is_told_before_it_is_downloaded() {
        Said.by(program().run("restore", "--copy=offsite", "--into=" + source.url()))
                .failed(2, "is the database that the backups are of");
        Said.by(opened().run("restore", "--copy=offsite", "--allow-source", "--into=" + source.url()))
                .failed(2, "is not empty")
                .nowhere("downloading");
        Said.by(drill(program()).run("drill", "--copy=offsite"))
                .failed(2, "is encrypted, and no identity is configured")
                .nowhere("downloading");
        Said.by(drill().run("drill", "--copy=elsewhere"))
                .failed(2, "no copy elsewhere is configured", "copies.\"elsewhere\".url");
        Said.by(drill().run("drill", "--copy=offsite", "--backup=20200101T000000Z"))
                .failed(2, "there is no copy of backup 20200101T000000Z at s3://" + bucket);
        Said.by(drill().run("drill", "--copy=offsite", "--scratch=" + scratch.resolve("none")))
                .failed(1, "the copy cannot be downloaded: it is not there");
    }

    @Test
    void a_copy_that_is_not_what_was_written_is_not_restored() throws Exception {
        String key = STORE.client().listObjectsV2(request -> request.bucket(bucket)).contents().stream()
                .map(object -> object.key())
                .filter(name -> name.endsWith("database.dump.age"))
                .findFirst()
                .orElseThrow();
        byte[] bytes = STORE.client()
                .getObjectAsBytes(request -> request.bucket(bucket).key(key))
                .asByteArray();
        bytes[bytes.length / 2] ^= 1;
        STORE.client().putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(bytes));

        Said.by(drill().run("drill", "--copy=offsite", "--scratch=" + scratch))
                .failed(1, "database.dump.age is not what was written: its checksum differs");

        STORE.client()
                .deleteObject(request -> request.bucket(bucket).key(key.replace("database.dump.age", "manifest.json")));
        Said.by(drill().run("drill", "--copy=offsite", "--scratch=" + scratch))
                .failed(1, "that can be restored")
                .err("passed over ", "it is not complete: it has no manifest");
        assertThat(Files.list(scratch).toList()).isEmpty();
    }

    @Test
    void another_databases_copy_is_passed_over_before_it_is_downloaded(@Postgres TestDatabase other) throws Exception {
        Said.by(drill().database(other.url())
                        .with("PULSE_DRILL_CONFIRM_SAME_SERVER", other.name())
                        .run("drill", "--copy=offsite"))
                .failed(1, "that can be restored")
                .err("passed over ", "it is a dump of the database " + source.name() + ", not of " + other.name())
                .nowhere("downloading");
    }

    private PulseDbProgram drill() {
        return drill(opened());
    }

    private PulseDbProgram drill(PulseDbProgram program) {
        return program.with("PULSE_DRILL_SAME_SERVER", "true").with("PULSE_DRILL_CONFIRM_SAME_SERVER", source.name());
    }

    private PulseDbProgram opened() {
        return program().with("PULSE_BACKUPS_DAILY_IDENTITY_FILE", own.file().toString());
    }

    private PulseDbProgram program() {
        return Program.on(source.url())
                .with("PULSE_BACKUPS_DAILY_ENCRYPT_TO", own.recipient())
                .with("PULSE_BACKUPS_DAILY_COPIES_OFFSITE_URL", "s3://" + bucket)
                .with("PULSE_BACKUPS_DAILY_COPIES_OFFSITE_ENDPOINT", STORE.endpoint())
                .with("PULSE_BACKUPS_DAILY_COPIES_OFFSITE_ALLOW_HTTP", "true")
                .with("PULSE_BACKUPS_DAILY_COPIES_OFFSITE_ACCESS_KEY", STORE.accessKey())
                .with("PULSE_BACKUPS_DAILY_COPIES_OFFSITE_SECRET_KEY", STORE.secretKey())
                .clientTools();
    }
}
