package io.opsconductor.pulse.db.backup.set;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.backup.file.SealKey;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * A backup set as it was promised.
 *
 * @param set its name, which is also that of a directory
 * @param directory holds the set's own directory; empty when not configured
 * @param rpo how old the newest verified backup's snapshot may be; empty when not configured
 * @param schedule when its backups are taken; empty when pulse-db does not know
 * @param rotation which backups to keep
 * @param shrinkPercent by how much a backup may be smaller than usual
 * @param foreign whose dumps these are; empty for our own
 * @param kind what the set is made of
 * @param stanza pgBackRest's name of it
 * @param databases whose backups these are to be, by any of these names; empty for any database's
 * @param seal how what lies beside its backups is sealed
 */
public record BackupTarget(
        String set,
        Optional<Path> directory,
        Optional<Duration> rpo,
        Optional<BackupSchedule> schedule,
        RotationPolicy rotation,
        int shrinkPercent,
        Optional<ForeignDumps> foreign,
        BackupKind kind,
        String stanza,
        Set<String> databases,
        SealKey seal) {

    /** The configured directory, in which the set's own is made. */
    public Path root() {
        return directory
                .map(path -> path.toAbsolutePath().normalize())
                .orElseThrow(() -> PulseFailure.usage(
                        "the backup set " + set + " has no directory",
                        "set " + variable("directory") + ", or " + variable("expected")
                                + "=false if there is to be no such set"));
    }

    /**
     * The directory of the set's backups; of pgBackRest's, the stanza; of those in an object store a name that no file has.
     *
     * @throws PulseFailure (usage) when none is configured
     */
    public Path path() {
        if (kind == BackupKind.PGBACKREST) {
            return Path.of(stanza);
        }
        if (isRemote()) {
            CopyTarget place = foreign.get().place().get();
            return Path.of(Backup.STORE, place.bucket(), place.root());
        }
        return foreign.isPresent() ? root() : root().resolve(set);
    }

    /** True when its backups are taken and removed here, and not only looked at. */
    public boolean ours() {
        return kind == BackupKind.DUMP && foreign.isEmpty();
    }

    /** True when another tool puts its dumps into an object store. */
    public boolean isRemote() {
        return foreign.flatMap(ForeignDumps::place).isPresent();
    }

    /** Where its backups are, for sentences. */
    public String where() {
        return Backup.where(path());
    }

    /** True when its backups can be restored from here: ours, and dumps that other tools make. */
    public boolean restorable() {
        return kind == BackupKind.DUMP;
    }

    /** The recovery point objective as findings show it; blank where none is configured. */
    public String objective() {
        return rpo.map(Durations::text).orElse("");
    }

    /** What brings a fresh backup, for findings. */
    public Remedy cure() {
        if (kind == BackupKind.PGBACKREST) {
            return Remedy.command("pgbackrest --stanza=" + stanza + " backup");
        }
        return foreign.isPresent()
                ? Remedy.command("pulse-db backup verify " + set).note("and see that the dumps are still made")
                : Remedy.command("pulse-db backup take " + set);
    }

    /** The environment variable that sets one of the set's keys. */
    public String variable(String key) {
        return ("PULSE_BACKUPS_" + set + "_" + key)
                .replaceAll("[^A-Za-z0-9]", "_")
                .toUpperCase(Locale.ROOT);
    }
}
