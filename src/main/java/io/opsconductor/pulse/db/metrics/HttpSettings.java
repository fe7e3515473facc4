package io.opsconductor.pulse.db.metrics;

import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** {@code pulse.http.*}: where {@code run} and {@code metrics} listen; other commands open no port. */
@ConfigMapping(prefix = "pulse.http")
public interface HttpSettings {
    /** 0 switches it off. */
    @WithDefault("8080")
    String port();

    /** The address to listen on. */
    @WithDefault("0.0.0.0")
    String host();

    /** By which browsers reach it, beside addresses and names that only a network of one's own knows; separated by commas. */
    Optional<List<String>> names();
}
