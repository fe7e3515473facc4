package io.opsconductor.pulse.db.drill.load;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.backup.restore.Restorable;
import io.opsconductor.pulse.db.backup.toc.ArchiveToc;
import io.opsconductor.pulse.db.backup.toc.TocEntry;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.tool.Outcome;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;

/** Runs pg_restore, and tells what its failures mean. */
final class PgRestore implements Loading {
    private static final List<String> SCRATCH =
            List.of("--no-publications", "--no-subscriptions", "--no-tablespaces", "--no-security-labels");

    private final Restorable backup;
    private final ArchiveToc toc;

    PgRestore(Restorable backup, ArchiveToc toc) {
        this.backup = backup;
        this.toc = toc;
    }

    @Override
    public void load(DatabaseUrl url, boolean superuser, boolean scratch, LoadPlan.Step step)
            throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                backup.programs().pgRestore(), "--exit-on-error", "--no-password", "--dbname=" + url.databaseOption()));
        command.addAll(scratch ? SCRATCH : List.of());
        command.addAll(step.options());
        Map<String, String> login = url.environment();
        login.putIfAbsent("PGAPPNAME", "pulse-db restore");
        if (backup.timescaleVersion().isPresent() && superuser) {
            // The database has this setting already; a server with one backend would not hear of it.
            login.merge("PGOPTIONS", "-c timescaledb.restoring=on", (own, ours) -> own + " " + ours);
        }
        try {
            run(command, login, scratch ? withoutLogins(step) : step.entries());
        } catch (IOException e) {
            throw PulseFailure.failed(
                    "the list of what is to be restored cannot be written: " + e.getMessage(),
                    "see that the directory for temporary files is there and can be written",
                    e);
        }
    }

    private Optional<List<Integer>> withoutLogins(LoadPlan.Step step) {
        Set<Integer> logins = toc.entries().stream()
                .filter(entry -> entry.is(LoadPlan.USER_MAPPING))
                .map(TocEntry::id)
                .collect(Collectors.toSet());
        return logins.isEmpty()
                ? step.entries()
                : Optional.of(step
                        .entries()
                        .orElseGet(
                                () -> toc.entries().stream().map(TocEntry::id).toList())
                        .stream()
                        .filter(id -> !logins.contains(id))
                        .toList());
    }

    private void run(List<String> command, Map<String, String> login, Optional<List<Integer>> entries)
            throws IOException, InterruptedException {
        Path list = entries.isEmpty() ? null : Files.createTempFile("pulse-db-restore", ".list");
        try {
            if (list != null) {
                Files.write(list, entries.get().stream().map(id -> id + ";").toList());
                command.add("--use-list=" + list);
            }
            Outcome<Long> outcome = backup.archive()
                    .restore(command, login, false, output -> output.transferTo(OutputStream.nullOutputStream()));
            if (!outcome.succeeded()) {
                throw RestoreFailure.of(backup, outcome.errors(), outcome.reason());
            }
        } finally {
            if (list != null) {
                Files.deleteIfExists(list);
            }
        }
    }
}
