package io.opsconductor.pulse.db.report.html;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import io.opsconductor.pulse.db.check.Severity;

/**
 * What every page has, so that it stands alone: a verdict in words, its sections, the same as JSON, style and script.
 *
 * @param title what it is about
 * @param worst by which the verdict is coloured
 * @param verdict one sentence, without its full stop
 * @param said paragraphs below it
 * @param version which program made it
 * @param id of the element that holds the JSON
 * @param json the same for machines
 */
record Shell(String title, Severity worst, String verdict, List<String> said, String version, String id, String json) {
    private static final Pattern NOT_IN_SCRIPT =
            Pattern.compile("[<>&\\u2028\\u2029\\uD800-\\uDFFF[\\p{Cf}&&[\\u0000-\\uFFFF]]]");

    /** @param sections the titles that are linked to, by the ids of their sections */
    String page(Map<String, String> sections, Consumer<Markup> body) {
        Markup page = new Markup();
        String script = PageResource.read("page.js");
        page.own("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
        page.empty("meta", "charset", "utf-8")
                .empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .empty(
                        "meta",
                        "http-equiv",
                        "Content-Security-Policy",
                        "content",
                        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src "
                                + PageResource.hash(script))
                .element("title", verdict + " - " + title)
                .empty("link", "rel", "icon", "href", "data:,")
                .open("style")
                .own(PageResource.read("page.css"))
                .close()
                .close()
                .line();
        page.open("body").own(PageResource.read("patterns.svg"));
        sections.keySet().stream()
                .findFirst()
                .ifPresent(first -> page.element("a", "Skip to what was found", "class", "skip", "href", "#" + first));
        page.open("header", "class", worst.word())
                .element("p", title, "class", "title")
                .element("h1", verdict);
        said.forEach(paragraph -> page.element("p", paragraph));
        page.open("nav", "aria-label", "Sections");
        sections.forEach((section, name) ->
                page.element("a", name, "href", "#" + section).own(" "));
        page.close().close().line().open("main");
        body.accept(page);
        page.close()
                .line()
                .element("footer", version + ". The element " + id + " of this file holds the same as JSON.")
                .open("script", "type", "application/json", "id", id)
                .own(inScript(json))
                .close()
                .open("script")
                .own(script)
                .close();
        return page.close().close().line().toString();
    }

    /** JSON that no script element ends in and no comment begins in, and that shows no character that cannot be seen. */
    private static String inScript(String json) {
        return NOT_IN_SCRIPT
                .matcher(json)
                .replaceAll(
                        found -> String.format("\\\\u%04x", (int) found.group().charAt(0)));
    }
}
