package io.opsconductor.pulse.db.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsconductor.pulse.db.cli.Program;
import io.opsconductor.pulse.db.cli.Said;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.ObjectStoreServer;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.tool.ChildProcess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/** What pg_dump wrote and a plain client of S3 put into a bucket is judged, read and restored as what lies in a directory. */
@ProgramTest
class DumpsInAStoreIT {
    private static final ObjectStoreServer STORE = ObjectStoreServer.signing();
    private static final String KEY = "nightly/app_1.dump";

    @TempDir
    Path state;

    @TempDir
    Path elsewhere;

    @Postgres
    private TestDatabase source;

    private String bucket;
    private byte[] dump;

    @BeforeEach
    void a_dump_in_a_bucket() throws Exception {
        source.execute("CREATE TABLE t AS SELECT i, md5(i::text) FROM generate_series(1, 5000) i");
        bucket = STORE.bucket();
        dump = dump("UTC");
        put(KEY, dump);
        put("nightly/readme.txt", new byte[] {1});
        put("app_outside.dump", dump);
    }

    /** By a host whose clock shows that time. */
    private byte[] dump(String zone) throws Exception {
        Path file = elsewhere.resolve("out");
        ChildProcess.run(
                List.of(
                        DevelopmentDatabases.shared()
                                .clientTools()
                                .resolve("pg_dump")
                                .toString(),
                        "--format=custom",
                        "--file=" + file,
                        source.url()),
                Map.of("TZ", zone),
                in -> in.readAllBytes());
        return Files.readAllBytes(file);
    }

