package io.opsconductor.pulse.db.backup.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.backup.Stored;
import io.opsconductor.pulse.db.backup.archive.Contents;
import io.opsconductor.pulse.db.backup.file.SealKey;
import io.opsconductor.pulse.db.backup.store.Manifest.StoredFile;
import io.opsconductor.pulse.db.backup.store.Source.Timescale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestJsonTest {
    private static final Manifest FULL = new Manifest(
            "daily",
            new Source(
                    "pulse",
                    Instant.parse("2026-01-31T12:00:00.123456Z"),
                    Optional.of(Instant.parse("2026-01-31T12:07:00Z")),
                    "17.5",
                    Optional.of(new Timescale("2.23.0", "timescale")),
                    Optional.of("036a"),
                    Optional.of(Set.of("postgres", "we \"ird")),
                    OptionalLong.of(9_000_000_000L)),
            "17.6",
            List.of(new StoredFile("database.dump", 5_000_000_000L, "ab12")),
            Map.of("public.telemetry", 3L, "\"odd \"\"name\n\".t", 6_000_000_000L),
            Optional.of(new Contents(
                    List.of(new Contents.Hypertable("public.telemetry", 30, 28)),
                    List.of("public.hourly"),
                    List.of(new Contents.Job("f.policy_retention", "public.telemetry", "{\"a\": 1}", "1 day", true)),
                    List.of("iot", "we ird"))),
            Duration.ofMillis(12_345),
            Optional.of(Duration.ofMillis(7_001)),
            Instant.parse("2026-01-31T12:00:13Z"),
            Optional.of(Instant.parse("2026-01-31T12:00:05.000000001Z")),
            Optional.of("permission denied"),
            List.of());

    @Test
    void what_is_written_is_read_back() throws ManifestProblem {
        assertThat(ManifestJson.read(ManifestJson.write(FULL, SealKey.NONE), SealKey.NONE))
                .isEqualTo(FULL);
    }

    @Test
    void a_plain_database_has_neither_timescaledb_nor_a_schema_version() throws ManifestProblem {
        Source source = Stored.source("x", Instant.parse("2026-01-31T12:00:00Z"), "16.1");
        Manifest plain = Stored.manifest("s", source, List.of(), Duration.ZERO, Instant.EPOCH);

        assertThat(ManifestJson.read(ManifestJson.write(plain, SealKey.NONE), SealKey.NONE))
                .isEqualTo(plain);
        assertThat(text(plain)).doesNotContain("timescaledb").doesNotContain("schemaVersion");
    }

    @Test
    void one_from_before_these_were_written_down_has_neither_the_dumps_time_nor_the_databases_size()
            throws ManifestProblem {
        Source source = Stored.source("x", Instant.EPOCH, "16.1");
        Manifest old = Stored.manifest("s", source, List.of(), Duration.ofSeconds(9), Instant.EPOCH);

        assertThat(text(old)).doesNotContain("dumpSeconds").doesNotContain("databaseBytes");
        assertThat(ManifestJson.read(ManifestJson.write(old, SealKey.NONE), SealKey.NONE)
                        .dumped())
                .isEmpty();
    }

    @Test
    void a_time_that_nothing_can_be_counted_from_is_not_believed() {
        for (Instant time : List.of(Instant.MIN, Instant.MAX, Instant.EPOCH.minusNanos(1))) {
            assertProblem(text(at(time, FULL.source().serverTime(), FULL.verifiedAt())), "between 1970 and 9999");
            assertProblem(
                    text(at(FULL.source().snapshotTime(), Optional.of(time), FULL.verifiedAt())),
                    "between 1970 and 9999");
            assertProblem(text(at(FULL.source().snapshotTime(), Optional.empty(), time)), "between 1970 and 9999");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/files/0/bytes, -1, a whole number of 0 or more",
        "/files/0/bytes, 9223372036854775807, a whole number of 0 or more",
        "/files/0/bytes, 1e30, a whole number of 0 or more",
        "/files/0/bytes, 0.5, a whole number of 0 or more",
        "/files/0/bytes, true, a whole number of 0 or more",
        "/files/0/bytes, null, a whole number of 0 or more",
        "/databaseBytes, -5, a whole number of 0 or more",
        "/rows/public.telemetry, -3, a whole number of 0 or more",
        "/rows/public.telemetry, 99999999999999999999, a whole number of 0 or more",
        "/contents/hypertables/0/chunks, -1, a whole number of 0 or more",
        "/contents/hypertables/0/compressedChunks, {}, a whole number of 0 or more",
        "/seconds, -1, a number of seconds",
        "/seconds, 1e300, a number of seconds",
        "/dumpSeconds, -0.5, a number of seconds",
        "/dumpSeconds, [], a number of seconds",
    })
    void a_number_that_nothing_can_have_is_not_believed(String place, String value, String said) throws Exception {
        ObjectNode json = (ObjectNode) new ObjectMapper().readTree(text(FULL));
        JsonPointer pointer = JsonPointer.compile(place);
        JsonNode holder = json.at(pointer.head());
        JsonNode absurd = new ObjectMapper().readTree(value);
        assertThat(json.at(pointer).isMissingNode()).isFalse();
        ((ObjectNode) holder).set(pointer.last().getMatchingProperty(), absurd);
        json.remove("seal");

        assertThatThrownBy(() -> ManifestJson.read(SealedJson.sealed(json, SealKey.NONE), SealKey.NONE))
                .isInstanceOf(ManifestProblem.class)
                .hasMessage("its manifest lacks something: " + said);
    }

    private static Manifest at(Instant snapshot, Optional<Instant> server, Instant verified) {
        Source source = FULL.source();
        return new Manifest(
                FULL.set(),
                new Source(
                        source.database(),
                        snapshot,
                        server,
                        source.serverVersion(),
                        source.timescale(),
                        source.schemaVersion(),
                        source.powerful(),
                        source.bytes()),
                FULL.pgDumpVersion(),
                FULL.files(),
                FULL.rows(),
                FULL.contents(),
                FULL.took(),
                FULL.dumped(),
                verified,
                FULL.changed(),
                FULL.noGlobals(),
                List.of());
    }

    @Test
    void a_change_by_hand_shows() {
        assertProblem(text(FULL).replace("2026-01-31T12:00:00", "2026-02-01T12:00:00"), "was changed");
        assertProblem(text(FULL).replace("\"dumpSeconds\" : 7.001", "\"dumpSeconds\" : 1.001"), "was changed");
        assertProblem(text(FULL).replaceFirst("\"seal\" : \"..", "\"seal\" : \"zz"), "was changed");
    }

    @Test
    void white_space_does_not_matter() throws ManifestProblem {
        String reformatted = text(FULL).replace("\n", "\r\n").replace("  ", "\t");

        assertThat(ManifestJson.read(reformatted.getBytes(StandardCharsets.UTF_8), SealKey.NONE))
                .isEqualTo(FULL);
    }

    @Test
    void what_is_no_manifest_is_refused_with_the_reason() {
        assertProblem("", "is empty or no JSON object");
        assertProblem("[1]", "is empty or no JSON object");
        assertProblem("{\"format\": 1,", "is no JSON");
        assertProblem("{}", "was changed");
        assertProblem("{\"format\": 3}", "written by a newer pulse-db");
    }

    private static void assertProblem(String json, String message) {
        assertThatThrownBy(() -> ManifestJson.read(json.getBytes(StandardCharsets.UTF_8), SealKey.NONE))
                .isInstanceOf(ManifestProblem.class)
                .hasMessageContaining(message);
    }

    private static String text(Manifest manifest) {
        return new String(ManifestJson.write(manifest, SealKey.NONE), StandardCharsets.UTF_8);
    }
}
