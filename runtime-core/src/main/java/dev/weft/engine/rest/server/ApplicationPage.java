package dev.weft.engine.rest.server;

import dev.weft.engine.rest.api.VertexSummary;
import dev.weft.engine.view.ClusterView;
import dev.weft.engine.view.JobView;
import java.time.Duration;

/**
 * The HTML status page behind the application's tracking URL. All links are relative, so that they also work behind
 * YARN's proxy.
 */
final class ApplicationPage {

    private static final String HEAD = """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="5">
        <title>Weft</title>
        <style>
        body{font:14px/1.5 system-ui,sans-serif;margin:2em;color:#222}
        table{border-collapse:collapse;margin:.5em 0 1.5em}
        th,td{text-align:left;padding:.25em 1em .25em 0;border-bottom:1px solid #ddd}
        td.n,th.n{text-align:right}
        pre{background:#fbeaea;padding:1em;overflow:auto}
        .FINISHED{color:#17742e}.FAILED{color:#b3261e}.CANCELED{color:#8a5a00}
        </style></head><body>
        """;

    private ApplicationPage() {}

    static String of(ClusterView view, long nowMs) {
        StringBuilder html = new StringBuilder(HEAD);
        html.append("<h1>Weft</h1>\n<p>").append(view.executors().size()).append(" TaskExecutors. See as JSON: ");
        html.append("<a href=\"overview\">overview</a>, <a href=\"jobs/overview\">jobs</a>, ");
        html.append("<a href=\"taskmanagers\">TaskExecutors</a>.</p>\n");
        if (view.jobs().isEmpty()) {
            html.append("<p>No job yet.</p>\n");
        }
        view.jobs().forEach(job -> job(html, job, nowMs));
        return html.append("</body></html>\n").toString();
    }

    private static void job(StringBuilder html, JobView job, long nowMs) {
        String id = job.id().toHexString();
        long end = job.endMs().orElse(nowMs);
        html.append("<h2>").append(escaped(job.name())).append("</h2>\n<p>");
        html.append("<b class=\"")
                .append(job.status())
                .append("\">")
                .append(job.status())
                .append("</b>, ");
        html.append(seconds(end - job.startMs()))
                .append(". Job <a href=\"jobs/")
                .append(id)
                .append("\">")
                .append(id);
        html.append("</a>: <a href=\"jobs/").append(id).append("/exceptions\">failures</a>, ");
        html.append("<a href=\"jobs/").append(id).append("/accumulators\">accumulators</a>, ");
        html.append("<a href=\"jobs/").append(id).append("/plan\">plan</a></p>\n");
        html.append(
                "<table><tr><th>vertex</th><th>state</th><th class=\"n\">tasks</th><th class=\"n\">records in</th>");
        html.append(
                "<th class=\"n\">records out</th><th class=\"n\">bytes in</th><th class=\"n\">bytes out</th></tr>\n");
        for (JobView.VertexView vertex : job.vertices()) {
            VertexSummary summary = VertexResponses.summary(vertex, nowMs);
            html.append("<tr><td><a href=\"jobs/")
                    .append(id)
                    .append("/vertices/")
                    .append(vertex.id())
                    .append("\">");
            html.append(escaped(vertex.name()))
                    .append("</a></td><td class=\"")
                    .append(summary.status())
                    .append("\">");
            html.append(summary.status()).append("</td>");
            number(html, vertex.parallelism());
            number(html, summary.metrics().readRecords());
            number(html, summary.metrics().writeRecords());
            number(html, summary.metrics().readBytes());
            number(html, summary.metrics().writeBytes());
            html.append("</tr>\n");
        }
        html.append("</table>\n");
        job.failures().stream()
                .findFirst()
                .ifPresent(failure -> html.append("<pre>")
                        .append(escaped(failure.cause().stackTrace()))
                        .append("</pre>\n"));
    }

    private static void number(StringBuilder html, long number) {
        html.append("<td class=\"n\">").append(number).append("</td>");
    }

    private static String seconds(long ms) {
        Duration duration = Duration.ofMillis(Math.max(0, ms));
        return duration.toHours() > 0
                ? duration.toHours() + " h " + duration.toMinutesPart() + " min"
                : duration.toMinutes() > 0
                        ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
                        : duration.toMillis() / 100 / 10.0 + " s";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
