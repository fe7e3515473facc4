package io.opsconductor.pulse.db.backup.set;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProposedSetTest {

    @ParameterizedTest
    @CsvSource({
        "P7D, 17 2 * * *, a backup every 1d keeps a recovery point of 7d",
        "PT48H, 17 2 * * *, a backup every 1d keeps a recovery point of 2d",
        "PT24H, '17 2,14 * * *', a backup every 12h keeps a recovery point of 1d",
        "PT6H, '17 2,5,8,11,14,17,20,23 * * *', a backup every 3h keeps a recovery point of 6h",
        "PT2H, 17 * * * *, a backup every 1h keeps a recovery point of 2h",
        "PT30M, '2,17,32,47 * * * *', a backup every 15m keeps a recovery point of 30m",
        "PT29M, '2,17,32,47 * * * *', a backup every 15m is the most that dumps can do",
    })
    void the_schedule_keeps_the_recovery_point_even_when_one_backup_fails(Duration rpo, String cron, String comment) {
        List<String> lines = ProposedSet.of("daily", Path.of("/backups"), rpo, OptionalLong.empty());

        assertThat(lines).contains("pulse.backups.daily.schedule=" + cron).anyMatch(line -> line.contains(comment));
        assertThat(BackupSchedule.parse("daily", cron)).isNotNull();
    }
}
