package io.opsconductor.pulse.db.backup.remote;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Stands between a client and a store, passes everything on as it is, and spoils the requests that it was told of. */
final class FaultyWay implements AutoCloseable {
    private static final int EVERYTHING = Integer.MAX_VALUE;

    private final int store;
    private final ServerSocket listening;
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private volatile String added = "";
    private volatile String said = "";
    private volatile String instead = "";

    FaultyWay(int store) throws IOException {
        this.store = store;
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("accept", () -> {
            while (true) {
                Socket client = listening.accept();
                start("way", () -> pass(client));
            }
        });
    }

    /** What is done to so many of the requests whose first line fits. */
    record Fault(Predicate<String> line, AtomicInteger times, Kind kind, int at, String code) {
        boolean isOf(String request) {
            return line.test(request) && times.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        }
    }

    private enum Kind {
        ANSWER,
        CUT_REQUEST,
        CUT_RESPONSE,
        FLIP
    }

    private interface Work {
        void run() throws IOException;
    }

    /** @param line parts of a request's first line, with a star between them */
    private static boolean isOf(String request, String line) {
        return Stream.of(line.split("\\*")).allMatch(request::contains);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** From now on the store seems to tell this too, in the head of each good answer. */
    void adding(String header) {
        added = header + "\r\n";
    }

    /** From now on the store seems to say another word instead, of the same length. */
    void saying(String word, String other) {
        said = word;
        instead = other;
    }

    /** The store seems to answer with an error. */
    void answer(String line, int times, int status, String code) {
        faults.add(new Fault(text -> isOf(text, line), new AtomicInteger(times), Kind.ANSWER, status, code));
    }

    void cutRequest(String line, int times, int afterBytes) {
        faults.add(new Fault(text -> isOf(text, line), new AtomicInteger(times), Kind.CUT_REQUEST, afterBytes, ""));
    }

    void cutResponse(String line, int times, int afterBytes) {
        faults.add(new Fault(text -> isOf(text, line), new AtomicInteger(times), Kind.CUT_RESPONSE, afterBytes, ""));
    }

    /** One bit of the body is another one when it arrives. */
    void flip(String line, int times, int atByte) {
        faults.add(new Fault(text -> isOf(text, line), new AtomicInteger(times), Kind.FLIP, atByte, ""));
    }

    /** True when all that was to be spoilt has been. */
    boolean isUsedUp() {
        return faults.stream().allMatch(fault -> fault.times().get() == 0);
    }

    void heal() {
        faults.clear();
    }

    private void pass(Socket client) throws IOException {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), store)) {
            AtomicInteger limit = new AtomicInteger(EVERYTHING);
            start("answers", () -> answers(server, client, limit));
            InputStream in = client.getInputStream();
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                String request = head.substring(0, head.indexOf('\r'));
                Fault fault = faults.stream()
                        .filter(one -> one.isOf(request))
                        .findFirst()
                        .orElse(null);
                if (!request(head, in, server, client, fault, limit)) {
                    return;
                }
            }
        }
    }

    private static boolean request(
            String head, InputStream in, Socket server, Socket client, Fault fault, AtomicInteger limit)
            throws IOException {
        OutputStream out = server.getOutputStream();
        int length = length(head);
        if (fault != null && fault.kind() == Kind.ANSWER) {
            in.readNBytes(length);
            client.getOutputStream().write(error(fault));
            return false;
        }
        if (fault != null && fault.kind() == Kind.CUT_RESPONSE) {
            limit.set(fault.at());
        }
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        byte[] buffer = new byte[1 << 16];
        for (int sent = 0; sent < length; ) {
            int read = in.read(buffer, 0, Math.min(buffer.length, length - sent));
            if (read < 0) {
                return false;
            }
            if (fault != null && fault.kind() == Kind.FLIP && fault.at() >= sent && fault.at() < sent + read) {
                buffer[fault.at() - sent] ^= 1;
            }
            if (fault != null && fault.kind() == Kind.CUT_REQUEST && sent + read > fault.at()) {
                return false;
            }
            out.write(buffer, 0, read);
            sent += read;
        }
        out.flush();
        return true;
    }

    private static byte[] error(Fault fault) {
        String body = "<?xml version=\"1.0\"?><Error><Code>" + fault.code() + "</Code><Message>no</Message></Error>";
        return ("HTTP/1.1 " + fault.at() + " Refused\r\nContent-Type: application/xml\r\nContent-Length: "
                        + body.length() + "\r\nConnection: close\r\n\r\n" + body)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private void answers(Socket server, Socket client, AtomicInteger limit) throws IOException {
        try (server;
                client) {
            byte[] buffer = new byte[1 << 14];
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                spell(buffer, read);
                int passed = Math.min(read, limit.get());
                int status =
                        new String(buffer, 0, Math.min(read, 12), StandardCharsets.ISO_8859_1).equals("HTTP/1.1 200")
                                ? new String(buffer, 0, read, StandardCharsets.ISO_8859_1).indexOf('\n') + 1
                                : 0;
                out.write(buffer, 0, Math.min(status, passed));
                if (status > 0) {
                    out.write(added.getBytes(StandardCharsets.ISO_8859_1));
                }
                out.write(buffer, Math.min(status, passed), passed - Math.min(status, passed));
                out.flush();
                if (passed < read) {
                    return;
                }
                if (limit.get() != EVERYTHING) {
                    limit.addAndGet(-passed);
                }
            }
        }
    }

    private void spell(byte[] buffer, int length) {
        if (!said.isEmpty()) {
            String text = new String(buffer, 0, length, StandardCharsets.ISO_8859_1).replace(said, instead);
            System.arraycopy(text.getBytes(StandardCharsets.ISO_8859_1), 0, buffer, 0, length);
        }
    }

    /** Up to the empty line; empty at the end. */
    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int one = in.read();
            if (one < 0) {
                return "";
            }
            head.write(one);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static int length(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line ->
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
    }

    /** Ends with its connection. */
    private static void start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException closed) {
                        // One side has gone.
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
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
