package io.opsconductor.pulse.db.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A loopback port on which nobody listens. None of those that the kernel gives to outgoing connections: one of these
 * might take it before a server does, or while that server is stopped for a moment.
 */
public final class FreePort {

    private static final int LOWEST = 10_000;
    private static final int TRIES = 1_000;

    private FreePort() {}

    public static int find() {
        int bound = firstOfOutgoing();
        for (int i = 0; i < TRIES && bound > LOWEST; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, bound);
            if (isFree(port)) {
                return port;
            }
        }
        return anyFree();
    }

    private static int firstOfOutgoing() {
        try {
            return Integer.parseInt(Files.readString(Path.of("/proc/sys/net/ipv4/ip_local_port_range"))
                    .strip()
                    .split("\\s+")[0]);
        } catch (IOException notLinux) {
            return 32_768;
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static int anyFree() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
