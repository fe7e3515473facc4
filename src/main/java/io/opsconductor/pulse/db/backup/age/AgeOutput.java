package io.opsconductor.pulse.db.backup.age;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import io.opsconductor.pulse.db.digest.Sha256;

/** Encrypts what is written to it into a file. One that was not finished lacks its end, and no reader takes it for whole. */
public final class AgeOutput extends OutputStream {
    private final FileChannel file;
    private final WritableByteChannel encrypting;
    private final MessageDigest digest = Sha256.large();
    private AgeKey key;
    private long bytes;

    /** @param file is there; what is in it goes */
    public AgeOutput(Path file, AgeRecipients recipients) throws IOException {
        List<RecipientStanzaWriter> writers = new ArrayList<>(recipients.writers());
        // It is no recipient: it writes no stanza, but is shown the key to which the others' stanzas lead.
        writers.add(secret -> {
            key = AgeKey.ofFile(secret);
            return List.of();
        });
        this.file = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        try {
            encrypting = new StandardEncryptingChannelFactory().newEncryptingChannel(this.file, writers);
        } catch (GeneralSecurityException e) {
            this.file.close();
            throw new IOException("cannot encrypt to " + recipients, e);
        } catch (IOException | RuntimeException e) {
            this.file.close();
            throw e;
        }
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        digest.update(buffer, offset, length);
        bytes += length;
        encrypting.write(ByteBuffer.wrap(buffer, offset, length));
    }

    /** Writes the end of it, once. */
    public void finish() throws IOException {
        encrypting.close();
    }

    /** How many bytes were encrypted. */
    public long bytes() {
        return bytes;
    }

    /** Of what was encrypted, in hexadecimal; once, when it is finished. */
    public String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Opens this very file, so that it can be read once without any recipient's identity. Lives in memory only. */
    public AgeKey key() {
        return key;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
