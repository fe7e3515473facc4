package io.opsconductor.pulse.db.postgres.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class ServerMessagesTest {
    /** A row of one column with five letters. */
    private static final byte[] ROW = {'D', 0, 0, 0, 15, 0, 1, 0, 0, 0, 5, 'h', 'e', 'l', 'l', 'o'};

    @Test
    void a_server_that_stops_within_a_message_is_given_up_at_each_of_its_bytes() throws Exception {
        for (int sent = 1; sent < ROW.length; sent++) {
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                    Socket talk = server.accept()) {
                talk.getOutputStream().write(ROW, 0, sent);
                ServerMessages messages = messages(client);

                assertThat(messages.readNBytes(sent)).hasSize(sent);
                assertThatThrownBy(messages::read)
                        .isExactlyInstanceOf(IOException.class)
                        .hasMessage("the server stopped in the middle of an answer");
                assertThat(client.getSoTimeout()).isZero();
            }
        }
    }

    @Test
    void between_two_messages_it_may_take_as_long_as_its_work_takes() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket talk = server.accept()) {
            OutputStream out = talk.getOutputStream();
            out.write(ROW);
            ServerMessages messages = messages(client);
            assertThat(messages.readNBytes(ROW.length)).isEqualTo(ROW);

            CompletableFuture<Void> work = CompletableFuture.runAsync(() -> {
                try {
                    Thread.sleep(50);
                    out.write(ROW);
                } catch (IOException | InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(messages.readNBytes(ROW.length)).isEqualTo(ROW);
            work.join();
        }
    }

    /** A false server, before it has proved anything. */
    @Test
    void what_is_larger_than_any_answer_to_a_login_is_not_read_before_a_session_is_there() throws Exception {
        byte[] error = {'E', 0, 0x10, 0, 0};
        byte[] ready = {'Z', 0, 0, 0, 5, 'I'};
        for (boolean loggedIn : new boolean[] {false, true}) {
            byte[] largest = {'E', 0, 0x0f, (byte) 0xff, (byte) 0xff};
            assertThat(read(loggedIn, ready, largest)).isEqualTo(largest.length);
        }
        assertThat(read(true, ready, error)).isEqualTo(error.length);
        assertThatThrownBy(() -> read(false, ready, error))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("the server answers a login with a message of 1048577 bytes");
    }

    private static int read(boolean loggedIn, byte[] ready, byte[] header) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket talk = server.accept()) {
            ServerMessages messages = messages(client);
            if (loggedIn) {
                talk.getOutputStream().write(ready);
                messages.readNBytes(ready.length);
            }
            talk.getOutputStream().write(header);
            return messages.readNBytes(header.length).length;
        }
    }

    private static ServerMessages messages(Socket client) throws IOException {
        ServerMessages messages = new ServerMessages(client.getInputStream(), client, 5, false);
        messages.readAsMessages();
        return messages;
    }
}
