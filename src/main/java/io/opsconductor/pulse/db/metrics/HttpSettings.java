package io.opsconductor.pulse.db.metrics;

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
}
