package io.opsconductor.pulse.db.migrate;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A network between client and server that can be made to swallow everything, or to break. */
public final class TcpProxy implements AutoCloseable {
    private final ServerSocket listener;
    private volatile int[] targets;
    private final AtomicInteger turn = new AtomicInteger();
    private final int first;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final Set<Socket> silenced = ConcurrentHashMap.newKeySet();
    private volatile boolean silent;
    private volatile boolean silentAfterLogin;

    public TcpProxy(int target) {
        this.targets = new int[] {target};
        this.first = target;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    /** The same database by way of here. */
    public String through(String url) {
        return url.replace(":" + first + "/", ":" + listener.getLocalPort() + "/");
    }

    /** From here on nothing gets through in either direction, and nobody is told: neither old connections nor new ones. */
    void swallow() {
        silent = true;
    }

    /** The same, as soon as one more connection has logged in. */
    public void swallowAfterNextLogin() {
        silentAfterLogin = true;
    }

    /** What is open stays open, and says nothing any more; new connections get through. */
    public void forget() {
        List<Socket> forgotten = List.copyOf(open);
        silenced.addAll(forgotten);
    }

    /** From here on new connections lead to another server. */
    public void leadTo(int other) {
        leadInTurn(other);
    }

    /** From here on each new connection leads to the next of these, and the one after the last to the first again. */
    public void leadInTurn(int... ports) {
        targets = ports.clone();
        turn.set(0);
    }

    private int next() {
        int[] all = targets;
        return all[turn.getAndIncrement() % all.length];
    }

    /** Every connection breaks at once. */
    void cut() {
        open.forEach(TcpProxy::close);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                open.add(client);
                if (!silent) {
                    Socket server = new Socket(InetAddress.getLoopbackAddress(), next());
                    open.add(server);
                    boolean last = silentAfterLogin;
                    daemon(() -> pump(client, server, false));
                    daemon(() -> pump(server, client, last));
                }
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void pump(Socket from, Socket to, boolean last) {
        byte[] buffer = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!isSilent(from)) {
                    out.write(buffer, 0, read);
                    silent |= last && isReadyForQuery(buffer, read);
                }
            }
        } catch (IOException e) {
            // The other direction closed it.
        }
        if (!isSilent(from)) {
            close(from);
            close(to);
        }
    }

    /** The server's last message of a login: Z, its length, and that no transaction is open. */
    private static boolean isReadyForQuery(byte[] buffer, int length) {
        return length >= 6 && buffer[length - 6] == 'Z' && buffer[length - 1] == 'I';
    }

    private boolean isSilent(Socket socket) {
        return silent || silenced.contains(socket);
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }
}
