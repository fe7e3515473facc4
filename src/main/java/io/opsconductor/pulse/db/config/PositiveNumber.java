package io.opsconductor.pulse.db.config;

import org.eclipse.microprofile.config.spi.Converter;

/** A whole number from 1 on. Used by {@code @WithConverter(PositiveNumber.class)} on a mapping's member. */
public final class PositiveNumber implements Converter<Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    public Integer convert(String value) {
        if (!value.strip().matches("0*[1-9]\\d{0,8}")) {
            throw new IllegalArgumentException("'" + value + "' is not a whole number from 1 on");
        }
        return Integer.valueOf(value.strip());
    }
}
