package io.opsconductor.pulse.db.backup;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Assumptions;

/** A real file system of a few megabytes, mounted for one test; the test is aborted, and says so, where that is not allowed. */
public final class SmallVolume implements AutoCloseable {
    private final Path directory;

    private SmallVolume(Path directory) {
        this.directory = directory;
    }

    /** @param directory is there and empty */
    public static SmallVolume mount(Path directory, int megabytes) throws IOException, InterruptedException {
        return mount(directory, megabytes, 0);
    }

    /** @param owner the number of the user who may write there */
    public static SmallVolume mount(Path directory, int megabytes, int owner) throws IOException, InterruptedException {
        return mount(directory, "size=" + megabytes + "m,mode=0700,uid=" + owner);
    }

    /** @param files that have room there, directories among them */
    static SmallVolume ofFiles(Path directory, int files) throws IOException, InterruptedException {
        return mount(directory, "nr_inodes=" + files + ",mode=0700");
    }

    private static SmallVolume mount(Path directory, String options) throws IOException, InterruptedException {
        int exit = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", directory.toString());
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
