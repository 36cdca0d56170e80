package dev.weft.engine.rest.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import dev.weft.engine.common.Clock;
import dev.weft.engine.common.json.Json;
import dev.weft.engine.rest.api.CollectedResults;
import dev.weft.engine.rest.api.JobDetails;
import dev.weft.engine.rest.api.VertexSummary;
import dev.weft.engine.view.CheckpointStatistics;
import dev.weft.engine.view.ClusterView;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {

    /**
     * Published members that no answer has, because nothing behind them exists or is known to the master; and elements of
     * byte arrays, which travel as one text in base 64.
     */
    private static final Set<String> ABSENT = Set.of(
            "/jobs/{jobid}/execution-result job-execution-result.accumulatorResults{}.byteArray[]",
            "/jobs/{jobid}/accumulators serialized-user-task-accumulators{}.byteArray[]",
            "/jobs/{jobid}/accumulators job-accumulators[]",
            "/taskmanagers/{taskmanagerid} allocatedSlots[]",
            "/taskmanagers/{taskmanagerid} metrics.garbageCollectors[]");

    private final List<JobID> cancelled = new ArrayList<>();
    private final Routes routes = Clusters.routes(new FakeCommands(cancelled), true, Clock.system());

    private Reply.Answer answer(String method, String address, JobStatus status) {
        return answer(routes, method, address, Clusters.with(status));
    }

    private static Reply.Answer answer(Routes routes, String method, String address, ClusterView view) {
        String[] parts = address.split("\\?", 2);
        Map<String, String> query = new LinkedHashMap<>();
        if (parts.length == 2) {
            for (String pair : parts[1].split("&")) {
                query.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
            }
        }
        return (Reply.Answer) routes.reply(new Request(method, parts[0], query), view, Clusters.NOW);
    }

    private static String text(Reply.Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private Json.Obj get(String address, JobStatus status) {
        Reply.Answer answer = answer("GET", address, status);
        assertThat(answer.status()).as(text(answer)).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/json; charset=utf-8");
        return Json.parse(text(answer)).asObject();
    }

    @Test
    void collectedResultsAreAskedForByWhatIsTaken() throws Exception {
        String path = "/jobs/" + Clusters.JOB.toHexString() + "/collected/sink";
        Request request = new Request("GET", path, Map.of("offset", "7"));
        Reply reply = routes.reply(request, Clusters.with(JobStatus.RUNNING), Clusters.NOW);
        Reply.Answer answer = ((Reply.Promised) reply).answer().get(10, TimeUnit.SECONDS);
        CollectedResults results = CollectedResults.of(Json.parse(text(answer)).asObject());
        assertThat(new String(results.bytes(), StandardCharsets.UTF_8)).isEqualTo("sink after 7");
        assertThat(results.ended()).isFalse();
        assertThat(CollectedResults.of(get(path, JobStatus.FINISHED)).ended()).isTrue();
    }

    @Test
    void everyPublishedMemberIsThereWithItsType() throws IOException {
        List<String> missing = new ArrayList<>();
        for (String line : published()) {
            String[] parts = line.split(" ");
            String path = parts[0].replace("{jobid}", Clusters.JOB.toHexString())
                    .replace("{checkpointid}", "3")
                    .replace("{vertexid}", Clusters.SOURCE.hex())
                    .replace("{taskmanagerid}", Clusters.EXECUTOR.text());
            if (line.contains("slotSharingGroupId.")) {
                continue;
            }
            if (ABSENT.stream()
                    .anyMatch(absent -> line.startsWith(absent + " ")
                            || line.startsWith(absent + ".")
                            || line.startsWith(absent + "["))) {
                continue;
            }
            Json.Obj answer = get(path + "?includeSerializedValue=true", JobStatus.FAILED);
            List<Json> values = values(answer, parts[1]);
            if (values.isEmpty()
                    && !parts[1].contains("failureLabels{}")
                    && !parts[1].contains("other-concurrent")
                    && !parts[1].contains("extendedResources{}")) {
                missing.add(line);
            }
            for (Json value : values) {
                if (!(value instanceof Json.Null) && !isOf(value, parts[2], parts[1])) {
                    missing.add(line + ", but was " + value.text());
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void metricsTellOfCheckpoints() {
        String path = "/jobs/" + Clusters.JOB.toHexString() + "/metrics";
        assertThat(text(answer("GET", path, JobStatus.RUNNING)))
                .startsWith("[{\"id\":\"totalNumberOfCheckpoints\"},")
                .contains("{\"id\":\"lastCheckpointSize\"}");
        String some = "?get=lastCheckpointSize,unheardOf,lastCheckpointFullSize,numberOfFailedCheckpoints";
        assertThat(text(answer("GET", path + some, JobStatus.RUNNING)))
                .isEqualTo("[{\"id\":\"lastCheckpointSize\",\"value\":\"720\"},"
                        + "{\"id\":\"lastCheckpointFullSize\",\"value\":\"6000\"},"
                        + "{\"id\":\"numberOfFailedCheckpoints\",\"value\":\"1\"}]");
    }

    @Test
    void metricsOfAJobWithoutCheckpointsSayThatThereAreNone() {
        List<String> names = List.of("lastCheckpointSize", "lastCheckpointExternalPath", "lastCheckpointDuration");
        assertThat(CheckpointMetrics.of(CheckpointStatistics.NONE, names).text())
                .isEqualTo("[{\"id\":\"lastCheckpointSize\",\"value\":\"-1\"},"
                        + "{\"id\":\"lastCheckpointExternalPath\",\"value\":\"n/a\"},"
                        + "{\"id\":\"lastCheckpointDuration\",\"value\":\"-1\"}]");
    }

    private static List<String> published() throws IOException {
        try (InputStream in = RoutesTest.class.getResourceAsStream("/dev/weft/engine/rest/published-members.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }

    /** All values that a path such as {@code a[].b{}.c} leads to. */
    private static List<Json> values(Json root, String member) {
        Stream<Json> values = Stream.of(root);
        for (String step : member.replace("[]", ".[]").replace("{}", ".{}").split("\\.")) {
            values = values.flatMap(value -> {
                if (step.equals("[]")) {
                    return value instanceof Json.Arr array ? array.elements().stream() : Stream.empty();
                }
                if (!(value instanceof Json.Obj object)) {
                    return Stream.empty();
                }
                return step.equals("{}")
                        ? object.members().values().stream()
                        : Stream.ofNullable(object.members().get(step));
            });
        }
        return values.toList();
    }

    private static boolean isOf(Json value, String type, String member) {
        return switch (type) {
            case "string" -> value instanceof Json.Str || member.endsWith("serialized-throwable");
            case "integer" ->
                value instanceof Json.Num number && !number.literal().contains(".");
            case "number" -> value instanceof Json.Num;
            case "boolean" -> value instanceof Json.Bool;
            case "array" -> value instanceof Json.Arr || member.endsWith("byteArray");
            // The schema describes the id's fields; what is sent is its text.
            case "object" -> value instanceof Json.Obj || member.endsWith("slotSharingGroupId");
            default -> true;
        };
    }

    @Test
    void anOverviewCountsSlotsAndJobs() {
        assertThat(get("/v1/overview", JobStatus.RUNNING).text())
                .isEqualTo("{\"taskmanagers\":1,\"taskmanagers-blocked\":0,\"slots-total\":2,\"slots-available\":1,"
                        + "\"slots-free-and-blocked\":0,\"jobs-running\":1,\"jobs-finished\":0,\"jobs-cancelled\":0,"
                        + "\"jobs-failed\":0,\"flink-version\":\"1.2.3\",\"flink-commit\":\"abc\"}");
    }

    @Test
    void pathsAreTheSameWithAndWithoutTheVersion() {
        for (String path : List.of("/jobs", "/jobs/overview", "/taskmanagers", "/jobs/" + Clusters.JOB)) {
            assertThat(text(answer("GET", "/v1" + path, JobStatus.RUNNING)))
                    .isEqualTo(text(answer("GET", path + "/", JobStatus.RUNNING)));
        }
        assertThat(get("/jobs", JobStatus.RUNNING).text())
                .isEqualTo("{\"jobs\":[{\"id\":\"0123456789abcdef0123456789abcdef\",\"status\":\"RUNNING\"}]}");
    }

    @Test
    void jobDetailsShowTimesAndTasks() {
        JobDetails details = JobDetails.of(get("/jobs/" + Clusters.JOB, JobStatus.RUNNING));
        assertThat(details.batch()).isTrue();
        assertThat(details.maxParallelism()).isEqualTo(64);
        assertThat(details.summary().durationMs()).isEqualTo(5000);
        assertThat(details.summary().endMs()).isEqualTo(-1);
        assertThat(details.summary().tasks())
                .containsEntry("running", 2)
                .containsEntry("scheduled", 1)
                .containsEntry("total", 3);
        assertThat(details.timestampsMs())
                .containsEntry("CREATED", Clusters.START)
                .containsEntry("FAILED", 0L);
        assertThat(details.vertices()).hasSize(2);
        assertThat(details.vertices().get(0).status()).isEqualTo("RUNNING");
        assertThat(details.vertices().get(0).startMs()).isEqualTo(Clusters.START + 1000);
        assertThat(details.vertices().get(0).durationMs()).isEqualTo(4000);
        assertThat(details.vertices().get(0).metrics().writeRecords()).isEqualTo(41);
        assertThat(details.vertices().get(0).metrics().complete()).isFalse();
        assertThat(details.vertices().get(1).status()).isEqualTo("SCHEDULED");
        assertThat(details.vertices().get(1).startMs()).isEqualTo(-1);
        assertThat(details.vertices())
                .extracting(VertexSummary::slotSharingGroupId)
                .allSatisfy(id -> assertThat(id).matches("[0-9a-f]{32}"))
                .doesNotHaveDuplicates();
        assertThat(JobDetails.of(details.json())).isEqualTo(details);
    }

    @Test
    void aResultIsInProgressUntilTheJobHasEnded() {
        String path = "/jobs/" + Clusters.JOB + "/execution-result";
        assertThat(get(path, JobStatus.RUNNING).text())
                .isEqualTo("{\"status\":{\"id\":\"IN_PROGRESS\"},\"job-execution-result\":null}");
        Reply waiting = routes.reply(
                new Request("GET", path, Map.of("waitMs", "99000000")), Clusters.with(JobStatus.RUNNING), Clusters.NOW);
        assertThat(waiting).isEqualTo(new Reply.Later(Clusters.JOB, 60_000));
        Json.Obj finished = get(path + "?waitMs=5000", JobStatus.FINISHED);
        assertThat(finished.object("status").text("id")).isEqualTo("COMPLETED");
        assertThat(finished.object("job-execution-result").text("application-status"))
                .isEqualTo("SUCCEEDED");
        assertThat(finished.object("job-execution-result").number("net-runtime"))
                .isEqualTo(4000);
        Json.Obj failed = get(path, JobStatus.FAILED).object("job-execution-result");
        assertThat(failed.text("applicationStatus")).isEqualTo("FAILED");
        assertThat(failed.object("failure-cause").text("class")).isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void failuresComeRootCauseFirstAndAreCutOnDemand() {
        Json.Obj all = get("/jobs/" + Clusters.JOB + "/exceptions", JobStatus.FAILED);
        assertThat(all.text("root-exception")).startsWith("java.lang.IllegalStateException: bad");
        assertThat(all.elements("all-exceptions")).hasSize(2);
        Json.Obj one = get("/jobs/" + Clusters.JOB + "/exceptions?maxExceptions=1", JobStatus.FAILED);
        assertThat(one.object("exceptionHistory").elements("entries")).hasSize(1);
        assertThat(one.member("truncated").orElseThrow().asBoolean()).isTrue();
        Json.Obj latest =
                one.object("exceptionHistory").elements("entries").get(0).asObject();
        assertThat(latest.text("taskName")).isEqualTo("Source: lines (1/2)");
        assertThat(latest.text("endpoint")).isEqualTo("node1:4711");
        assertThat(latest.object("failureLabels").text("category")).isEqualTo("USER");
        assertThat(latest.elements("concurrentExceptions")).hasSize(1);
        Json.Obj lost = get(
                "/jobs/" + Clusters.JOB + "/exceptions?failureLabelFilter=code:EXECUTOR_LOST,category:EXTERNAL",
                JobStatus.FAILED);
        assertThat(lost.object("exceptionHistory").elements("entries")).hasSize(1);
        assertThat(lost.text("root-exception")).isEqualTo("exit status 137");
        Json.Obj none = get("/jobs/" + Clusters.JOB + "/exceptions", JobStatus.RUNNING);
        assertThat(none.member("root-exception")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PATCH,?mode=cancel", "PATCH,''", "GET,/yarn-cancel"})
    void cancellingIsAcceptedAndPassedOnOnce(String method, String rest) {
        Reply.Answer answer = answer(method, "/v1/jobs/" + Clusters.JOB + rest, JobStatus.RUNNING);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(cancelled).containsExactly(Clusters.JOB);
        assertThat(answer(method, "/jobs/" + Clusters.JOB + rest, JobStatus.FINISHED)
                        .status())
                .isEqualTo(202);
        assertThat(cancelled).hasSize(1);
    }

    @Test
    void cancellingCanBeTurnedOff() {
        Routes closed = Clusters.routes(new FakeCommands(cancelled), false, Clock.system());
        Reply.Answer answer =
                answer(closed, "PATCH", "/jobs/" + Clusters.JOB + "?mode=cancel", Clusters.with(JobStatus.RUNNING));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(cancelled).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/nothing,404,Not found: /nothing",
        "GET,/jobs/xyz,400,'''xyz'' is not a job id: a job id has 32 hexadecimal digits'",
        "GET,/jobs/ffffffffffffffffffffffffffffffff,404,Job ffffffffffffffffffffffffffffffff not found",
        "GET,/jobs/0123456789abcdef0123456789abcdef/nothing,404,Not found:"
                + " /jobs/0123456789abcdef0123456789abcdef/nothing",
        "GET,/jobs/0123456789abcdef0123456789abcdef/vertices/12,404,Job 0123456789abcdef0123456789abcdef has no vertex"
                + " 12",
        "GET,/taskmanagers/none,404,TaskManager none not found",
        "POST,/jobs,405,POST /jobs is not supported; use GET",
        "PATCH,/overview,405,PATCH /overview is not supported; use GET",
        "PATCH,/jobs/0123456789abcdef0123456789abcdef?mode=stop,400,mode 'stop' is not supported; the mode is 'cancel'"
    })
    void whatCannotBeAnsweredIsRefusedWithOneLine(String method, String address, int status, String error) {
        Reply.Answer answer = answer(method, address, JobStatus.RUNNING);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(Json.parse(text(answer)).asObject().elements("errors"))
                .containsExactly(Json.of(error.replace("''", "'")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1", "/index.html", ""})
    void thePageShowsTheJobEscapedAndHasOnlyRelativeLinks(String path) {
        Reply.Answer answer = answer("GET", path, JobStatus.FAILED);
        assertThat(answer.contentType()).isEqualTo("text/html; charset=utf-8");
        assertThat(text(answer))
                .contains("words &amp; &lt;counts&gt;", "FAILED", "Sink: out", "bad &lt;b&gt;record")
                .doesNotContain("<counts>", "href=\"/", "href=\"http");
    }
}
