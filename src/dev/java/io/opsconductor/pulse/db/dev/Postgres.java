package io.opsconductor.pulse.db.dev;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A {@link TestDatabase} as {@link DevelopmentDatabases#postgres()} makes it, dropped after the test. Each field and each
 * parameter gets its own; a static field's lives as long as its class.
 */
@ExtendWith(DatabaseExtension.class)
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface Postgres {}
