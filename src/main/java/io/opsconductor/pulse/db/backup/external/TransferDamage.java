package io.opsconductor.pulse.db.backup.external;

import java.util.Optional;

import io.opsconductor.pulse.db.backup.archive.ArchiveHeader;

/**
 * Tells why a dump that cannot be read is as it is, where its bytes tell: what carried it took it for text. A text that
 * went the same way may still be whole.
 */
final class TransferDamage {
    /** An archive's table of contents holds SQL of many lines; by chance so few line feeds never stand so. */
    private static final int ENOUGH = 8;

    private TransferDamage() {}

    /** @param start the first bytes of what cannot be read */
    static Optional<String> of(byte[] start) {
        if (start.length > 1
                && ((start[0] & 0xff) == 0xff && (start[1] & 0xff) == 0xfe
                        || (start[0] & 0xff) == 0xfe && (start[1] & 0xff) == 0xff)) {
            return Optional.of("it is UTF-16 text, as > of Windows PowerShell writes it: let pg_dump write the file, by"
                    + " --file");
        }
        int feeds = 0;
        int afterReturn = 0;
        int replaced = 0;
        for (int at = 0; at < start.length; at++) {
            if (start[at] == '\n') {
                feeds++;
                afterReturn += at > 0 && start[at - 1] == '\r' ? 1 : 0;
            }
            replaced +=
                    at > 1 && start[at] == (byte) 0xbd && start[at - 1] == (byte) 0xbf && start[at - 2] == (byte) 0xef
                            ? 1
                            : 0;
        }
        if (feeds >= ENOUGH && afterReturn == feeds && ArchiveHeader.isArchive(start)) {
            return Optional.of(
                    "a carriage return stands before every line feed in it: it was carried as text, by ftp in"
                            + " ASCII mode or a terminal (docker exec -t) for instance");
        }
        return replaced >= ENOUGH && ArchiveHeader.isArchive(start)
                ? Optional.of("bytes in it were replaced by U+FFFD: it was read as text and written again")
                : Optional.empty();
    }
}
