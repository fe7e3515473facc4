package io.opsconductor.pulse.db.backup.file;

import java.nio.file.Path;

/**
 * Who may write into a directory, by its mode; access lists beside the mode are not read.
 *
 * @param path without links
 * @param text such as {@code rwxrwxr-x pulse:backup}
 * @param group its name
 * @param byGroup a group of which this process is not may write into it
 * @param byOthers every user of the machine may
 */
public record DirectoryMode(Path path, String text, String group, boolean byGroup, boolean byOthers) {}
