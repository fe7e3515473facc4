package io.opsconductor.pulse.db.config;

import org.eclipse.microprofile.config.ConfigValue;

/** Where a setting comes from, for people. Sources are told apart by their ordinals, which are Quarkus's and our own. */
public final class SettingSource {
    /** Just below the environment itself, which has 300: names that only variables tell. */
    public static final int VARIABLE = 299;

    /** The framework's, for a file {@code .env} in the working directory. */
    public static final int STRAY_FILE = 295;

    private static final int PROPERTY = 400;
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
            String variable = Spelling.environmentVariable(value.getName());
            return "environment" + (System.getenv(variable) == null ? "" : " " + variable);
        }
        if (ordinal >= STRAY_FILE) {
            return ".env";
        }
        return ordinal >= FOLDER_FILE ? file : ordinal >= ShippedPromises.ORDINAL ? ShippedPromises.NAME : "default";
    }
}
