package io.opsconductor.pulse.db.drill.load;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.backup.archive.ScriptSelection;
import io.opsconductor.pulse.db.backup.restore.Restorable;
import io.opsconductor.pulse.db.backup.restore.Restorables;
import io.opsconductor.pulse.db.backup.toc.ArchiveToc;
import io.opsconductor.pulse.db.backup.toc.TocEntry;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;

/**
 * Loads a script in the steps in which an archive is loaded, reading it once for each. No psql is needed: whatever stands in
 * the script, no command of psql is executed on this host.
 */
final class ScriptLoading implements Loading {
    /** As pg_restore leaves them out, with what is said of them. */
    private static final List<String> NOT_FOR_SCRATCH =
            List.of("PUBLICATION", "SUBSCRIPTION", "SECURITY LABEL", LoadPlan.USER_MAPPING);

    private static final Set<String> SAID = Set.of("COMMENT", "ACL");

    private final Restorables restorables;
    private final Restorable backup;
    private final ArchiveToc toc;
    private final Map<Integer, TocEntry> entries;

    ScriptLoading(Restorables restorables, Restorable backup, ArchiveToc toc) {
        this.restorables = restorables;
        this.backup = backup;
        this.toc = toc;
        this.entries = toc.entries().stream().collect(Collectors.toMap(TocEntry::id, Function.identity()));
    }

    @Override
    public void load(DatabaseUrl url, boolean superuser, boolean scratch, LoadPlan.Step step)
            throws InterruptedException {
        Set<Integer> wanted = step.of(toc).stream()
                .filter(id -> !scratch || isForScratch(entries.get(id)))
                .collect(Collectors.toSet());
        ScriptStore.load(restorables, backup, url, superuser, new ScriptSelection(wanted, superuser, !scratch));
    }

    private static boolean isForScratch(TocEntry entry) {
        String what = entry.is(SAID.toArray(String[]::new)) ? entry.tag() : entry.type();
        return NOT_FOR_SCRATCH.stream().noneMatch(what::startsWith);
    }
}
