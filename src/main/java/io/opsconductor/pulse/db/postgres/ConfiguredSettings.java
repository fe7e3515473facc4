package io.opsconductor.pulse.db.postgres;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.opsconductor.pulse.db.config.NamedFile;
import io.opsconductor.pulse.db.config.SettingSource;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.url.ConnectionParameter;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import io.opsconductor.pulse.db.postgres.url.UrlSource;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

/** Every setting that holds, and where it comes from. */
@ApplicationScoped
public class ConfiguredSettings {
    private static final String HIDDEN = "(hidden)";

    /** One that a copy can have; a database's has a host, and what may stand before it. */
    private static final Pattern OBJECT_STORE = Pattern.compile("s3://[^@:?]+");

    private static final List<String> POOL =
            List.of("PG_POOL_MIN", "PG_POOL_MAX", "PGUSER", "PGPASSWORD", "PGPASSFILE");

    private final Config config;

    ConfiguredSettings(Config config) {
        this.config = config;
    }

    /**
     * One setting.
     *
     * @param value without what is secret
     * @param source for people
     */
    public record Setting(String key, String value, String source) {}

    /** By key. What has neither a value nor a default is left out. */
    public List<Setting> all() {
        Stream<String> names = StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(name -> name.startsWith("pulse."));
        Stream<String> variables = Stream.of(
                        Databases.URLS.stream().map(UrlSource::name).toList(),
                        POOL,
                        ConnectionParameter.variables().values())
                .flatMap(all -> all.stream());
        return Stream.concat(names, variables)
                .distinct()
                .sorted()
                .map(config::getConfigValue)
                .filter(value -> value.getValue() != null)
                .map(ConfiguredSettings::setting)
                .toList();
    }

    private static Setting setting(ConfigValue value) {
        return new Setting(
                value.getName(), shown(value.getName(), value.getValue()), SettingSource.of(value, NamedFile.origin()));
    }

    private static String shown(String key, String value) {
        String last = key.substring(key.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (last.endsWith("url")) {
            return url(value);
        }
        // An endpoint with a password is refused, but may be shown before that.
        if (last.equals("endpoint") && value.indexOf('@') >= 0) {
            return HIDDEN;
        }
        // Whoever knows the address of a webhook may post there.
        return last.endsWith("password") || last.endsWith("key") || last.endsWith("webhook") ? HIDDEN : value;
    }

    private static String url(String value) {
        if (OBJECT_STORE.matcher(value).matches()) {
            return value;
        }
        try {
            return DatabaseUrl.parse(value).redacted();
        } catch (PulseFailure malformed) {
            return HIDDEN;
        }
    }
}
