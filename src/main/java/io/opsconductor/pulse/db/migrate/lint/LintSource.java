package io.opsconductor.pulse.db.migrate.lint;

import java.util.function.Supplier;

/**
 * A file to be judged.
 *
 * @param script its name
 * @param contents gives the whole of it, when its turn has come
 */
public record LintSource(String script, Supplier<String> contents) {
    LintSource(String script, String text) {
        this(script, () -> text);
    }

    String text() {
        return contents.get();
    }
}
