package io.opsconductor.pulse.db.backup.set;

import java.time.Duration;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.age.AgeRecipients;
import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * How pg_dump is run for a set.
 *
 * @param jobs tables dumped at once; more than one in directory format only
 * @param compression as pg_dump takes it, such as {@code gzip:6}; empty: the best that it offers
 * @param lockWait how long it waits for a table's lock before it gives up
 * @param recipients who can read the backup; empty when it is not encrypted
 */
public record DumpOptions(
        Format format, int jobs, Optional<String> compression, Duration lockWait, Optional<AgeRecipients> recipients) {
    /**
     * @throws PulseFailure (usage) when they do not fit together
     */
    public void requireSound(BackupTarget target) {
        if (jobs < 1 || jobs > 1 && format == Format.CUSTOM) {
            throw PulseFailure.usage(
                    target.variable("jobs") + "=" + jobs + " needs "
                            + (jobs < 1 ? "to be 1 or more" : "the directory format"),
                    "set " + target.variable("format") + "=directory, or " + target.variable("jobs") + "=1");
        }
        if (recipients.isPresent() && format == Format.DIRECTORY) {
            throw PulseFailure.usage(
                    target.variable("encrypt-to") + " needs the custom format: pg_dump itself writes the files of a"
                            + " directory, and would write them unencrypted",
                    "set " + target.variable("format") + "=custom");
        }
    }

    /** What pg_dump writes; both kinds are read by pg_restore. */
    public enum Format {
        /** One file. */
        CUSTOM,
        /** A directory with one file per table, which several jobs can write and read at once. */
        DIRECTORY;

        public boolean isDirectory() {
            return this == DIRECTORY;
        }
    }
}
