package io.opsconductor.pulse.db.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.backup.external.BackupListing;
import io.opsconductor.pulse.db.backup.external.ForeignReader;
import io.opsconductor.pulse.db.backup.external.ForeignVerifier;
import io.opsconductor.pulse.db.backup.file.SealKey;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupKind;
import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.backup.set.BackupSchedule;
import io.opsconductor.pulse.db.backup.set.BackupSets;
import io.opsconductor.pulse.db.backup.set.BackupSettings;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.CopySettings;
import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.backup.set.DumpOptions;
import io.opsconductor.pulse.db.backup.set.ForeignDumps;
import io.opsconductor.pulse.db.backup.set.RotationPolicy;
import io.opsconductor.pulse.db.backup.store.BackupStore;
import io.opsconductor.pulse.db.backup.store.SetDirectory;
import io.opsconductor.pulse.db.backup.take.BackupTaker;
import io.opsconductor.pulse.db.backup.take.BackupVerifier;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.tool.ClientTools;

/** Backup sets as a configuration would give them, and the room wired up around them. */
public final class Sets {
    private Sets() {}

    public record Configured(
            boolean expected,
            Optional<Path> directory,
            Optional<Duration> rpo,
            Optional<Duration> rto,
            RotationPolicy rotation,
            BackupSettings.Encrypting encrypting)
            implements BackupSettings.BackupSet {
        public Configured(
                boolean expected,
                Optional<Path> directory,
                Optional<Duration> rpo,
                Optional<Duration> rto,
                RotationPolicy rotation) {
            this(expected, directory, rpo, rto, rotation, new SetParts.Encrypting(Optional.empty(), Optional.empty()));
        }

        public Configured(boolean expected, Optional<Path> directory, Optional<Duration> rpo, Optional<Duration> rto) {
            this(expected, directory, rpo, rto, RotationPolicy.KEEP_ALL);
        }

        @Override
        public Optional<String> database() {
            return Optional.empty();
        }

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

        @Override
        public Map<String, CopySettings> copies() {
            return Map.of();
        }

        @Override
        public BackupSettings.Keeping keeping() {
            return new SetParts.Keeping(
                    rotation.last(), rotation.daily(), rotation.weekly(), rotation.monthly(), rotation.minCopies());
        }

        @Override
        public int shrinkPercent() {
            return 50;
        }

        @Override
        public BackupSettings.Origin origin() {
            return SetParts.OUR_OWN;
        }

        @Override
        public BackupSettings.Seal seal() {
            return new SetParts.Sealed(Optional.empty(), Optional.empty());
        }

        /** A new directory is made, as in most tests it is one. */
        @Override
        public BackupSettings.Taking taking() {
            return new SetParts.Taking(
                    true,
                    DumpOptions.Format.CUSTOM,
                    1,
                    Optional.empty(),
                    Duration.ofMinutes(10),
                    Duration.ofDays(7),
                    Optional.of("17 8 * * *"));
        }
    }

    private static final Optional<Duration> DAY = Optional.of(Duration.ofHours(24));

    public static Configured in(Path directory) {
        return new Configured(true, Optional.of(directory), Optional.of(Duration.ofHours(24)), Optional.empty());
    }

    /** One set {@code daily} that is rotated so. */
    public static BackupSets rotating(Path directory, RotationPolicy rotation) {
        return of(Map.of("daily", new Configured(true, Optional.of(directory), DAY, Optional.empty(), rotation)));
    }

    public static BackupSets of(Map<String, ? extends BackupSettings.BackupSet> sets) {
        Map<String, BackupSettings.BackupSet> byName = Map.copyOf(sets);
        return new BackupSets(() -> byName, Set::of, (database, set) -> false);
    }

    /** The target of a set {@code daily} with an RPO of 24 hours. */
    public static BackupTarget daily(Path directory) {
        return daily(directory, RotationPolicy.KEEP_ALL);
    }

    public static BackupTarget in(Path directory, String set) {
        return target(set, Optional.of(directory), Optional.empty(), Optional.empty(), RotationPolicy.KEEP_ALL);
    }

    public static BackupTarget daily(Path directory, RotationPolicy rotation) {
        return target("daily", Optional.of(directory), DAY, Optional.empty(), rotation);
    }

