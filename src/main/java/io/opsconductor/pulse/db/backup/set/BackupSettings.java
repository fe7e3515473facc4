package io.opsconductor.pulse.db.backup.set;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.config.PositiveDuration;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;

/** {@code pulse.backups."SET".*}: backup sets and what each was promised. */
@ConfigMapping(prefix = "pulse.backups")
public interface BackupSettings {
    @WithParentName
    Map<String, BackupSet> byName();

    /** One backup set's place and promises. */
    interface BackupSet {
        /** False takes a shipped default away. */
        @WithDefault("true")
        boolean expected();

        /** Holds one directory per backup below {@code <directory>/<set>/}; made when missing. */
        Optional<Path> directory();

        /** Whose backups these are; absent: the configured database's. A dump of another database does not count. */
        Optional<String> database();

        /** Recovery point objective: how old the newest verified backup's snapshot may be; absent is a finding. */
        @WithConverter(PositiveDuration.class)
        Optional<Duration> rpo();

        /** Recovery time objective: how long a restore may take. */
        @WithConverter(PositiveDuration.class)
        Optional<Duration> rto();

        /** How often a backup is to be restored into a scratch database; absent: not decided. */
        @WithConverter(PositiveDuration.class)
        Optional<Duration> drillEvery();

        /** A cron expression in UTC, five fields, by which {@code run} does a drill; absent: never by itself. */
        Optional<String> drillSchedule();

        /** A cron expression in UTC, five fields, by which {@code run} takes this backup; absent: never by itself. */
        Optional<String> schedule();

        @WithParentName
        Keeping keeping();

        /** By how many percent a backup may be smaller than usual. */
        @WithDefault("50")
        int shrinkPercent();

        /** Where its backups are copied to, by name. */
        Map<String, CopySettings> copies();

        @WithParentName
        Taking taking();

        @WithParentName
        Origin origin();

        @WithParentName
        Seal seal();

        @WithParentName
        Encrypting encrypting();
    }

    /** Which backups {@code backup rotate} keeps, here or in one of the copies. */
    interface Keeping {
        /** How many of the newest; nothing is removed while all four are 0. */
        @WithDefault("0")
        int keepLast();

        /** Of how many days it keeps the newest one. */
        @WithDefault("0")
        int keepDaily();

        /** Of how many weeks. */
        @WithDefault("0")
        int keepWeekly();

        /** Of how many months. */
        @WithDefault("0")
        int keepMonthly();

        /** How many verified ones there are to be at least: fewer is a finding, and rotation leaves them. */
        @WithDefault("2")
        int minCopies();
    }

    /** Who can read a set's backups. */
    interface Encrypting {
        /** Public keys of age, X25519 ones, such as {@code age1…}; absent: what is taken is not encrypted. */
        Optional<List<String>> encryptTo();

        /** A file of age identities that opens them here, to verify, drill and restore; absent: they are opened elsewhere. */
        Optional<Path> identityFile();
    }

    /** What tells a set's backups from those that others put into its directory. */
    interface Seal {
        /** A secret; once there is one, what is sealed without it is unverified. */
        Optional<String> sealKey();

        /** A file that holds it, such as one of a mounted Secret. */
        Optional<Path> sealKeyFile();
    }

    /** Where a set's backups come from, if not from {@code backup take}. */
    interface Origin {
        /** {@code dump}, {@code wal} for the server's archived log, or {@code pgbackrest}. */
        @WithDefault("dump")
        BackupKind kind();

        /** Of pgBackRest, if it is not called as the set. */
        Optional<String> stanza();

        /** Names of dumps that another tool puts into {@link BackupSet#directory}, such as {@code *.dump}. */
        Optional<String> pattern();

        /** What the clock of the host showed that made them; archives hold local time. */
        @WithDefault("UTC")
        ZoneId timeZone();

        /** Where the results of reading them are kept, if not beside them. */
        Optional<Path> stateDirectory();
    }

    /** How a set's backups are taken and proved. */
    interface Taking {
        /** True where a missing volume keeps the program from starting, as in Kubernetes: a new directory is made. */
        @WithDefault("false")
        boolean init();

        @WithDefault("custom")
        DumpOptions.Format format();

        /** Tables dumped at once, in directory format. */
        @WithDefault("1")
        int jobs();

        /** As pg_dump takes it: {@code gzip:6}, {@code zstd}, {@code none}; absent: zstd where it is offered, else gzip. */
        Optional<String> compression();

        /** A lock that a migration holds is worth waiting for; one that is never released must not hang every later run. */
        @WithConverter(PositiveDuration.class)
        @WithDefault("10m")
        Duration lockWaitTimeout();

        /** How old the newest backup's last verification may be. */
        @WithConverter(PositiveDuration.class)
        @WithDefault("7d")
        Duration verifyEvery();

        /**
         * A cron expression in UTC, five fields, by which {@code run} reads again what would be older than that before the
         * next look; absent: never by itself.
         */
        Optional<String> verifySchedule();
    }
}
