package io.opsconductor.pulse.db.rehearse;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.opsconductor.pulse.db.drill.load.SessionStart;
import io.opsconductor.pulse.db.drill.load.SessionStart.Origin;

/**
 * With which of the migrating role's settings the sessions of a rehearsal began.
 *
 * @param from {@code database} or {@code backup}, by which they are known; empty where neither told
 */
public record StartSettings(Optional<String> from, List<Setting> settings) {
    static final StartSettings NONE = new StartSettings(Optional.empty(), List.of());

    public StartSettings {
        settings = List.copyOf(settings);
    }

    /**
     * @param value empty for one that the rehearsal did not take: it may be a secret
     * @param place such as {@code for database plant}
     */
    public record Setting(String name, Optional<String> value, String place) {}

    static StartSettings of(SessionStart start) {
        return new StartSettings(
                Optional.of(start.origin())
                        .filter(origin -> origin != Origin.NONE)
                        .map(origin -> origin.name().toLowerCase(Locale.ROOT)),
                start.settings().stream()
                        .map(setting -> new Setting(setting.name(), setting.told(), setting.place()))
                        .toList());
    }

    public List<Setting> taken() {
        return settings.stream().filter(setting -> setting.value().isPresent()).toList();
    }

    public List<Setting> left() {
        return settings.stream().filter(setting -> setting.value().isEmpty()).toList();
    }
}
