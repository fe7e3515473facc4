package io.opsconductor.pulse.db.preflight;

import java.util.List;
import java.util.Optional;

/**
 * What a server offers of TimescaleDB, and whose server it seems to be.
 *
 * @param installed the extension's version in this database; empty when it is not installed
 * @param offered the versions that can be installed; none when the server does not have the extension
 * @param loaded its library is loaded into sessions, as {@code shared_preload_libraries} has it
 * @param licence {@code timescale} for the community edition, {@code apache}; empty when the library is not loaded
 */
record Platform(
        String database,
        Optional<String> installed,
        List<String> offered,
        boolean loaded,
        Optional<String> licence,
        Provider provider) {}
