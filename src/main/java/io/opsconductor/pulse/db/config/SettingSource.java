package io.opsconductor.pulse.db.config;

import org.eclipse.microprofile.config.ConfigValue;

/** Where a setting comes from, for people. Sources are told apart by their ordinals, which are Quarkus's and our own. */
public final class SettingSource {
    private static final int PROPERTY = 400;
    private static final int VARIABLE = EnvironmentNames.ORDINAL;
    private static final int FOLDER_FILE = 260;

    private SettingSource() {}

    static boolean isVariable(ConfigValue value) {
        return value.getSourceOrdinal() >= VARIABLE && value.getSourceOrdinal() < PROPERTY;
    }

    /** @param file the configuration file of this run */
    public static String of(ConfigValue value, String file) {
        int ordinal = value.getSourceOrdinal();
        if (ordinal >= PROPERTY) {
            return "-D";
        }
        if (ordinal >= VARIABLE) {
            String variable = PulseKeys.variable(value.getName());
            return "environment" + (System.getenv(variable) == null ? "" : " " + variable);
        }
        if (ordinal >= StrayFile.ORDINAL) {
            return ".env";
        }
        return ordinal >= FOLDER_FILE ? file : ordinal >= ShippedPromises.ORDINAL ? ShippedPromises.NAME : "default";
    }
}
