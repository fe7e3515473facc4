package io.opsconductor.pulse.db.cli.option;

import java.time.Duration;
import java.util.Optional;

import io.opsconductor.pulse.db.config.PositiveDuration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations on the command line, as configuration writes them: 90s, 15m, PT15M. */
public final class DurationOption implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
        try {
            return Optional.ofNullable(new PositiveDuration().convert(value))
                    .orElseThrow(
                            () -> new TypeConversionException("a time is missing; write 90s, 15m, 24h, 30d or PT15M"));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
