package io.opsconductor.pulse.db.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.timescale.fix.FixPlan;
import io.opsconductor.pulse.db.timescale.fix.FixResult;
import io.opsconductor.pulse.db.timescale.fix.FixStep;

/** What {@code check --fix} prints beside the report. */
public final class FixReport {
    private FixReport() {}

    /**
     * The result for one database.
     *
     * @param database its configured name; empty for the main one
     */
    public record Fixed(Optional<String> database, FixResult result) {}

    /**
     * A database for which nothing could be planned or begun.
     *
     * @param database its configured name; empty for the main one
     */
    public record Unfixed(Optional<String> database, PulseFailure failure) {}

    /**
     * @param database its configured name; empty for the main one
     * @param dryRun nothing follows
     */
    public static String table(Optional<String> database, FixPlan plan, boolean dryRun) {
        List<String> lines = new ArrayList<>();
        plan.steps()
                .forEach(step -> lines.add((dryRun ? "would fix  " : "to fix  ")
                        + Finding.subjectAt(database, step.subject()) + ": " + step.does()));
        plan.left().forEach(left -> {
            lines.add("left as it is  " + Finding.subjectAt(database, left.subject()) + ": " + left.reason());
            lines.addAll(CheckReport.remedy(left.remedy().at(database)));
        });
        lines.add(database.map(name -> name + ": ").orElse("")
                + plan.steps().size()
                + (dryRun ? " would be fixed" : " to fix")
                + (plan.later() > 0 ? ", " + plan.later() + " more at the next run" : "")
                + (plan.left().isEmpty() ? "" : ", " + plan.left().size() + " left to you"));
        return Lines.text(lines);
    }

    /** What became of the plan. */
    public static String done(Optional<String> database, FixResult result) {
        return database.map(name -> name + ": ").orElse("") + result.done().size() + " of "
                + result.plan().steps().size() + " fixed"
                + (result.failed().isEmpty() ? "" : ", " + result.failed().size() + " failed")
                + (result.notBegun() == 0 ? "" : ", " + result.notBegun() + " not begun");
    }

    /** The document of {@code check}, as it is afterwards, with what was done. */
    public static String json(CheckupResult after, List<Fixed> fixed, List<Unfixed> unfixed, boolean dryRun) {
        ObjectNode document = CheckReport.document(after);
        ObjectNode fix = document.putObject("fix");
        fix.put("dryRun", dryRun);
        ArrayNode planned = fix.putArray("planned");
        ArrayNode done = fix.putArray("done");
        ArrayNode failed = fix.putArray("failed");
        ArrayNode left = fix.putArray("left");
        int later = 0;
        for (Fixed one : fixed) {
            FixResult result = one.result();
            result.plan().steps().forEach(step -> step(planned.addObject(), one, step));
            result.done().forEach(step -> step(done.addObject(), one, step));
            result.failed().forEach(bad -> step(failed.addObject(), one, bad.step())
                    .put("message", bad.failure().getMessage()));
            result.plan()
                    .left()
                    .forEach(alone -> CheckReport.remedy(
                            at(left.addObject(), one.database())
                                    .put("subject", alone.subject())
                                    .put("reason", alone.reason()),
                            alone.remedy().at(one.database())));
            later += result.plan().later() + result.notBegun();
        }
        fix.put("later", later);
        ArrayNode errors = fix.putArray("errors");
        unfixed.forEach(one -> at(errors.addObject(), one.database()).setAll(FailureDocument.error(one.failure())));
        return Json.text(document);
    }

    private static ObjectNode step(ObjectNode node, Fixed fixed, FixStep step) {
        return at(node, fixed.database())
                .put("subject", step.subject())
                .put("does", step.does())
                .put("sql", step.sql());
    }

    private static ObjectNode at(ObjectNode node, Optional<String> database) {
        return node.put("database", database.orElse(null));
    }
}
