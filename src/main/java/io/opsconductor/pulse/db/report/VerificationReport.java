package io.opsconductor.pulse.db.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.Verification;
import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.failure.PulseFailure;

/** What {@code backup verify} prints. */
public final class VerificationReport {
    private static final double BYTES_PER_MB = 1024 * 1024;

    private VerificationReport() {}

    /**
     * One backup, and the result of reading it.
     *
     * @param ours whether its set is taken by pulse-db
     */
    public record Verified(Backup backup, Verification verification, boolean ours) {
        /** A bad backup is a failure of its own. */
        public Optional<PulseFailure> failure() {
            return verification
                    .problem()
                    .map(problem -> PulseFailure.failed(
                            "backup " + backup.set() + " " + backup.id() + " is bad: " + problem,
                            ours
                                    ? "pulse-db backup take " + backup.set() + ", and find out what happened to "
                                            + backup.where()
                                    : "have the dump made again by what makes it, and see what became of "
                                            + backup.where(),
                            null));
        }

        private double mbPerSecond() {
            return verification.bytes()
                    / BYTES_PER_MB
                    / Math.max(1, verification.took().toMillis())
                    * 1000;
        }
    }

    /** @param failures of those that could not be read to their end, too */
    public static String table(List<Verified> done, List<PulseFailure> failures) {
        if (done.isEmpty()) {
            return failures.isEmpty() ? "no backup to read" : "no backup was read to its end";
        }
        Table table = new Table().row("SET", "BACKUP", "SIZE", "TOOK", "MB/S", "VERIFIED");
        done.forEach(one -> table.row(
                one.backup().set(),
                one.backup().id(),
                Bytes.text(one.verification().bytes()),
                Durations.text(one.verification().took()),
                String.format(Locale.ROOT, "%.1f", one.mbPerSecond()),
                one.verification()
                        .problem()
                        .map(problem -> "no: " + problem)
                        .orElse(one.verification().how().verdict())));
        return Lines.text(table.lines());
    }

    /** @param failures of those that are bad or could not be read; the first becomes the document's error */
    public static String json(List<Verified> done, List<PulseFailure> failures) {
        ObjectNode document = Json.object();
        ArrayNode array = document.putArray("verifications");
        done.forEach(one -> array.addObject()
                .put("set", one.backup().set())
                .put("id", one.backup().id())
                .put("path", one.backup().where())
                .put("verified", one.verification().verified())
                .put("verifiedBy", one.verification().how().word())
                .put("doubt", one.verification().problem().orElse(null))
                .put("verifiedAt", one.verification().time().toString())
                .put("bytes", one.verification().bytes())
                .put("seconds", one.verification().took().toMillis() / 1000.0));
        FailureDocument.add(document, failures);
        return Json.text(document);
    }
}
