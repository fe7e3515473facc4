package io.opsconductor.pulse.db.report;

import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.failure.PulseFailure;

/** What {@code --output=json} prints when nothing else could be: {@code {error: {exit, message, remedy}}}. */
public final class FailureDocument {
    private FailureDocument() {}

    public static String of(PulseFailure failure) {
        ObjectNode document = Json.object();
        document.set("error", error(failure));
        return Json.text(document);
    }

    /** Adds the first failure to what could be found out; nothing when nothing failed. */
    static void add(ObjectNode document, List<PulseFailure> failures) {
        failures.stream().findFirst().ifPresent(failure -> document.set("error", error(failure)));
    }

    static ObjectNode error(PulseFailure failure) {
        return Json.object()
                .put("exit", failure.exit().code())
                .put("message", failure.getMessage())
                .put("remedy", failure.remedy());
    }
}
