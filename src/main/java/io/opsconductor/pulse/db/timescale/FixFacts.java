package io.opsconductor.pulse.db.timescale;

import java.util.List;
import java.util.Map;

/**
 * What a plan of fixes is made from.
 *
 * @param compression the backlogs of those areas that were asked for, as of retention
 * @param places of every chunk that is due or overdue
 */
record FixFacts(
        Extension extension, List<Backlog> compression, List<Backlog> retention, Map<Integer, ChunkPlace> places) {

    boolean onApache() {
        return extension.edition() == Edition.APACHE;
    }

    /** Before 2.14 compress_chunk passes over a chunk that is compressed in part. */
    boolean recompressesByProcedure() {
        return extension
                .installed()
                .filter(version -> ExtensionJudge.older(version, "2.14"))
                .isPresent();
    }
}
