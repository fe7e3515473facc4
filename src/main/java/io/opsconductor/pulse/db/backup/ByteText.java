package io.opsconductor.pulse.db.backup;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes up to a limit; what is beyond is counted as missing. */
final class ByteText {
    private byte[] bytes = new byte[64];
    private final int most;
    private int length;
    private boolean whole = true;

    ByteText(int most) {
        this.most = most;
    }

    void add(byte b) {
        if (length == most) {
            whole = false;
            return;
        }
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        bytes[length++] = b;
    }

    void add(byte[] from, int start, int end) {
        int size = Math.min(end - start, most - length);
        whole &= size == end - start;
        if (length + size > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + size));
        }
        System.arraycopy(from, start, bytes, length, size);
        length += size;
    }

    void removeLast() {
        length -= whole ? 1 : 0;
    }

    void clear() {
        length = 0;
        whole = true;
    }

    boolean isEmpty() {
        return length == 0;
    }

    boolean isWhole() {
        return whole;
    }

    int length() {
        return length;
    }

    byte at(int index) {
        return bytes[index];
    }

    byte beforeLast() {
        return length > 1 ? bytes[length - 2] : 0;
    }

    /** Of a piece that is not whole, the end is not known. */
    boolean mayEndWith(char c) {
        return !whole || length > 0 && bytes[length - 1] == c;
    }

    boolean startsWith(String text) {
        return length >= text.length() && text.equals(text(0, text.length()));
    }

    boolean endsWith(String text) {
        return length >= text.length() && text.equals(text(length - text.length(), text.length()));
    }

    String text() {
        return text(0, length);
    }

    /** The first of them. */
    String text(int size) {
        return text(0, size);
    }

    /** Hands the bytes over; not to be kept. */
    byte[] array() {
        return bytes;
    }

    private String text(int from, int size) {
        return new String(bytes, from, size, StandardCharsets.UTF_8);
    }
}
