package io.opsconductor.pulse.db.report;

import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.postgres.ConfiguredSettings.Setting;

/** What {@code config} and {@code init} print. */
public final class SettingsReport {
    private SettingsReport() {}

    public static String table(List<Setting> settings) {
        Table table = new Table().row("SETTING", "FROM", "VALUE");
        settings.forEach(one -> table.row(one.key(), one.source(), one.value()));
        return Lines.text(table.lines());
    }

    public static String json(List<Setting> settings) {
        ObjectNode document = Json.object();
        ArrayNode all = document.putArray("settings");
        settings.forEach(one ->
                all.addObject().put("key", one.key()).put("value", one.value()).put("source", one.source()));
        return Json.text(document);
    }

    /** @param written the file that it went to; null for none */
    public static String proposal(String configuration, String written) {
        ObjectNode document = Json.object();
        document.put("configuration", configuration);
        document.put("written", written);
        return Json.text(document);
    }
}
