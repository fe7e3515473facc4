package io.opsconductor.pulse.db.timescale.extension;

import java.util.Optional;

/**
 * A setting that switches TimescaleDB or a part of it off for sessions that begin.
 *
 * @param setting its name
 * @param server it comes from the server's configuration
 * @param role whose sessions; empty: of all roles, or of one whose name is no text here
 * @param oid of that role; 0: of all
 * @param trusted that role may do as it likes here anyway
 * @param aggregates there are continuous aggregates in this database
 */
record SwitchedOff(
        String setting, boolean server, Optional<String> role, long oid, boolean trusted, boolean aggregates) {}
