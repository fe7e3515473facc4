package io.opsconductor.pulse.db.dev.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * One run of a process.
 *
 * @param millis from its start to its end
 * @param cpuMillis processor time of it and its children, in the kernel's ticks of 10 ms: of many runs the mean says something
 * @param peakKib the most memory it held resident, as the kernel counted it; read every few milliseconds until it ended
 * @param output both of its streams
 */
record Measured(long millis, long cpuMillis, long peakKib, String output) {

    interface Start {
        Process start() throws IOException;
    }

    static Measured of(Start start) throws IOException {
        return of(0, start);
    }

    /** @param tolerated an exit code that, like 0, is no failure */
    static Measured of(int tolerated, Start start) throws IOException {
        long before = childrenCpuMillis();
        long began = System.nanoTime();
        Process process = start.start();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Thread out = drain(process.getInputStream(), output);
        Thread err = drain(process.getErrorStream(), output);
        long peak = 0;
        try {
            while (!process.waitFor(3, TimeUnit.MILLISECONDS)) {
                peak = Math.max(peak, peak(process.pid()));
            }
            long millis = (System.nanoTime() - began) / 1_000_000;
            out.join();
            err.join();
            if (process.exitValue() != 0 && process.exitValue() != tolerated) {
                throw new IllegalStateException("exit " + process.exitValue() + ": " + output);
            }
            return new Measured(millis, childrenCpuMillis() - before, peak, output.toString());
        } catch (InterruptedException e) {
            process.destroy();
            throw new IllegalStateException(e);
        }
    }

    private static Thread drain(InputStream stream, ByteArrayOutputStream into) {
        Thread thread = new Thread(() -> {
            try (stream) {
                byte[] buffer = new byte[8192];
                for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                    synchronized (into) {
                        into.write(buffer, 0, n);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        thread.start();
        return thread;
    }

    /** VmHWM, in KiB; 0 when the process is gone already. */
    static long peak(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Of all children that have ended. One at a time, so that the difference is of one. */
    static long childrenCpuMillis() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return 10 * (Long.parseLong(fields[13]) + Long.parseLong(fields[14]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
