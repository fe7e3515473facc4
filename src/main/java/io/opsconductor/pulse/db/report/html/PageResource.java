package io.opsconductor.pulse.db.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import io.opsconductor.pulse.db.digest.Sha256;

/** Style and script of the page, which are packed into the program. */
final class PageResource {
    private PageResource() {}

    static String read(String name) {
        try (InputStream in = PageResource.class.getResourceAsStream("/page/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a content security policy names a script that may run. */
    static String hash(String script) {
        byte[] digest = Sha256.small().digest(script.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }
}
