package io.opsconductor.pulse.db.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What this program was built from. */
final class Build {
    private static final String RESOURCE = "/revision.txt";

    private Build() {}

    /** The commit; empty where it was built outside of a checkout. */
    static String revision() {
        try (InputStream in = Build.class.getResourceAsStream(RESOURCE)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
