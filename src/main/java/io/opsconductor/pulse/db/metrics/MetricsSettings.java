package io.opsconductor.pulse.db.metrics;

import java.nio.file.Path;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** {@code pulse.metrics.*}: where {@code check} leaves its series when no one scrapes it, and others how they ended. */
@ConfigMapping(prefix = "pulse.metrics")
public interface MetricsSettings {
    /** A file for node_exporter's textfile collector, whose name ends in .prom. */
    Optional<Path> file();

    /** The base URL of a Pushgateway; a password in it is sent and never shown. */
    Optional<String> pushUrl();
}
