package io.opsconductor.pulse.db.drill;

import java.time.Duration;
import java.util.Optional;

import io.opsconductor.pulse.db.config.PositiveDuration;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** {@code pulse.drill.*}: where backups are restored to see whether they can be. */
@ConfigMapping(prefix = "pulse.drill")
public interface DrillSettings {
    /** The server for scratch databases, as a URL of any database there; its role may create databases. */
    Optional<String> url();

    /** True lets scratch databases be made on the server that the backup is of; they load it as any restore does. */
    @WithDefault("false")
    boolean sameServer();

    /**
     * The second word for {@link #sameServer}: the name of the database that the backups are of. A drill there runs code
     * beside production, and what it may load there can be written by whoever can write backups.
     */
    Optional<String> confirmSameServer();

    /** True makes roles that the archive names and the server lacks, without a login; dropped after the drill. */
    @WithDefault("false")
    boolean createRoles();

    /**
     * True lets rows be loaded by the role of the URL itself: what the owners of tables wrote runs with its rights. Only
     * where all who own something in a backup, and all who can write backups, may do on that server what that role may.
     */
    @WithDefault("false")
    boolean trustOwners();

    /** How many sessions pg_restore uses at once. */
    @WithDefault("1")
    int jobs();

    /**
     * How long the restore and the comparison of a drill may take together; then it is ended and has failed, for what an
     * owner wrote may wait without end. Empty for a day, or four times the set's {@code rto} where that is longer.
     */
    @WithConverter(PositiveDuration.class)
    Optional<Duration> timeLimit();
}
