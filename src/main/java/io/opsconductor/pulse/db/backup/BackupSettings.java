package io.opsconductor.pulse.db.backup;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
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

        /** Recovery point objective: how old the newest verified backup's snapshot may be; absent is a finding. */
        @WithConverter(PositiveDuration.class)
        Optional<Duration> rpo();

        /** Recovery time objective: how long a restore may take. */
        @WithConverter(PositiveDuration.class)
        Optional<Duration> rto();

        /** A cron expression in UTC, five fields, by which {@code run} takes this backup; absent: never by itself. */
        Optional<String> schedule();

        /** How many of the newest backups {@code backup rotate} keeps; nothing is removed while all four are 0. */
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

        /** How many verified backups there are to be at least: fewer is a finding, and rotation leaves them. */
        @WithDefault("2")
        int minCopies();

        /** By how many percent a backup may be smaller than usual. */
        @WithDefault("50")
        int shrinkPercent();

        @WithParentName
        Origin origin();
    }

    /** Where a set's backups come from, if not from {@code backup take}. */
    interface Origin {
        /** Names of dumps that somebody else puts into {@link BackupSet#directory}, such as {@code *.dump}. */
        Optional<String> pattern();

        /** What the clock of the host showed that made them; archives hold local time. */
        @WithDefault("UTC")
        ZoneId timeZone();

        /** Where it is remembered what came of reading them, if not beside them. */
        Optional<Path> stateDirectory();
    }
}
