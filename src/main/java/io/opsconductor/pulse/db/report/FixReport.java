package io.opsconductor.pulse.db.report;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.timescale.FixPlan;
import io.opsconductor.pulse.db.timescale.FixResult;
import io.opsconductor.pulse.db.timescale.FixStep;

/** What {@code check --fix} prints beside the report. */
public final class FixReport {
    private FixReport() {}

    /** @param dryRun nothing follows */
    public static String table(FixPlan plan, boolean dryRun) {
        List<String> lines = new ArrayList<>();
        plan.steps()
                .forEach(
                        step -> lines.add((dryRun ? "would fix  " : "to fix  ") + step.subject() + ": " + step.does()));
        plan.left().forEach(left -> {
            lines.add("left as it is  " + left.subject() + ": " + left.reason());
            lines.add("          -> " + left.remedy());
        });
        lines.add(plan.steps().size()
                + (dryRun ? " would be fixed" : " to fix")
                + (plan.later() > 0 ? ", " + plan.later() + " more at the next run" : "")
                + (plan.left().isEmpty() ? "" : ", " + plan.left().size() + " left to you"));
        return String.join(System.lineSeparator(), lines);
    }

    /** The document of {@code check}, as it is afterwards, with what was done. */
    public static String json(CheckupResult after, FixResult result, boolean dryRun) {
        ObjectNode document = CheckReport.document(after);
        ObjectNode fix = document.putObject("fix");
        fix.put("dryRun", dryRun);
        steps(fix.putArray("planned"), result.plan().steps());
        steps(fix.putArray("done"), result.done());
        ArrayNode failed = fix.putArray("failed");
        result.failed().forEach(one -> step(failed.addObject(), one.step())
                .put("message", one.failure().getMessage()));
        ArrayNode left = fix.putArray("left");
        result.plan().left().forEach(one -> left.addObject()
                .put("subject", one.subject())
                .put("reason", one.reason())
                .put("remedy", one.remedy()));
        fix.put("later", result.plan().later() + result.notBegun());
        return Json.text(document);
    }

    private static void steps(ArrayNode array, List<FixStep> steps) {
        steps.forEach(step -> step(array.addObject(), step));
    }

    private static ObjectNode step(ObjectNode node, FixStep step) {
        return node.put("subject", step.subject()).put("does", step.does()).put("sql", step.sql());
    }
}
