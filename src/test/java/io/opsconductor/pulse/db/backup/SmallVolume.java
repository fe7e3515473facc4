package io.opsconductor.pulse.db.backup;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Assumptions;

/** A real file system of a few megabytes, mounted for one test; the test is aborted, and says so, where that is not allowed. */
final class SmallVolume implements AutoCloseable {
    private final Path directory;

    private SmallVolume(Path directory) {
        this.directory = directory;
    }

    /** @param directory is there and empty */
    static SmallVolume mount(Path directory, int megabytes) throws IOException, InterruptedException {
        int exit =
                run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m,mode=0700", "tmpfs", directory.toString());
        Assumptions.assumeTrue(exit == 0, "mounting a small tmpfs needs root");
        return new SmallVolume(directory);
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (run("umount", directory.toString()) != 0) {
            throw new IOException(directory + " stays mounted");
        }
    }
}
