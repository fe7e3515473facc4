package io.opsconductor.pulse.db.drill;

import java.util.List;
import java.util.Optional;

/**
 * What a server has that matters to drills.
 *
 * @param major of PostgreSQL
 * @param superuser the role of the URL is one
 * @param creates it may create databases
 * @param loaded TimescaleDB's library is loaded
 * @param installed the extension's version in this database; empty when it is not installed
 * @param offered its versions that can be installed
 */
record Offer(
        int major,
        boolean superuser,
        boolean creates,
        boolean loaded,
        Optional<String> installed,
        List<String> offered) {}
