package io.opsconductor.pulse.db.timescale.policy;

import java.util.Optional;
import java.util.OptionalInt;

import io.opsconductor.pulse.db.timescale.chunk.ChunkTotal;
import io.opsconductor.pulse.db.timescale.extension.BoundCallStore;

/**
 * One change to bring a policy to the configuration.
 *
 * @param kind compression or retention
 * @param does for people, such as {@code add: drop after 30d}
 * @param sql the statement that does it, and nothing else
 * @param bound whether it is a {@link BoundCallStore}
 * @param job the one that it alters; empty for all else
 * @param drops what goes at the policy's next run that is kept today; empty when it drops nothing sooner
 */
public record PolicyStep(
        String subject,
        String kind,
        String does,
        String sql,
        boolean bound,
        OptionalInt job,
        Optional<ChunkTotal> drops) {}
