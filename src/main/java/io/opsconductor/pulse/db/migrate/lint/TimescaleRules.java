package io.opsconductor.pulse.db.migrate.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.migrate.file.TimescaleOptions;
import io.opsconductor.pulse.db.migrate.file.TokenReader;

/** What TimescaleDB is certain to refuse. */
final class TimescaleRules implements Lint.Rule {
    @Override
    public List<LintProblem> judge(Lint.Scene scene) {
        List<LintProblem> problems = new ArrayList<>();
        if (!scene.statement().words().startsWith("DO") && !createsRoutine(scene)) {
            for (FunctionCall call : scene.calls(TimescaleOptions.ADD_POLICY)) {
                call.table()
                        .filter(scene.schema()::isPlain)
                        .map(table -> scene.problem(
                                LintRule.POLICY_ON_PLAIN_TABLE,
                                call.line(),
                                call.function() + " on " + table + ", which no file has made a hypertable"))
                        .ifPresent(problems::add);
            }
        }
        concurrentIndex(scene).ifPresent(problems::add);
        extensionUpdate(scene).ifPresent(problems::add);
        procedureBySelect(scene).ifPresent(problems::add);
        dumpedInternals(scene).ifPresent(problems::add);
        scene.alterTable().ifPresent(alter -> rowSecurity(scene, alter, problems));
        return problems;
    }

    private static boolean createsRoutine(Lint.Scene scene) {
        return scene.statement().words().matches("CREATE( OR REPLACE)? (FUNCTION|PROCEDURE)\\b.*");
    }

    private static Optional<LintProblem> concurrentIndex(Lint.Scene scene) {
        TokenReader reader = new TokenReader(scene.tokens());
        boolean index = reader.accept("CREATE", "INDEX", "CONCURRENTLY")
                || reader.accept("CREATE", "UNIQUE", "INDEX", "CONCURRENTLY");
        if (!index || !reader.skipPast("ON")) {
            return Optional.empty();
        }
        reader.accept("ONLY");
        return reader.table()
                .map(scene.schema()::meant)
                .filter(scene.schema()::isHypertable)
                .map(table -> scene.problem(
                        LintRule.CONCURRENTLY_ON_HYPERTABLE,
                        scene.statement().line(),
                        "CONCURRENTLY on " + table + ", which is a hypertable"));
    }

    private static Optional<LintProblem> extensionUpdate(Lint.Scene scene) {
        TokenReader reader = new TokenReader(scene.tokens());
        boolean update = reader.accept("ALTER", "EXTENSION")
                && reader.name().filter("timescaledb"::equals).isPresent()
                && reader.accept("UPDATE");
        return update
                ? Optional.of(scene.problem(
                        LintRule.EXTENSION_UPDATE,
                        scene.statement().line(),
                        "TimescaleDB is updated by the first statement of a session only"))
                : Optional.empty();
    }

    /** Told once a file: a dump has one such table for each chunk. */
    private static Optional<LintProblem> dumpedInternals(Lint.Scene scene) {
        TokenReader reader = new TokenReader(scene.tokens());
        return reader.accept("CREATE", "TABLE") || reader.accept("CREATE", "VIEW")
                ? reader.table()
                        .filter(name -> name.startsWith("_timescaledb_"))
                        .filter(name -> scene.schema().isFirstInternal())
                        .map(name -> scene.problem(
                                LintRule.TIMESCALE_DUMP,
                                scene.statement().line(),
                                name + " is TimescaleDB's own: a dump of a schema has it without its catalogue"))
                : Optional.empty();
    }

    private static Optional<LintProblem> procedureBySelect(Lint.Scene scene) {
        TokenReader reader = new TokenReader(scene.tokens());
        return Optional.of(reader)
                .filter(found -> found.accept("SELECT"))
                .flatMap(TokenReader::lastOfName)
                .filter(name -> TimescaleOptions.PROCEDURES.contains(name) && reader.accept("("))
                .map(name -> scene.problem(
                        LintRule.PROCEDURE_CALL,
                        scene.statement().line(),
                        name + " is a procedure, which SELECT cannot call"));
    }

    private static void rowSecurity(Lint.Scene scene, AlterTable alter, List<LintProblem> problems) {
        Optional<KnownTable> known = scene.schema().table(alter.table());
        boolean secured = known.filter(table -> table.rowSecurity).isPresent();
        boolean compressed = known.filter(table -> table.compressed).isPresent();
        for (AlterTable.Action action : alter.actions()) {
            boolean compresses = action.kind() == AlterTable.Kind.SET_OPTIONS
                    && KnownTable.compression(action.rest()).orElse(false);
            if (compresses && secured) {
                problems.add(scene.problem(
                        LintRule.ROW_SECURITY_WITH_COMPRESSION,
                        action.line(),
                        "compression on " + alter.table() + ", which has row security"));
            } else if (action.kind() == AlterTable.Kind.ENABLE_ROW_SECURITY && compressed) {
                problems.add(scene.problem(
                        LintRule.ROW_SECURITY_WITH_COMPRESSION,
                        action.line(),
                        "row security on " + alter.table() + ", which is compressed"));
            }
        }
    }
}