    /** A set {@code daily} of dumps that another tool made. */
    public static BackupTarget foreign(Path directory, String pattern, ZoneId zone) {
        return made(
                daily(directory),
                Optional.of(new ForeignDumps(pattern, zone, Optional.empty(), Optional.empty())),
                Set.of());
    }

    /** The same in an object store, with a directory for what is known of them. */
    public static BackupTarget foreign(CopyTarget place, String pattern, Path state) {
        return made(
                target("daily", Optional.empty(), DAY, Optional.empty(), RotationPolicy.KEEP_ALL),
                Optional.of(new ForeignDumps(pattern, ZoneOffset.UTC, Optional.of(state), Optional.of(place))),
                Set.of());
    }

    /** The same of one database. */
    public static BackupTarget foreign(Path directory, String pattern, ZoneId zone, String database) {
        BackupTarget any = foreign(directory, pattern, zone);
        return made(any, any.foreign(), Set.of(database));
    }

    public static BackupTarget physical(String set, BackupKind kind) {
        return made(
                target(set, Optional.empty(), DAY, Optional.empty(), RotationPolicy.KEEP_ALL),
                kind,
                Optional.empty(),
                Set.of(),
                SealKey.NONE);
    }

    /** A target that is only looked at: its directory need not exist. */
    public static BackupTarget promised(String set, Optional<Duration> rpo, Optional<String> schedule) {
        return target(set, Optional.of(Path.of("/backups")), rpo, schedule, RotationPolicy.KEEP_ALL);
    }

    /** The set {@code daily} with a schedule. */
    public static BackupTarget scheduled(Path directory, String cron) {
        return target("daily", Optional.of(directory), DAY, Optional.of(cron), RotationPolicy.KEEP_ALL);
    }

    public static BackupTarget sealed(BackupTarget target, SealKey key) {
        return made(target, target.kind(), target.foreign(), target.databases(), key);
    }

    private static BackupTarget made(BackupTarget target, Optional<ForeignDumps> foreign, Set<String> databases) {
        return made(target, target.kind(), foreign, databases, target.seal());
    }

    private static BackupTarget made(
            BackupTarget target, BackupKind kind, Optional<ForeignDumps> foreign, Set<String> databases, SealKey seal) {
        return new BackupTarget(
                target.set(),
                target.directory(),
                target.rpo(),
                target.schedule(),
                target.rotation(),
                target.shrinkPercent(),
                foreign,
                kind,
                target.stanza(),
                databases,
                seal);
    }

    private static BackupTarget target(
            String set,
            Optional<Path> directory,
            Optional<Duration> rpo,
            Optional<String> schedule,
            RotationPolicy rotation) {
        return new BackupTarget(
                set,
                directory,
                rpo,
                schedule.map(cron -> BackupSchedule.parse(set, cron)),
                rotation,
                50,
                Optional.empty(),
                BackupKind.DUMP,
                set,
                Set.of(),
                SealKey.NONE);
    }

    /** For sets that need no program to be listed. */
    public static final BackupListing LISTING = new BackupListing(new ClientTools(Optional.empty(), List.of(), false));

    /** A custom-format dump with pg_dump's own choices. */
    public static final DumpOptions CUSTOM = options(DumpOptions.Format.CUSTOM, 1, Optional.empty());

    public static DumpOptions options(DumpOptions.Format format, int jobs, Optional<String> compression) {
        return new DumpOptions(format, jobs, compression, Duration.ofMinutes(10), Optional.empty());
    }

    /** Takes a backup of the set {@code daily} in a way of its own. */
    public static Backup take(
            Path directory, Path programs, Database database, DumpOptions options, BackupProgress progress) {
        BackupTarget target = daily(directory);
        SetDirectory.init(target);
        try {
            return BackupStore.backup(
                    target,
                    new BackupTaker(new ClientTools(Optional.of(programs), List.of(), false))
                            .take(database, target, options, progress));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One set {@code daily} in the directory, taken with the programs there. */
    public static Backups daily(Path directory, Path programs) {
        return taken(of(Map.of("daily", in(directory))), programs);
    }

    static Backups taken(BackupSets sets, Path programs) {
        ClientTools tools = new ClientTools(Optional.of(programs), List.of(), false);
        return new Backups(
                sets,
                new BackupTaker(tools),
                new BackupVerifier(tools),
                new ForeignVerifier(new ForeignReader(tools), rows -> Optional.empty()),
                new BackupListing(tools));
    }
}
