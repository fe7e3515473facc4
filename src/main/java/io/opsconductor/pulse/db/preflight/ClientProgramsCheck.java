package io.opsconductor.pulse.db.preflight;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.PreflightCheck;
import io.opsconductor.pulse.db.check.PreflightTask;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.tool.ClientPrograms;
import io.opsconductor.pulse.db.postgres.tool.ClientTools;
import jakarta.inject.Singleton;

/** {@code preflight.pg-dump}: whether a pg_dump is here that can dump from that server. */
@Singleton
public class ClientProgramsCheck extends PreflightCheck {
    private static final String ID = "preflight.pg-dump";

    private final ClientTools tools;

    public ClientProgramsCheck(ClientTools tools) {
        super(Set.of(PreflightTask.BACKUP), List.of(ID));
        this.tools = tools;
    }

    @Override
    public List<Finding> findings(Database database, Instant now) throws InterruptedException {
        TargetFacts facts = TargetCatalog.facts(database);
        int major = facts.major();
        String target = major + " or newer";
        try {
            ClientPrograms programs = tools.forDump(major);
            return List.of(Finding.ok(
                    ID,
                    database.name(),
                    "pg_dump " + programs.version(),
                    target,
                    "pg_dump and pg_restore in " + programs.directory() + " fit the server"));
        } catch (PulseFailure failure) {
            return List.of(Finding.critical(ID, database.name(), failure.getMessage())
                    .measured("none that fits")
                    .target(target)
                    .cure(Remedy.text(failure.remedy())));
        }
    }
}
