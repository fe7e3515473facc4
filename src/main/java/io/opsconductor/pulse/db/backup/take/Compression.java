package io.opsconductor.pulse.db.backup.take;

import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.tool.ChildProcess;
import io.opsconductor.pulse.db.postgres.tool.ClientPrograms;
import io.opsconductor.pulse.db.postgres.tool.Outcome;
import io.opsconductor.pulse.db.postgres.tool.ToolMessage;

/** How a dump is compressed. pg_dump is asked what it can do: that depends on its version and on how it was built. */
final class Compression {
    /** Faster than gzip and smaller; from pg_dump 16 on, where it was built with it. */
    private static final String BEST = "zstd";

    private Compression() {}

    /**
     * @param wanted empty: zstd where it is offered, else pg_dump's own default, which is gzip
     * @return pg_dump's arguments
     * @throws PulseFailure (usage) when pg_dump does not offer what is wanted
     */
    static List<String> arguments(ClientPrograms programs, BackupTarget target, Optional<String> wanted)
            throws InterruptedException {
        String argument = "--compress=" + wanted.orElse(BEST);
        Optional<String> refusal = refusal(programs, argument);
        if (refusal.isEmpty()) {
            return List.of(argument);
        }
        if (wanted.isEmpty()) {
            return List.of();
        }
        throw PulseFailure.usage(
                "pg_dump " + programs.version() + " does not take " + argument + ": " + refusal.get(),
                "correct " + target.variable("compression")
                        + ", such as gzip:6, zstd or none; leave it out for the best" + " that pg_dump offers");
    }

    /** pg_dump judges its options before it connects; so it is sent where there is no server. */
    private static Optional<String> refusal(ClientPrograms programs, String argument) throws InterruptedException {
        Outcome<Long> outcome = ChildProcess.run(
                List.of(programs.pgDump(), argument, "--format=custom", "--file=/dev/null", "--host=/nonexistent"),
                Map.of(),
                output -> output.transferTo(OutputStream.nullOutputStream()));
        return Optional.of(outcome.reason()).filter(ToolMessage.COMPRESSION_REFUSED::isIn);
    }
}
