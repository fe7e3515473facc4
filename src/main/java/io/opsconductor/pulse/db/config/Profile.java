package io.opsconductor.pulse.db.config;

import java.util.List;
import java.util.stream.StreamSupport;

import io.opsconductor.pulse.db.failure.PulseFailure;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

/**
 * {@code pulse.profile}: whether what the program was made for, the schema and the promises of OpsConductor-Pulse, is
 * there by itself ({@code pulse}) or not ({@code none}).
 */
@ApplicationScoped
public class Profile {
    public static final String KEY = "pulse.profile";
    static final String PULSE = "pulse";
    static final String NONE = "none";

    private final Config config;

    public Profile(Config config) {
        this.config = config;
    }

    /** @throws PulseFailure (usage) when {@code pulse.profile} is set to anything but {@code pulse} and {@code none} */
    public boolean isPulse() {
        String profile = config.getValue(KEY, String.class).strip();
        if (!List.of(PULSE, NONE).contains(profile)) {
            throw PulseFailure.usage(
                    KEY + "=" + profile + " does not exist",
                    "pulse for the database of OpsConductor-Pulse, none for any other");
        }
        return profile.equals(PULSE);
    }

    /** True when the profile is not chosen: a database that turns out to be another application's then has none. */
    public boolean isByItself() {
        return ShippedPromises.NAME.equals(config.getConfigValue(KEY).getSourceName());
    }

    /** Where what is configured below {@code pulse.<section>."<name>"} comes from. */
    public Origin origin(String section, String name) {
        List<ConfigValue> values = StreamSupport.stream(
                        config.getPropertyNames().spliterator(), false)
                .filter(key -> key.startsWith("pulse." + section + "." + name + ".")
                        || key.startsWith("pulse." + section + ".\"" + name + "\"."))
                .map(config::getConfigValue)
                .toList();
        if (!values.isEmpty()
                && values.stream().allMatch(value -> ShippedPromises.NAME.equals(value.getSourceName()))) {
            return Origin.PROFILE;
        }
        return !values.isEmpty() && values.stream().allMatch(SettingSource::isVariable)
                ? Origin.VARIABLES
                : Origin.WRITTEN;
    }
}
