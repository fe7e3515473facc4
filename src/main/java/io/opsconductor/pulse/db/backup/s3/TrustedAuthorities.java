package io.opsconductor.pulse.db.backup.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;

import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

import io.opsconductor.pulse.db.backup.file.SmallFile;
import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.backup.set.FileFailure;
import io.opsconductor.pulse.db.failure.PulseFailure;

/** The authorities of a file, in the place of those that the JDK knows. */
final class TrustedAuthorities {
    private TrustedAuthorities() {}

    /** @throws PulseFailure (usage) when the file cannot be read, or has no certificate */
    static TrustManager[] of(CopyTarget target, Path file) {
        try {
            Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(SmallFile.read(file, SmallFile.MOST_JSON)));
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate : certificates) {
                store.setCertificateEntry("authority " + store.size(), certificate);
            }
            if (store.size() == 0) {
                throw unusable(target, file, "it has no certificate");
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (IOException e) {
            throw unusable(target, file, FileFailure.reason(e));
        } catch (GeneralSecurityException e) {
            throw unusable(target, file, "it is no list of certificates in PEM");
        }
    }

    private static PulseFailure unusable(CopyTarget target, Path file, String why) {
        return PulseFailure.usage(
                target.variable("sslrootcert") + "=" + file + " cannot be used: " + why,
                "name a file with the certificates of the authorities that the store's may come from");
    }
}
