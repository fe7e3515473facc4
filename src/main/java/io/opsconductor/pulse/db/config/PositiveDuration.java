package io.opsconductor.pulse.db.config;

import java.time.Duration;

import io.quarkus.runtime.configuration.DurationConverter;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * A duration greater than zero: {@code 24h}, {@code 30d}, {@code 90s}, {@code PT15M}. Used by
 * {@code @WithConverter(PositiveDuration.class)} on a mapping's member.
 */
public final class PositiveDuration implements Converter<Duration> {
    private static final long serialVersionUID = 1L;

    private final DurationConverter durations = new DurationConverter();

    @Override
    public Duration convert(String value) {
        Duration duration;
        try {
            duration = durations.convert(value.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + value + "' is not a duration; write 90s, 15m, 24h, 30d or PT15M", e);
        }
        if (duration != null && (duration.isNegative() || duration.isZero())) {
            throw new IllegalArgumentException(
                    "'" + value + "' is not longer than zero; write 90s, 15m, 24h, 30d or PT15M");
        }
        return duration;
    }
}
