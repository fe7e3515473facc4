package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsconductor.pulse.db.dev.ObjectStoreServer;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/** From a backup to its copy in a real store, by the packaged program, settings by environment. */
@ProgramTest
class BackupCopyIT {
    private static final String COPY = "PULSE_BACKUPS_DAILY_COPIES_OFFSITE_";

    private final ObjectStoreServer store = ObjectStoreServer.signing();
    private final String bucket = store.bucket();
    private final List<String> said = new ArrayList<>();
    private final Map<String, String> settings = new TreeMap<>(Map.of(
            COPY + "URL",
            "s3://" + bucket + "/team",
            COPY + "ENDPOINT",
            store.endpoint(),
            COPY + "ALLOW_HTTP",
            "true",
            COPY + "CHECKSUM",
            "md5",
            COPY + "ACCESS_KEY",
            store.accessKey(),
            COPY + "SECRET_KEY",
            store.secretKey()));

    @TempDir
    Path directory;

    @Test
    void a_backup_is_copied_listed_read_back_and_judged(@Postgres TestDatabase database) throws Exception {
        // 20 MB that do not shrink: it goes in parts.
        database.execute("CREATE TABLE t AS SELECT gen_random_uuid() a, gen_random_uuid() b"
                + " FROM generate_series(1, 400000)");
        Outcome taken = run(database, "backup", "take", "--init", "--output=json");
        assertThat(taken.exit()).as(taken.toString()).isZero();
        String id = json(taken).at("/backups/0/id").asText();

        JsonNode listed = json(run(database, "backup", "list", "--copies", "--output=json"))
                .at("/copies/0");
        assertThat(listed.path("id").asText()).isEqualTo(id);
        assertThat(listed.path("verified").asBoolean()).isTrue();
        assertThat(listed.path("url").asText()).isEqualTo("s3://" + bucket + "/team/daily/" + id + "/");
        assertThat(run(database, "backup", "verify", "--copy=offsite").exit()).isZero();
        assertThat(finding(run(database, "check", "backups", "--all", "--output=json"))
                        .path("message")
                        .asText())
                .contains("never tried");
        assertThat(run(database, "backup", "copy", "--init").err()).contains("takes, lists and reads objects");
        JsonNode healthy = finding(run(database, "check", "backups", "--all", "--output=json"));
        assertThat(healthy.path("severity").asText()).isEqualTo("ok");
        assertThat(healthy.path("message").asText()).doesNotContain("tried");
        assertThat(run(database, "check", "backups", "--output=metrics").out())
                .containsPattern("pulse_db_copy_size_bytes\\{[^}]*destination=\"offsite\"[^}]*} [0-9.e+]+");

        store.client()
                .putObject(
                        request -> request.bucket(bucket).key("team/daily/" + id + "/database.dump"),
                        RequestBody.fromString("other"));

        Outcome checked = run(database, "check", "backups", "--output=json");
        assertThat(checked.exit()).as(checked.toString()).isEqualTo(3);
        assertThat(severity(checked)).isEqualTo("critical");
        Outcome bad = run(database, "backup", "verify", "--copy=offsite");
        assertThat(bad.exit()).as(bad.toString()).isEqualTo(1);
        assertThat(bad.err()).contains("database.dump has 5 bytes instead of");
        assertThat(said).noneMatch(text -> text.contains(store.secretKey()));
    }

    @Test
    void a_password_in_an_endpoint_is_refused_and_shown_by_no_command(@Postgres TestDatabase database)
            throws Exception {
        settings.put(COPY + "ENDPOINT", "http://ann:hunter2@127.0.0.1:9");
        Outcome shown = run(database, "config");
        assertThat(shown.exit()).as(shown.toString()).isZero();
        assertThat(shown.toString()).contains("endpoint").doesNotContain("hunter2");

        Outcome refused = run(database, "backup", "list", "--copies");
        assertThat(refused.exit()).as(refused.toString()).isEqualTo(2);
        assertThat(refused.toString()).contains("endpoint").doesNotContain("hunter2");
    }

