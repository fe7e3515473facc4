package io.opsconductor.pulse.db.config;

/** Where what is said of one named thing, such as a hypertable, comes from. */
public enum Origin {
    /** A file, or a variable for what a file names: the name is as it was written. */
    WRITTEN,
    /** Environment variables only, which have capitals and {@code _} for whatever the name has. */
    VARIABLES,
    /** The profile only. */
    PROFILE
}
