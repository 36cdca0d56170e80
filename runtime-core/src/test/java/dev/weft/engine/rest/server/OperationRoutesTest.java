package dev.weft.engine.rest.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import dev.weft.core.execution.spi.ResultFetcher.Fetched;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.common.json.Json;
import dev.weft.engine.rest.api.OperationStatus;
import dev.weft.engine.testing.ManualClock;
import dev.weft.engine.view.ClusterCommands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationRoutesTest {

    private static final String JOB = "/v1/jobs/" + Clusters.JOB.toHexString();

    private final ManualClock clock = new ManualClock();
    private final RecordingCommands commands = new RecordingCommands();
    private final Routes routes = Clusters.routes(commands, true, clock);

    /** Records what it is told; the test completes the answers. */
    private static final class RecordingCommands implements ClusterCommands {
        private final List<String> told = new ArrayList<>();
        private final CompletableFuture<Taken> taken = new CompletableFuture<>();
        private final CompletableFuture<Void> disposed = new CompletableFuture<>();

        @Override
        public void cancelJob(JobID job) {
            told.add("cancel");
        }

        @Override
        public CompletableFuture<Taken> triggerCheckpoint(JobID job, boolean full) {
            told.add(full ? "full checkpoint" : "checkpoint");
            return taken;
        }

        @Override
        public CompletableFuture<Taken> triggerSavepoint(JobID job, boolean portable, Optional<String> parent) {
            told.add((portable ? "portable savepoint in " : "native savepoint in ") + parent.orElse("?"));
            return taken;
        }

        @Override
        public CompletableFuture<Taken> stopWithSavepoint(
                JobID job, boolean portable, boolean drain, Optional<String> parent) {
            told.add((drain ? "drain with " : "stop with ")
                    + (portable ? "portable savepoint in " : "native one in ")
                    + parent.orElse("?"));
            return taken;
        }

        @Override
        public CompletableFuture<Void> disposeSavepoint(String address) {
            told.add("dispose " + address);
            return disposed;
        }

        @Override
        public CompletableFuture<Fetched> fetchCollected(JobID job, String sink, long offset) {
            throw new UnsupportedOperationException();
        }
    }

    private Reply reply(String method, String path, String body, JobStatus status) {
        return routes.reply(new Request(method, path, Map.of(), body), Clusters.with(status), Clusters.NOW);
    }

    private Json.Obj answer(int status, Reply reply) {
        Reply.Answer answer = (Reply.Answer) reply;
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        assertThat(answer.status()).as(text).isEqualTo(status);
        return Json.parse(text).asObject();
    }

    private Json.Obj post(int status, String path, String body) {
        return answer(status, reply("POST", path, body, JobStatus.RUNNING));
    }

    private Json.Obj get(int status, String path) {
        return answer(status, reply("GET", path, "", JobStatus.RUNNING));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "/savepoints  |                                               | portable savepoint in ?",
                "/savepoints  | {\"target-directory\":\"hdfs:/a\"}            | portable savepoint in hdfs:/a",
                "/savepoints  | {\"formatType\":\"NATIVE\",\"cancel-job\":false} | native savepoint in ?",
                "/stop        |                                               | stop with portable savepoint in ?",
                "/stop        | {\"targetDirectory\":\"hdfs:/a\",\"drain\":true} | drain with portable savepoint in hdfs:/a",
                "/stop        | {\"formatType\":\"NATIVE\",\"drain\":null}    | stop with native one in ?",
                "/checkpoints |                                               | checkpoint",
                "/checkpoints | {\"checkpointType\":\"FULL\"}                 | full checkpoint",
            })
    void aTriggerIsPassedOnAndAnsweredWithAnId(String path, String body, String command) {
        assertThat(post(202, JOB + path, body == null ? "" : body).text())
                .isEqualTo("{\"request-id\":\"" + Clusters.TRIGGER + "\"}");
        assertThat(commands.told).containsExactly(command);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/savepoints  | {                               | the request's body is no JSON object: ",
                "/savepoints  | [1]                             | the request's body is no JSON object: ",
                "/savepoints  | {\"formatType\":\"OLD\"} | 'formatType' is 'OLD', it must be one of [CANONICAL, NATIVE]",
                "/savepoints  | {\"cancel-job\":\"yes\"}        | 'cancel-job': expected true or false, not ",
                "/savepoints  | {\"target-directory\":7}        | 'target-directory': expected a text, not ",
                "/stop        | {\"triggerId\":\"x\"}  | 'triggerId' is 'x', it must be 32 hexadecimal digits",
                "/checkpoints | {\"checkpointType\":\"INCREMENTAL\"} | 'checkpointType' is 'INCREMENTAL', it must be one"
                        + " of [CONFIGURED, FULL]",
            })
    void aBodyThatCannotBeFollowedIsRefusedWithOneLine(String path, String body, String line) {
        assertThat(post(400, JOB + path, body).elements("errors").get(0).asText())
                .startsWith(line);
        assertThat(commands.told).isEmpty();
    }

    @Test
    void aSavepointIsInProgressUntilItIsComplete() {
        post(202, JOB + "/savepoints", "{}");
        String path = JOB + "/savepoints/" + Clusters.TRIGGER;
        assertThat(get(200, path).text()).isEqualTo("{\"status\":{\"id\":\"IN_PROGRESS\"},\"operation\":null}");
        assertThat(routes.reply(
                        new Request("GET", path, Map.of("waitMs", "99000000")),
                        Clusters.with(JobStatus.RUNNING),
                        Clusters.NOW))
                .isEqualTo(new Reply.Later(Clusters.JOB, 60_000));
        commands.taken.complete(new ClusterCommands.Taken(7, "hdfs:/a/savepoint-1"));
        assertThat(get(200, path).text())
                .isEqualTo("{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{\"location\":\"hdfs:/a/savepoint-1\"}}");
    }

    @Test
    void aCheckpointIsToldByItsId() {
        post(202, JOB + "/checkpoints", "");
        commands.taken.complete(new ClusterCommands.Taken(7, ""));
        assertThat(get(200, JOB + "/checkpoints/" + Clusters.TRIGGER).text())
                .isEqualTo("{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{\"checkpointId\":7}}");
        assertThat(get(404, JOB + "/savepoints/" + Clusters.TRIGGER).elements("errors"))
                .hasSize(1);
    }

    @Test
    void aFailureIsToldWithItsReason() {
        post(202, JOB + "/stop", "");
        commands.taken.completeExceptionally(new WeftException(ErrorCode.EXTERNAL_SERVICE, "the disk is full"));
        Json.Obj answer = get(200, JOB + "/savepoints/" + Clusters.TRIGGER);
        assertThat(OperationStatus.of(answer).failure()).contains("the disk is full");
        Json.Obj cause = answer.object("operation").object("failure-cause");
        assertThat(cause.text("class")).isEqualTo(WeftException.class.getName());
        assertThat(cause.text("stack-trace")).contains("the disk is full");
        assertThat(cause.member("serialized-throwable")).isPresent();
    }

    @Test
    void aJobIsCancelledWhenItsSavepointIsComplete() {
        post(202, JOB + "/savepoints", "{\"cancel-job\":true}");
        assertThat(commands.told).doesNotContain("cancel");
        commands.taken.complete(new ClusterCommands.Taken(7, "hdfs:/a"));
        assertThat(commands.told).endsWith("cancel");
    }

    @Test
    void aJobWithoutItsSavepointIsNotCancelled() {
        post(202, JOB + "/savepoints", "{\"cancel-job\":true}");
        commands.taken.completeExceptionally(new IllegalStateException("no"));
        assertThat(commands.told).doesNotContain("cancel");
    }

    @Test
    void cancellingWithASavepointCanBeTurnedOff() {
        Routes closed = Clusters.routes(commands, false, clock);
        Request request = new Request("POST", JOB + "/savepoints", Map.of(), "{\"cancel-job\":true}");
        answer(403, closed.reply(request, Clusters.with(JobStatus.RUNNING), Clusters.NOW));
        assertThat(commands.told).isEmpty();
    }

    @Test
    void theSameTriggerIdTriggersOnce() {
        String body = "{\"triggerId\":\"" + "0d".repeat(16) + "\"}";
        assertThat(post(202, JOB + "/savepoints", body).text("request-id")).isEqualTo("0d".repeat(16));
        post(202, JOB + "/savepoints", body);
        assertThat(commands.told).hasSize(1);
    }

    @Test
    void anOutcomeIsForgottenSomeTimeAfterTheEnd() {
        post(202, JOB + "/savepoints", "");
        String path = JOB + "/savepoints/" + Clusters.TRIGGER;
        clock.advance(Operations.KEPT.multipliedBy(3));
        get(200, path);
        commands.taken.complete(new ClusterCommands.Taken(7, "hdfs:/a"));
        get(200, path);
        clock.advance(Operations.KEPT);
        get(200, path);
        clock.advance(Duration.ofMillis(1));
        assertThat(get(404, path).elements("errors").get(0).asText())
                .isEqualTo("No operation was triggered with id " + Clusters.TRIGGER
                        + ", or it ended more than 5 minutes ago");
    }

    @Test
    void noMoreOperationsAreBegunThanCanBeRemembered() {
        for (int i = 0; i < Operations.CAPACITY; i++) {
            post(202, JOB + "/savepoints", String.format("{\"triggerId\":\"%032x\"}", i));
        }
        post(503, JOB + "/savepoints", "");
        assertThat(commands.told).hasSize(Operations.CAPACITY);
    }

    @Test
    void aDisposalIsPassedOnAndItsEndIsTold() {
        assertThat(post(200, "/savepoint-disposal", "{\"savepoint-path\":\"hdfs:/a\"}")
                        .text("request-id"))
                .isEqualTo(Clusters.TRIGGER);
        assertThat(commands.told).containsExactly("dispose hdfs:/a");
        commands.disposed.complete(null);
        assertThat(get(200, "/savepoint-disposal/" + Clusters.TRIGGER).text())
                .isEqualTo("{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{}}");
        assertThat(post(400, "/savepoint-disposal", "{}")
                        .elements("errors")
                        .get(0)
                        .asText())
                .startsWith("'savepoint-path' is missing");
    }

    @Test
    void ofAnEndedJobNothingIsTaken() {
        assertThat(answer(409, reply("POST", JOB + "/stop", "", JobStatus.FINISHED))
                        .elements("errors"))
                .containsExactly(Json.of("Job " + Clusters.JOB.toHexString() + " has ended: it is FINISHED"));
        assertThat(commands.told).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/checkpoints/details/9 | 404 | Job 0123456789abcdef0123456789abcdef has no checkpoint 9, or it is no longer"
                        + " remembered",
                "/checkpoints/details/x | 400 | 'x' is no id of a checkpoint: it is a number",
                "/checkpoints/details/3/subtasks/12 | 404 | Job 0123456789abcdef0123456789abcdef has no vertex 12",
            })
    void aCheckpointThatIsNotKnownIsRefused(String path, int status, String line) {
        assertThat(get(status, JOB + path).elements("errors")).containsExactly(Json.of(line));
    }

    @Test
    void checkpointsAreToldWithTheirTasksAndSubtasks() {
        Json.Obj all = get(200, JOB + "/checkpoints");
        assertThat(all.object("counts").text())
                .isEqualTo("{\"restored\":1,\"total\":4,\"in_progress\":1,\"completed\":2,\"failed\":1}");
        assertThat(all.object("latest").object("failed").text("failure_message"))
                .isEqualTo("the disk is full");
        Json.Obj details = get(200, JOB + "/checkpoints/details/3");
        assertThat(details.number("end_to_end_duration")).isEqualTo(500);
        assertThat(details.number("state_size")).isEqualTo(6000);
        assertThat(details.number("checkpointed_size")).isEqualTo(720);
        Json.Obj source = details.object("tasks").object(Clusters.SOURCE.hex());
        assertThat(source.number("num_acknowledged_subtasks")).isEqualTo(2);
        assertThat(source.number("end_to_end_duration")).isEqualTo(400);
        Json.Obj subtasks = get(200, JOB + "/checkpoints/details/3/subtasks/" + Clusters.SOURCE.hex());
        assertThat(subtasks.object("summary").object("start_delay").text())
                .isEqualTo("{\"min\":1,\"max\":10,\"avg\":5,\"p50\":1.0,\"p90\":10.0,\"p95\":10.0,\"p99\":10.0,"
                        + "\"p999\":10.0}");
        Json.Obj pending = get(200, JOB + "/checkpoints/details/4/subtasks/" + Clusters.SINK.hex());
        assertThat(pending.elements("subtasks").get(0).asObject().text("className"))
                .isEqualTo("pending");
        assertThat(get(200, JOB + "/checkpoints/config").text("mode")).isEqualTo("EXACTLY_ONCE");
    }
}
