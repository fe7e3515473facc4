package io.opsconductor.pulse.db.drill.load;

import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;

/**
 * A role of our own that loads rows: it may log in and add rows to tables, and nothing more.
 *
 * @param name such as {@code pulse_loader_20260131t235959_0123abcd}
 * @param password made for this once
 */
public record Loader(String name, String password) {
    /** @param url of the database to fill, with another role's login */
    public DatabaseUrl login(DatabaseUrl url) {
        return url.as(name, password);
    }

    @Override
    public String toString() {
        return name;
    }
}
