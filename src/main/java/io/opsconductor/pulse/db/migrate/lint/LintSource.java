package io.opsconductor.pulse.db.migrate.lint;

import java.util.List;
import java.util.function.Function;

import io.opsconductor.pulse.db.migrate.file.SqlScanner;
import io.opsconductor.pulse.db.migrate.file.SqlStatement;

/**
 * A file to be judged.
 *
 * @param script its name
 * @param scan scans the whole of it, when its turn has come, and gives its statements
 */
public record LintSource(String script, Function<SqlScanner.Listener, List<SqlStatement>> scan) {}
