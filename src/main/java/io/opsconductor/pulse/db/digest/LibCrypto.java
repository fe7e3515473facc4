package io.opsconductor.pulse.db.digest;

import java.util.Optional;

import org.graalvm.nativeimage.PinnedObject;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.function.CFunctionPointer;
import org.graalvm.nativeimage.c.function.InvokeCFunctionPointer;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.nativeimage.c.type.CTypeConversion;
import org.graalvm.word.PointerBase;
import org.graalvm.word.UnsignedWord;
import org.graalvm.word.WordFactory;

/**
 * OpenSSL 3, which pg_dump and pg_restore bring along by libpq. It is opened by its name as any program opens it, and by the
 * first who needs it: the executable is not linked with it, and starts where it is missing.
 *
 * <p>These functions read no configuration and load no provider, as those of OpenSSL's newer interface do. Only for a native
 * executable: a JVM cannot even load this class.
 *
 * @see <a href="https://docs.openssl.org/3.0/man3/SHA256_Init/">SHA256_Init</a>
 */
final class LibCrypto implements DigestLibrary {
    private static final String NAME = "libcrypto.so.3";
    /** RTLD_LAZY; what it needs of others is looked for when it is called. */
    private static final int LAZY = 1;

    private final Init init;
    private final Update update;
    private final End end;

    private LibCrypto(Init init, Update update, End end) {
        this.init = init;
        this.update = update;
        this.end = end;
    }

    /** Stays loaded. Empty where the machine lacks it, or it lacks one of the functions. */
    static Optional<DigestLibrary> load() {
        PointerBase library;
        try (CTypeConversion.CCharPointerHolder name = CTypeConversion.toCString(NAME)) {
            library = dlopen(name.get(), LAZY);
        }
        if (library.isNull()) {
            return Optional.empty();
        }
        Init init = function(library, "SHA256_Init");
        Update update = function(library, "SHA256_Update");
        End end = function(library, "SHA256_Final");
        return init.isNull() || update.isNull() || end.isNull()
                ? Optional.empty()
                : Optional.of(new LibCrypto(init, update, end));
    }

    private static <T extends CFunctionPointer> T function(PointerBase library, String name) {
        try (CTypeConversion.CCharPointerHolder symbol = CTypeConversion.toCString(name)) {
            return dlsym(library, symbol.get());
        }
    }

    @Override
    public void init(byte[] context) {
        try (PinnedObject pinned = PinnedObject.create(context)) {
            init.call(pinned.addressOfArrayElement(0));
        }
    }

    @Override
    public void update(byte[] context, byte[] bytes, int offset, int length) {
        try (PinnedObject pinned = PinnedObject.create(context);
                PinnedObject source = PinnedObject.create(bytes)) {
            update.call(
                    pinned.addressOfArrayElement(0),
                    source.addressOfArrayElement(offset),
                    WordFactory.unsigned(length));
        }
    }

    @Override
    public void end(byte[] context, byte[] digest) {
        try (PinnedObject pinned = PinnedObject.create(context);
                PinnedObject target = PinnedObject.create(digest)) {
            end.call(target.addressOfArrayElement(0), pinned.addressOfArrayElement(0));
        }
    }

    @CFunction
    private static native PointerBase dlopen(CCharPointer name, int flags);

    @CFunction
    private static native <T extends PointerBase> T dlsym(PointerBase library, CCharPointer name);

    private interface Init extends CFunctionPointer {
        @InvokeCFunctionPointer
        int call(PointerBase context);
    }

    private interface Update extends CFunctionPointer {
        @InvokeCFunctionPointer
        int call(PointerBase context, PointerBase bytes, UnsignedWord length);
    }

    private interface End extends CFunctionPointer {
        @InvokeCFunctionPointer
        int call(PointerBase digest, PointerBase context);
    }
}
