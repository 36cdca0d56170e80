package dev.weft.it.faults;

import dev.weft.engine.common.json.Json;
import dev.weft.it.Cluster;
import java.io.UncheckedIOException;
import java.util.Optional;

/** A job as REST shows it, through YARN's web proxy. */
final class RunningJob {

    private final Cluster cluster;
    private final String application;
    private final String id;

    RunningJob(Cluster cluster, String application, String id) {
        this.cluster = cluster;
        this.application = application;
        this.id = id;
    }

    String application() {
        return application;
    }

    String id() {
        return id;
    }

    /**
     * What matters of a job.
     *
     * @param state as in REST
     * @param restarts how often it was restarted
     * @param running whether all its tasks run
     * @param checkpoints complete checkpoints
     */
    record Status(String state, long restarts, boolean running, long checkpoints) {}

    /** Empty when nobody answers, as while a JobManager stands still. */
    Optional<Status> status() {
        try {
            Json.Obj job = get("/jobs/" + id);
            Json.Obj checkpoints = get("/jobs/" + id + "/checkpoints");
            boolean running = job.object("status-counts").members().entrySet().stream()
                    .allMatch(count ->
                            count.getKey().equals("RUNNING") == count.getValue().asLong() > 0);
            return Optional.of(new Status(
                    job.text("state"),
                    job.number("numRestarts"),
                    running,
                    checkpoints.object("counts").number("completed")));
        } catch (UncheckedIOException noAnswer) {
            return Optional.empty();
        }
    }

    /** How many of its tasks have finished. */
    long finishedTasks() {
        return get("/jobs/" + id).object("status-counts").number("FINISHED");
    }

    /** Whether a checkpoint is acknowledged by all its tasks, and not complete. */
    boolean isWritingMetadata() {
        return get("/jobs/" + id + "/checkpoints").elements("history").stream()
                .map(Json::asObject)
                .anyMatch(checkpoint -> checkpoint.text("status").equals("IN_PROGRESS")
                        && checkpoint.number("num_acknowledged_subtasks") == checkpoint.number("num_subtasks"));
    }

    /** How many executors are registered. */
    int registeredExecutors() {
        return get("/taskmanagers").elements("taskmanagers").size();
    }

    /** The failures that REST lists. */
    String exceptions() {
        return cluster.get("/proxy/" + application + "/jobs/" + id + "/exceptions");
    }

    private Json.Obj get(String path) {
        return Json.parse(cluster.get("/proxy/" + application + path)).asObject();
    }
}
