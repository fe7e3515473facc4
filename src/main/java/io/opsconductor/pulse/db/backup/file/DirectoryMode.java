package io.opsconductor.pulse.db.backup.file;

import java.nio.file.Path;

/**
 * Who may write into a directory, by its mode; access lists beside the mode are not read.
 *
 * @param path without links
 * @param text such as {@code rwxrwxr-x pulse:backup}
 * @param owner its name
 * @param group its name
 * @param byGroup a group of which this process is not may write into it
 * @param byOthers every user of the machine may
 * @param sticky what is there can be removed and renamed by whoever owns it, only
 */
public record DirectoryMode(
        Path path, String text, String owner, String group, boolean byGroup, boolean byOthers, boolean sticky) {
    /** Whether others may put another directory in the place of one that is in it. */
    public boolean isExchangeable() {
        return !sticky && (byGroup || byOthers);
    }
}
