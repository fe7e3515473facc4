package io.opsconductor.pulse.db.cli.option;

import java.time.Duration;

import io.opsconductor.pulse.db.config.PositiveDuration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations on the command line, as configuration writes them: 90s, 15m, PT15M. */
public final class DurationOption implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
        try {
            return new PositiveDuration().convert(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
