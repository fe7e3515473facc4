package io.opsconductor.pulse.db.backup;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.ClientTools;

/** Backup sets as a configuration would give them, and the room wired up around them. */
final class Sets {
    private Sets() {}

    record Configured(boolean expected, Optional<Path> directory, Optional<Duration> rpo, Optional<Duration> rto)
            implements BackupSettings.BackupSet {
        @Override
        public Optional<Duration> drillEvery() {
            return Optional.empty();
        }

        @Override
        public Optional<String> drillSchedule() {
            return Optional.empty();
        }

        @Override
        public Optional<String> schedule() {
            return Optional.empty();
        }
    }

    static Configured in(Path directory) {
        return new Configured(true, Optional.of(directory), Optional.of(Duration.ofHours(24)), Optional.empty());
    }

    static BackupSets of(Map<String, ? extends BackupSettings.BackupSet> sets) {
        Map<String, BackupSettings.BackupSet> byName = Map.copyOf(sets);
        return new BackupSets(() -> byName);
    }

    /** The target of a set {@code daily} with an RPO of 24 hours. */
    static BackupTarget daily(Path directory) {
        return new BackupTarget("daily", Optional.of(directory), Optional.of(Duration.ofHours(24)));
    }

    /** One set {@code daily} in the directory, taken with the programs there. */
    static Backups daily(Path directory, Path programs) {
        ClientTools tools = new ClientTools(Optional.of(programs), List.of());
        return new Backups(of(Map.of("daily", in(directory))), new BackupTaker(tools), new BackupVerifier(tools));
    }
}
