package io.opsconductor.pulse.db.dev;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/** As {@link Postgres} does, a database as {@link DevelopmentDatabases#timescale()} makes it. */
@ExtendWith(DatabaseExtension.class)
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface Timescale {}
