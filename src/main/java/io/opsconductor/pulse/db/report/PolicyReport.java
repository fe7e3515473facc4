package io.opsconductor.pulse.db.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.timescale.policy.PolicyComparison;
import io.opsconductor.pulse.db.timescale.policy.PolicyJob;
import io.opsconductor.pulse.db.timescale.policy.PolicyOverview;
import io.opsconductor.pulse.db.timescale.policy.PolicyPlan;

/** What {@code policies} and {@code policies apply} print. */
public final class PolicyReport {
    private PolicyReport() {}

    /** One line for each policy wanted or found; two jobs that do the same have a line each. */
    public static String table(PolicyOverview overview) {
        Table table = new Table().row("TABLE", "POLICY", "WANTED", "FOUND", "EVERY", "JOB", "STATE");
        overview.policies().forEach(row -> jobs(row)
                .forEach(job -> table.row(
                        row.subject(),
                        row.policy(),
                        wanted(row),
                        job.map(row::after).orElse(""),
                        job.map(found -> Durations.text(found.every())).orElse(""),
                        job.map(found -> Integer.toString(found.job())).orElse(""),
                        row.state().word())));
        String note = overview.possible() ? "" : "TimescaleDB's Apache edition has no policies: none can be added";
        return String.join(System.lineSeparator(), table.lines())
                + (note.isEmpty() ? "" : System.lineSeparator() + note);
    }

    public static String json(PolicyOverview overview) {
        ObjectNode document = Json.object();
        policies(document, overview);
        return Json.text(document);
    }

    /** @param done false for what would be done */
    public static String table(PolicyPlan plan, boolean done) {
        Stream<String> steps = plan.steps().stream()
                .map(step -> step.subject() + ": " + (done ? "" : "would ") + step.does()
                        + step.drops()
                                .map(drops -> "; drops " + drops.text() + " at its next run")
                                .orElse("")
                        + System.lineSeparator() + "    " + step.sql());
        Stream<String> refused = plan.refused().stream()
                .map(row -> row.subject() + ": refused, " + row.kind() + ": " + row.reason() + System.lineSeparator()
                        + "    -> "
                        + String.join(
                                System.lineSeparator() + "       ", row.remedy().lines()));
        String counts = plan.steps().size() + (done ? " done, " : " would be done, ")
                + plan.refused().size() + " refused";
        return Stream.of(steps, refused, Stream.of(counts))
                .flatMap(lines -> lines)
                .collect(Collectors.joining(System.lineSeparator()));
    }

    /** @param after how it is afterwards; for a dry run, how it is */
    public static String json(PolicyPlan plan, boolean dryRun, PolicyOverview after) {
        ObjectNode document = Json.object().put("dryRun", dryRun);
        ArrayNode steps = document.putArray("steps");
        plan.steps().forEach(step -> {
            ObjectNode node = steps.addObject()
                    .put("table", step.subject())
                    .put("policy", step.kind())
                    .put("does", step.does())
                    .put("sql", step.sql());
            step.drops()
                    .ifPresent(drops -> node.put("dropsChunks", drops.chunks()).put("dropsBytes", drops.bytes()));
        });
        ArrayNode refused = document.putArray("refused");
        plan.refused()
                .forEach(row -> CheckReport.remedy(
                        refused.addObject()
                                .put("table", row.subject())
                                .put("policy", row.kind())
                                .put("reason", row.reason()),
                        row.remedy()));
        policies(document, after);
        return Json.text(document);
    }

    private static void policies(ObjectNode document, PolicyOverview overview) {
        document.put("possible", overview.possible());
        ArrayNode policies = document.putArray("policies");
        overview.policies().forEach(row -> jobs(row).forEach(job -> policies.addObject()
                .put("table", row.subject())
                .put("aggregate", row.aggregate())
                .put("policy", row.policy())
                .put("wanted", wanted(row).isEmpty() ? null : wanted(row))
                .put("found", job.map(row::after).orElse(null))
                .put("every", job.map(found -> Durations.text(found.every())).orElse(null))
                .put("job", job.map(PolicyJob::job).orElse(null))
                .put("owner", job.map(one -> one.owner().name()).orElse(null))
                .put("state", row.state().word())));
    }

    private static List<Optional<PolicyJob>> jobs(PolicyComparison row) {
        return row.jobs().isEmpty()
                ? List.of(Optional.empty())
                : row.jobs().stream().map(Optional::of).toList();
    }

    private static String wanted(PolicyComparison row) {
        return row.keptForever() ? "forever" : row.wanted().map(Durations::text).orElse("");
    }
}
