package io.opsconductor.pulse.db.backup.script;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes up to a limit; what is beyond is counted as missing. */
public final class ByteText {
    private byte[] bytes = new byte[64];
    private final int most;
    private int length;
    private boolean whole = true;

    public ByteText(int most) {
        this.most = most;
    }

    public void add(byte b) {
        if (length == most) {
            whole = false;
            return;
        }
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        bytes[length++] = b;
    }

    public void add(byte[] from, int start, int end) {
        int size = Math.min(end - start, most - length);
        whole &= size == end - start;
        if (length + size > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + size));
        }
        System.arraycopy(from, start, bytes, length, size);
        length += size;
    }

    public void removeLast() {
        length -= whole ? 1 : 0;
    }

    public void clear() {
        length = 0;
        whole = true;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    public boolean isWhole() {
        return whole;
    }

    public int length() {
        return length;
    }

    public byte at(int index) {
        return bytes[index];
    }

    public byte beforeLast() {
        return length > 1 ? bytes[length - 2] : 0;
    }

    /** Of a piece that is not whole, the end is not known. */
    public boolean mayEndWith(char c) {
        return !whole || length > 0 && bytes[length - 1] == c;
    }

    public boolean startsWith(String text) {
        return length >= text.length() && text.equals(text(0, text.length()));
    }

    public boolean endsWith(String text) {
        return length >= text.length() && text.equals(text(length - text.length(), text.length()));
    }

    public String text() {
        return text(0, length);
    }

    /** The first of them. */
    public String text(int size) {
        return text(0, size);
    }

    /** Hands the bytes over; not to be kept. */
    public byte[] array() {
        return bytes;
    }

    private String text(int from, int size) {
        return new String(bytes, from, size, StandardCharsets.UTF_8);
    }
}
