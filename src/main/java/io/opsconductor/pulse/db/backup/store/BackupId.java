package io.opsconductor.pulse.db.backup.store;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Names backups by their snapshot time in UTC: {@code 20260131T235959Z}, or {@code 20260131T235959Z-2} for another. */
public final class BackupId {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssX").withZone(ZoneOffset.UTC);

    private BackupId() {}

    static String of(Instant snapshotTime) {
        return TIME.format(snapshotTime);
    }

    /** The n-th backup of the same second, n from 2. */
    static String of(Instant snapshotTime, int n) {
        return of(snapshotTime) + "-" + n;
    }

    /** Why a backup of that name is not the one that was taken then; empty when it may be. */
    public static Optional<String> problem(String id, Instant snapshotTime) {
        return id.replaceFirst("-\\d+$", "").equals(of(snapshotTime))
                ? Optional.empty()
                : Optional.of("its directory is named " + id + ", and its manifest is of " + of(snapshotTime));
    }

    /** A hint only, for names are easily changed; what counts is in the manifest. Empty for a name of another kind. */
    public static Optional<Instant> time(String id) {
        try {
            return Optional.of(TIME.parse(id.replaceFirst("-\\d+$", ""), Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
