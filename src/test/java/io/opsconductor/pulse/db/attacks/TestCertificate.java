package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A server's certificate that no authority signed. */
final class TestCertificate {
    private static final String STORE = "changeit";

    private TestCertificate() {}

    /** Leaves its certificate in a file by which it can be trusted. */
    static SSLContext of(Path folder, String name, String host) throws Exception {
        Path store = folder.resolve(name + ".p12");
        keytool(
                List.of("-genkeypair", "-keyalg", "EC", "-dname", "CN=" + host, "-ext", "san=dns:" + host),
                name,
                store,
                folder);
        keytool(
                List.of(
                        "-exportcert",
                        "-rfc",
                        "-file",
                        folder.resolve(name + ".pem").toString()),
                name,
                store,
                folder);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, STORE.toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, STORE.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(List<String> arguments, String alias, Path store, Path folder) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(arguments);
        command.addAll(List.of("-alias", alias, "-keystore", store.toString(), "-storepass", STORE));
        assertThat(new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(
                                folder.resolve("keytool.txt").toFile()))
                        .start()
                        .waitFor())
                .isZero();
    }
}
