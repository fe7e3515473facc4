package io.opsconductor.pulse.db.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Answers at once for files that a native executable does not hold. Looking for one there goes through every module of
 * Java's library: for those that every start asks for, that was a quarter of all it did.
 */
final class BuiltInResources extends ClassLoader {
    /** An executable never gets any that it was not built with: asked once, while it is built. */
    private static final Set<String> ABSENT = Stream.of(
                    // SmallRye's configuration, and who resolves host names when a socket is opened.
                    "META-INF/microprofile-config.properties",
                    "META-INF/services/java.net.spi.InetAddressResolverProvider")
            .filter(BuiltInResources::isAbsent)
            .collect(Collectors.toUnmodifiableSet());

    /** Its keys are in the executable, as defaults that Quarkus has written into code; the file is not. */
    private static final String CONFIGURATION = "application.properties";

    private BuiltInResources(ClassLoader parent) {
        super(parent);
    }

    /** For this thread, and those that it starts. On the JVM nothing changes: a class path may hold anything. */
    static void use() {
        if ("runtime".equals(System.getProperty("org.graalvm.nativeimage.imagecode"))) {
            Thread thread = Thread.currentThread();
            thread.setContextClassLoader(new BuiltInResources(thread.getContextClassLoader()));
        }
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return ABSENT.contains(name) || name.equals(CONFIGURATION)
                ? Collections.emptyEnumeration()
                : super.getResources(name);
    }

    private static boolean isAbsent(String name) {
        try {
            return !BuiltInResources.class.getClassLoader().getResources(name).hasMoreElements();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
