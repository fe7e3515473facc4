package io.opsconductor.pulse.db.settings;

import java.util.stream.StreamSupport;

import io.opsconductor.pulse.db.config.SettingSource;
import io.opsconductor.pulse.db.config.Spelling;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.eclipse.microprofile.config.Config;

/**
 * Refuses what a file {@code .env} in the working directory sets: the framework reads it unasked, and whoever may write into a
 * folder is not whoever chooses the database and the programs of a run that happens to begin there.
 */
public final class StrayFile {
    private StrayFile() {}

    /** @throws PulseFailure (usage) naming the first of our settings that no one else gives */
    public static void refuse(Config config) {
        StreamSupport.stream(config.getConfigSources().spliterator(), false)
                .filter(source -> source.getOrdinal() == SettingSource.STRAY_FILE)
                .flatMap(source -> source.getPropertyNames().stream())
                .filter(StrayFile::isOurs)
                .filter(name -> config.getConfigValue(name).getSourceOrdinal() == SettingSource.STRAY_FILE)
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw PulseFailure.usage(
                            name + " is set by the file .env of the working directory, from which nothing is taken",
                            "export it, or name a file by --config");
                });
    }

    private static boolean isOurs(String name) {
        String variable = Spelling.environmentVariable(name);
        return PulseKeys.isOurs(variable) || variable.endsWith("DATABASE_URL") || variable.startsWith("PG");
    }
}
