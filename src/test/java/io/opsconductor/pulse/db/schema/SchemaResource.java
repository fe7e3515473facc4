package io.opsconductor.pulse.db.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.ObjectMapper;

/** The files in src/test/resources/schema. */
final class SchemaResource {
    private SchemaResource() {}

    static String text(String name) {
        try (InputStream in = SchemaResource.class.getResourceAsStream("/schema/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    static Path path(String name) {
        try {
            return Path.of(SchemaResource.class.getResource("/schema/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static <T> T json(String name, Class<T> type) {
        try {
            return new ObjectMapper().readValue(text(name), type);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
