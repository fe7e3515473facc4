package io.opsconductor.pulse.db.backup.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import io.opsconductor.pulse.db.backup.set.CopyTarget;

/** Answers every request in the same odd way, as long as the client listens. */
final class OddStore implements AutoCloseable {
    /** Of the answer that goes on and on, which is sent at once without a pause. */
    private static final int MANY = 1000;

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger asked = new AtomicInteger();
    private final String begin;
    private final byte[] on;
    private final long pause;

    /**
     * @param begin from the status line on
     * @param on sent again and again behind it; empty ends the answer
     * @param pause milliseconds before each; 0 for as fast as can be
     */
    OddStore(String begin, String on, long pause) throws IOException {
        this.begin = begin;
        this.on = (pause == 0 ? on.repeat(MANY) : on).getBytes(StandardCharsets.UTF_8);
        this.pause = pause;
        start(() -> {
            while (true) {
                Socket client = listening.accept();
                start(() -> answer(client));
            }
        });
    }

    /** One answer with a body of this length. */
    static OddStore answering(String status, String body) throws IOException {
        return new OddStore(
                "HTTP/1.1 " + status + "\r\nContent-Type: application/xml\r\nConnection: close\r\nContent-Length: "
                        + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body,
                "",
                0);
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException | InterruptedException e) {
                // The client has gone, or the test is over.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void answer(Socket client) throws IOException, InterruptedException {
        try (client) {
            InputStream in = client.getInputStream();
            String last = "";
            while (!last.endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    return;
                }
                last += (char) next;
            }
            asked.incrementAndGet();
            OutputStream out = client.getOutputStream();
            out.write(begin.getBytes(StandardCharsets.UTF_8));
            out.flush();
            while (on.length > 0) {
                Thread.sleep(pause);
                out.write(on);
                out.flush();
            }
        }
    }

    int asked() {
        return asked.get();
    }

    String endpoint() {
        return "http://127.0.0.1:" + listening.getLocalPort();
    }

    private CopyTarget place() {
        return Stores.with(Stores.offsite(), Stores.access(endpoint(), "key", "secret"));
    }

    /** One that waits a moment only for an answer, and asks twice. */
    ObjectStore open() {
        return new ObjectStore(
                place(), Duration.ofMillis(500), new StoreCalls(place(), 2, Optional.empty()), bytes -> {});
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
