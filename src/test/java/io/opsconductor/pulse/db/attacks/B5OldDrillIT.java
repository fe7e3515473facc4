package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.backup.file.SealKey;
import io.opsconductor.pulse.db.backup.store.SealedJson;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** B5: who may write where backups lie puts back the record of an old good drill, or removes that of one that failed. */
@ProgramTest
class B5OldDrillIT {
    private static final String KEY = "a key that is long enough to be a key";

    @TempDir
    Path directory;

    @Postgres
    private TestDatabase test;

    private String[] settings;
    private BackupAttack attack;
    private Path backup;
    private Path record;
    private Path last;

    @BeforeEach
    void a_good_drill_and_one_that_failed() throws Exception {
        settings = new String[] {
            "PULSE_BACKUPS_DAILY_SEAL_KEY",
            KEY,
            "PULSE_BACKUPS_DAILY_DRILL_EVERY",
            "30d",
            "PULSE_DRILL_SAME_SERVER",
            "true",
            "PULSE_DRILL_CONFIRM_SAME_SERVER",
            test.name()
        };
        attack = new BackupAttack(directory, test.url());
        test.execute("CREATE TABLE t AS SELECT n FROM generate_series(1, 10) AS n");
        assertThat(attack.run(settings, "backup", "take", "--init").exit()).isZero();
        try (Stream<Path> files = Files.walk(directory)) {
            backup = files.filter(file -> file.endsWith("database.dump"))
                    .findFirst()
                    .orElseThrow()
                    .getParent();
        }
        record = backup.resolve("drill.json");
        last = backup.resolveSibling(".last-drill.json");
        Outcome drill = attack.run(settings, "drill");
        assertThat(drill.exit()).as(drill.toString()).isZero();
    }

    @Test
    void an_old_record_that_is_put_back_does_not_count() throws Exception {
        assertThat(judged()).startsWith("OK");
        byte[] good = SealedJson.sealed(old(record), key());
        ObjectNode failed = SealedJson.read(record, key());
        failed.put("matches", false)
                .put("failure", "it broke")
                .put("at", Instant.now().toString());
        SealedJson.replaceResult(record, failed.deepCopy(), key(), true);
        SealedJson.replaceResult(last, failed.deepCopy(), key(), true);
        assertThat(judged()).startsWith("CRITICAL").contains("it broke");

        Files.write(record, good);
        assertThat(judged()).as("the set remembers it, too").startsWith("CRITICAL");
        Files.write(last, good);
        assertThat(judged()).startsWith("WARNING").contains("put back or removed");

        Files.move(last, last.resolveSibling("kept"));
        Files.delete(record);
        assertThat(judged()).startsWith("WARNING").contains("no backup of this set has ever been restored");
    }

    @Test
    void that_of_the_sets_last_drill_is_missed_where_there_are_others() throws Exception {
        Files.delete(last);

        assertThat(judged()).startsWith("WARNING").contains("the set does not count", "put back or removed");

        assertThat(attack.run(settings, "drill").exit()).isZero();
        assertThat(judged()).startsWith("OK");
    }

    /** As it was written an hour ago. */
    private static ObjectNode old(Path record) throws Exception {
        String then = Instant.now().minus(Duration.ofHours(1)).toString();
        return SealedJson.read(record, key()).put("written", then).put("at", then);
    }

    /** With the lines below it, which say why. */
    private String judged() {
        return attack.run(settings, "check", "--all", "backups")
                .out()
                .lines()
                .dropWhile(line -> !line.contains("backup.drill "))
                .limit(3)
                .collect(Collectors.joining("\n"));
    }

    private static SealKey key() {
        return SealKey.of(KEY, "key");
    }
}
