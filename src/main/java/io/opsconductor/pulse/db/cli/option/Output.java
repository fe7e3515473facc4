package io.opsconductor.pulse.db.cli.option;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import io.opsconductor.pulse.db.failure.PlainText;
import io.opsconductor.pulse.db.failure.PulseFailure;
import picocli.CommandLine.Help.Ansi;

/** Standard output, which belongs to the report. Always UTF-8, as JSON has to be. */
public final class Output {
    /** Not {@code System.out}, which keeps to itself that a write failed. */
    private static final OutputStream STREAM = new FileOutputStream(FileDescriptor.out);

    private Output() {}

    /**
     * @throws PulseFailure (failed) when the report got lost, as on a full disk; a reader that has read enough and closed
     *     the pipe is no failure
     */
    public static synchronized void print(String report) {
        try {
            STREAM.write((report + System.lineSeparator()).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            if (!"Broken pipe".equals(e.getMessage())) {
                throw PulseFailure.failed(
                        "standard output cannot be written: " + e.getMessage(), "the report is lost: run it again", e);
            }
        }
    }

    /**
     * A script of others: as it is for the program that is to execute it; on a terminal, which would obey some of its
     * characters, these are question marks.
     */
    public static void script(String text) {
        print(isDevice(1) ? PlainText.lines(text) : text);
    }

    /** True when a person sees standard error. */
    static boolean isErrorTerminal() {
        return isDevice(2);
    }

    private static boolean isDevice(int stream) {
        try {
            String device =
                    Files.readSymbolicLink(Path.of("/proc/self/fd/" + stream)).toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
        } catch (IOException e) {
            // No Linux: as for standard output.
            return Ansi.AUTO.enabled();
        }
    }

    /** True when a person reads along and has not asked for plain text; by picocli's rules, as for the help. */
    public static boolean isTerminal() {
        return Ansi.AUTO.enabled();
    }
}
