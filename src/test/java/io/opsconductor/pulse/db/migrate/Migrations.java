package io.opsconductor.pulse.db.migrate;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;

import io.opsconductor.pulse.db.dev.DatabaseExtension;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** A {@link TestRun} in a new folder of its own, on the database in the test's only field for one. */
@ExtendWith(Migrations.Runs.class)
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Migrations {
    final class Runs extends DatabaseExtension {
        @Override
        public void beforeEach(ExtensionContext context) throws Exception {
            super.beforeEach(context);
            Object test = context.getRequiredTestInstance();
            Folder folder = new Folder(Files.createTempDirectory("migrations"));
            context.getStore(ExtensionContext.Namespace.create(Runs.class)).put("folder", folder);
            TestRun run = new TestRun(database(test), folder.path());
            for (Field field : AnnotationSupport.findAnnotatedFields(test.getClass(), Migrations.class)) {
                field.setAccessible(true);
                field.set(test, run);
            }
        }

        private static TestDatabase database(Object test) throws IllegalAccessException {
            Field field = ReflectionSupport.findFields(
                            test.getClass(),
                            one -> one.getType() == TestDatabase.class,
                            HierarchyTraversalMode.TOP_DOWN)
                    .get(0);
            field.setAccessible(true);
            return (TestDatabase) field.get(test);
        }
    }

    /** Removed after the test. */
    record Folder(Path path) implements AutoCloseable {
        @Override
        public void close() throws Exception {
            try (var all = Files.walk(path)) {
                for (Path file : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
