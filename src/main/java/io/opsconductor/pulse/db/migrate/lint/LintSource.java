package io.opsconductor.pulse.db.migrate.lint;

/**
 * A file to be judged.
 *
 * @param script its name
 * @param text the whole of it
 */
public record LintSource(String script, String text) {}
