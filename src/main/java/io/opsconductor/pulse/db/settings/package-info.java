/**
 * All keys below {@code pulse.}, told by the features' mappings: which variable sets which key, which key does not exist and
 * what was probably meant by it. Only {@code cli} imports it. Begin at {@code Mappings}.
 */
package io.opsconductor.pulse.db.settings;