    private void put(String key, byte[] content) {
        STORE.client().putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(content));
    }

    private PulseDbProgram program() {
        return Program.on(source.url())
                .with("PULSE_PROFILE", "none")
                .with("PULSE_BACKUPS_CRON_PATTERN", "app_*.dump")
                .with("PULSE_BACKUPS_CRON_RPO", "3h")
                .with("PULSE_BACKUPS_CRON_MIN_COPIES", "1")
                .with("PULSE_BACKUPS_CRON_STATE_DIRECTORY", state.toString())
                .with("PULSE_BACKUPS_CRON_COPIES_BUCKET_URL", "s3://" + bucket + "/nightly")
                .with("PULSE_BACKUPS_CRON_COPIES_BUCKET_ENDPOINT", STORE.endpoint())
                .with("PULSE_BACKUPS_CRON_COPIES_BUCKET_ALLOW_HTTP", "true")
                .with("PULSE_BACKUPS_CRON_COPIES_BUCKET_CHECKSUM", "none")
                .with("PULSE_BACKUPS_CRON_COPIES_BUCKET_ACCESS_KEY", STORE.accessKey())
                .with("PULSE_BACKUPS_CRON_COPIES_BUCKET_SECRET_KEY", STORE.secretKey())
                .clientTools();
    }

    private PulseDbProgram drilling() {
        return program().with("PULSE_DRILL_SAME_SERVER", "true").with("PULSE_DRILL_CONFIRM_SAME_SERVER", source.name());
    }

    private JsonNode finding(String id) throws Exception {
        JsonNode document = new ObjectMapper()
                .readTree(program()
                        .run("check", "backups", "--all", "--output=json")
                        .out());
        for (JsonNode finding : document.path("findings")) {
            if (finding.path("check").asText().equals(id)) {
                return finding;
            }
        }
        throw new AssertionError("no " + id + " in " + document);
    }

    private String severity(String id) throws Exception {
        return finding(id).path("severity").asText();
    }

    private Stream<Path> left() throws Exception {
        return Files.list(state).filter(Files::isDirectory);
    }

    @Test
    void it_counts_once_it_was_read_to_its_end_and_a_drill_of_it_is_remembered() throws Exception {
        JsonNode listed = Said.by(program().run("backup", "list", "--output=json"))
                .exit(0)
                .document("backups")
                .at("/backups");
        assertThat(listed).hasSize(1);
        assertThat(listed.at("/0/id").asText()).isEqualTo("app_1.dump");
        assertThat(listed.at("/0/path").asText()).isEqualTo("s3://" + bucket + "/" + KEY);
        assertThat(listed.at("/0/verified").asBoolean()).isFalse();
        assertThat(severity("backup.recovery-point")).isEqualTo("critical");

        Said.by(program().run("backup", "verify", "cron", "--due"))
                .exit(0)
                .out("app_1.dump", "yes")
                .nowhere(STORE.secretKey());

        assertThat(severity("backup.recovery-point")).isEqualTo("ok");
        assertThat(severity("backup.verified")).isEqualTo("ok");
        JsonNode drilled = Said.by(drilling().run("drill", "cron", "--output=json"))
                .exit(0)
                .document(Said.DRILL);
        assertThat(drilled.get("matches").asBoolean()).isTrue();
        assertThat(drilled.get("tables").asInt()).isEqualTo(1);
        assertThat(severity("backup.drill")).isEqualTo("ok");
        assertThat(left()).isEmpty();
    }

    @Test
    void it_is_restored_for_keeps() throws Exception {
        try (TestDatabase empty = DevelopmentDatabases.shared().postgres()) {
            Said.by(program().run("restore", "cron", "--backup=app_1.dump", "--into=" + empty.url()))
                    .failed(1, "is not verified: it was not read to its end yet");
            Said.by(program().run("backup", "verify", "cron")).exit(0);

            Said.by(program().run("restore", "cron", "--into=" + empty.url()))
                    .exit(0)
                    .out("was restored into", "1 table counted, no difference");
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void its_age_is_by_its_own_header_and_not_by_the_date_of_the_object() throws Exception {
        put(KEY, dump("America/New_York"));

        Said.by(program().run("backup", "verify", "cron")).exit(0);

        assertThat(severity("backup.recovery-point")).isEqualTo("critical");
        assertThat(finding("backup.recovery-point").path("measured").asText()).containsPattern("^[45] ?h");
    }

    @Test
    void another_object_by_its_key_does_not_count_and_a_cut_one_is_bad() throws Exception {
        Said.by(program().run("backup", "verify", "cron")).exit(0);
        put(KEY, Arrays.copyOf(dump, dump.length * 3 / 5));

        assertThat(severity("backup.recovery-point")).isEqualTo("critical");
        Said.by(program().run("backup", "verify", "cron"))
                .failed(1, "app_1.dump is bad: ", "s3://" + bucket + "/" + KEY);
        assertThat(severity("backup.verified")).isEqualTo("critical");
        assertThat(left()).isEmpty();
    }

    @Test
    void what_cannot_be_meant_is_refused() {
        Said.by(program()
                        .with("PULSE_BACKUPS_CRON_DIRECTORY", elsewhere.toString())
                        .run("backup", "list"))
                .failed(2, "more than one place to look");
        Said.by(program().with("PULSE_BACKUPS_CRON_STATE_DIRECTORY", "").run("backup", "list"))
                .failed(2, "set pulse.backups.\"cron\".state-directory");
        Said.by(program().run("backup", "copy", "cron")).failed(2, "made by another tool");
        Said.by(program().run("backup", "take", "cron")).failed(2, "made by another tool");
    }

    @Test
    void a_store_that_cannot_be_asked_leaves_everything_unknown() throws Exception {
        STORE.client()
                .listObjectsV2(request -> request.bucket(bucket))
                .contents()
                .forEach(object -> STORE.client()
                        .deleteObject(request -> request.bucket(bucket).key(object.key())));
        assertThat(severity("backup.recovery-point")).isEqualTo("critical");
        STORE.client().deleteBucket(request -> request.bucket(bucket));

        assertThat(severity("backup.recovery-point")).isEqualTo("unknown");
        assertThat(severity("backup.drill")).isEqualTo("unknown");
    }
}
