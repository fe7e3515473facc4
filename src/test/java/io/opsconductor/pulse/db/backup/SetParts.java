package io.opsconductor.pulse.db.backup;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.set.BackupKind;
import io.opsconductor.pulse.db.backup.set.BackupSettings;
import io.opsconductor.pulse.db.backup.set.DumpOptions;

/** The groups of a set's settings, as a configuration would give them. */
final class SetParts {
    private SetParts() {}

    static final BackupSettings.Origin OUR_OWN =
            new From(BackupKind.DUMP, Optional.empty(), Optional.empty(), ZoneOffset.UTC, Optional.empty());

    record From(
            BackupKind kind,
            Optional<String> stanza,
            Optional<String> pattern,
            ZoneId timeZone,
            Optional<Path> stateDirectory)
            implements BackupSettings.Origin {}

    record Taking(
            boolean init,
            DumpOptions.Format format,
            int jobs,
            Optional<String> compression,
            Duration lockWaitTimeout,
            Duration verifyEvery,
            Optional<String> verifySchedule)
            implements BackupSettings.Taking {}

    record Encrypting(Optional<List<String>> encryptTo, Optional<Path> identityFile)
            implements BackupSettings.Encrypting {}

    record Sealed(Optional<String> sealKey, Optional<Path> sealKeyFile) implements BackupSettings.Seal {}

    record Keeping(int keepLast, int keepDaily, int keepWeekly, int keepMonthly, int minCopies)
            implements BackupSettings.Keeping {}
}