    @Test
    void a_copy_that_fails_takes_nothing_from_the_backup(@Postgres TestDatabase database) throws Exception {
        store.client().deleteBucket(request -> request.bucket(bucket));

        Outcome taken = run(database, "backup", "take", "--init", "--output=json");

        assertThat(taken.exit()).as(taken.toString()).isEqualTo(1);
        assertThat(taken.err()).contains("NoSuchBucket", "make the bucket");
        assertThat(json(taken).at("/backups/0/verified").asBoolean()).isTrue();
        assertThat(severity(run(database, "check", "backups", "--output=json"))).isEqualTo("unknown");
    }

    /** The store knows no SHA-256, which is found out once. */
    @Test
    void what_the_store_takes_is_written_down_and_a_change_of_settings_is_told(@Postgres TestDatabase database)
            throws Exception {
        settings.remove(COPY + "CHECKSUM");
        Outcome refused = run(database, "backup", "take", "--init");
        assertThat(refused.exit()).as(refused.toString()).isEqualTo(1);
        assertThat(refused.err()).contains("NotImplemented", "--init");

        Outcome tried = run(database, "backup", "copy", "--init");
        assertThat(tried.exit()).as(tried.toString()).isZero();
        assertThat(tried.err()).contains("takes checksum=md5");
        Outcome taken = run(database, "backup", "take");
        assertThat(taken.exit()).as(taken.toString()).isZero();
        assertThat(run(database, "backup", "verify", "--copy=offsite").exit()).isZero();

        settings.put(COPY + "STORAGE_CLASS", "STANDARD");
        JsonNode other = finding(run(database, "check", "backups", "--all", "--output=json"));
        assertThat(other.path("severity").asText()).isEqualTo("warning");
        assertThat(other.path("message").asText()).contains("with other settings");
        assertThat(other.path("remedy").asText()).isEqualTo("pulse-db backup copy daily --init");
    }

    @Test
    void a_store_with_an_authority_of_its_own_is_trusted_where_that_is_named(@Postgres TestDatabase database)
            throws Exception {
        ObjectStoreServer secure = ObjectStoreServer.secure();
        settings.put(COPY + "URL", "s3://" + secure.bucket() + "/team");
        settings.put(COPY + "ENDPOINT", secure.tlsEndpoint());
        settings.remove(COPY + "ALLOW_HTTP");

        Outcome untrusted = run(database, "backup", "take", "--init");
        assertThat(untrusted.exit()).as(untrusted.toString()).isEqualTo(1);
        assertThat(untrusted.err()).contains("certificate is not trusted", COPY + "SSLROOTCERT");

        settings.put(COPY + "SSLROOTCERT", directory.resolve("missing.crt").toString());
        Outcome missing = run(database, "backup", "copy");
        assertThat(missing.exit()).as(missing.toString()).isEqualTo(2);
        assertThat(missing.err()).contains("cannot be used");

        settings.put(COPY + "SSLROOTCERT", secure.authority().toString());
        Outcome copied = run(database, "backup", "copy");
        assertThat(copied.exit()).as(copied.toString()).isZero();
        assertThat(severity(run(database, "check", "backups", "--all", "--output=json")))
                .isEqualTo("ok");
    }

    private static String severity(Outcome checked) throws Exception {
        return finding(checked).path("severity").asText();
    }

    private static JsonNode finding(Outcome checked) throws Exception {
        for (JsonNode finding : json(checked).path("findings")) {
            if (finding.path("check").asText().equals("backup.offsite")) {
                return finding;
            }
        }
        throw new AssertionError("no backup.offsite in " + checked);
    }

    private static JsonNode json(Outcome outcome) throws Exception {
        return new ObjectMapper().readTree(outcome.out());
    }

    private Outcome run(TestDatabase database, String... command) {
        PulseDbProgram program = new PulseDbProgram()
                .database(database.url())
                .with("PULSE_PROFILE", "none")
                .clientTools()
                .with("PULSE_BACKUPS_DAILY_DIRECTORY", directory.toString())
                .with("PULSE_BACKUPS_DAILY_RPO", "24h");
        settings.forEach(program::with);
        Outcome outcome = program.run(command);
        said.add(outcome.toString());
        return outcome;
    }
}
