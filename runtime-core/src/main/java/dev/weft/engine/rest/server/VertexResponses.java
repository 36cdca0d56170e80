package dev.weft.engine.rest.server;

import dev.weft.engine.common.json.Json;
import dev.weft.engine.protocol.ExecutorMessage.TaskMetrics;
import dev.weft.engine.protocol.TaskState;
import dev.weft.engine.rest.api.IoMetrics;
import dev.weft.engine.rest.api.VertexSummary;
import dev.weft.engine.view.ClusterView;
import dev.weft.engine.view.JobView.SubtaskView;
import dev.weft.engine.view.JobView.VertexView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToLongFunction;

/** Builds the REST responses about a vertex and its subtasks. */
final class VertexResponses {

    /** Task states that tools expect in the response although no task here is ever in them. */
    private static final List<String> FOREIGN_STATES = List.of("INITIALIZING", "RECONCILING");

    private VertexResponses() {}

    static VertexSummary summary(VertexView vertex, long nowMs) {
        long start = vertex.subtasks().stream()
                .mapToLong(VertexResponses::startMs)
                .filter(ms -> ms >= 0)
                .min()
                .orElse(-1);
        boolean ended = vertex.subtasks().stream().allMatch(task -> task.state().isTerminal());
        long end = ended
                ? vertex.subtasks().stream()
                        .mapToLong(VertexResponses::endMs)
                        .max()
                        .orElse(-1)
                : -1;
        return new VertexSummary(
                vertex.id(),
                idOf(vertex.slotSharingGroup()),
                vertex.name(),
                vertex.maxParallelism(),
                vertex.parallelism(),
                status(vertex.subtasks()).name(),
                start,
                end,
                duration(start, end, nowMs),
                counts(List.of(vertex)),
                vertex.subtasks().stream()
                        .map(VertexResponses::metrics)
                        .reduce(IoMetrics::plus)
                        .orElse(new IoMetrics(0, 0, 0, 0, true)));
    }

    /** Derives the 32-digit id that the response needs from the group's name. */
    private static String idOf(String slotSharingGroup) {
        return UUID.nameUUIDFromBytes(slotSharingGroup.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }

    /** Number of tasks per state, with 0 for states that no task is in. */
    static Map<String, Integer> counts(List<VertexView> vertices) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        Arrays.stream(TaskState.values()).forEach(state -> counts.put(state.name(), 0));
        FOREIGN_STATES.forEach(state -> counts.put(state, 0));
        vertices.forEach(vertex ->
                vertex.subtasks().forEach(task -> counts.merge(task.state().name(), 1, Integer::sum)));
        return counts;
    }

    /**
     * Aggregates the task states to one vertex state: the first of FAILED, CANCELING, CANCELED and RUNNING that any
     * task is in; without one of these, FINISHED when all tasks have finished and RUNNING when some have; else the
     * furthest state of any task.
     */
    static TaskState status(List<SubtaskView> tasks) {
        for (TaskState worst : List.of(TaskState.FAILED, TaskState.CANCELING, TaskState.CANCELED, TaskState.RUNNING)) {
            if (tasks.stream().anyMatch(task -> task.state() == worst)) {
                return worst;
            }
        }
        long finished = tasks.stream()
                .filter(task -> task.state() == TaskState.FINISHED)
                .count();
        if (finished > 0) {
            return finished == tasks.size() ? TaskState.FINISHED : TaskState.RUNNING;
        }
        return tasks.stream()
                .map(SubtaskView::state)
                .max(Comparator.naturalOrder())
                .orElse(TaskState.CREATED);
    }

    private static long startMs(SubtaskView task) {
        return task.stateMs().getOrDefault(TaskState.DEPLOYING, -1L);
    }

    private static long endMs(SubtaskView task) {
        return task.state().isTerminal() ? task.stateMs().getOrDefault(task.state(), -1L) : -1;
    }

    private static long duration(long start, long end, long nowMs) {
        return start < 0 ? -1 : (end < 0 ? nowMs : end) - start;
    }

    private static IoMetrics metrics(SubtaskView task) {
        return task.metrics()
                .map(m -> new IoMetrics(
                        m.bytesIn(),
                        m.bytesOut(),
                        m.recordsIn(),
                        m.recordsOut(),
                        task.state().isTerminal()))
                .orElse(new IoMetrics(0, 0, 0, 0, false));
    }

    static Json details(VertexView vertex, ClusterView view, long nowMs) {
        return Json.object()
                .put("id", vertex.id().hex())
                .put("name", vertex.name())
                .put("parallelism", vertex.parallelism())
                .put("maxParallelism", vertex.maxParallelism())
                .put("now", nowMs)
                .put("subtasks", Json.array(vertex.subtasks(), task -> subtask(task, view, nowMs)))
                .put(
                        "aggregated",
                        Json.object()
                                .put("metrics", aggregatedMetrics(vertex))
                                .put("status-duration", aggregatedDurations(vertex, nowMs))
                                .build())
                .build();
    }

    private static Json subtask(SubtaskView task, ClusterView view, long nowMs) {
        long start = startMs(task);
        long end = endMs(task);
        Json.Builder json = Json.object()
                .put("subtask", task.attempt().subtask())
                .put("status", task.state().name())
                .put("attempt", task.attempt().attempt())
                .put("host", task.host().orElse("(unassigned)"))
                .put("endpoint", endpoint(task, view))
                .put("start-time", start)
                .put("end-time", end)
                .put("duration", duration(start, end, nowMs))
                .put("metrics", metrics(task).json())
                .put("taskmanager-id", task.executor().map(id -> id.text()).orElse("(unassigned)"))
                .put("status-duration", Json.counts(durations(task, nowMs), TaskState::name));
        return json.put("other-concurrent-attempts", Json.array(List.<String>of(), Json::of))
                .build();
    }

    private static String endpoint(SubtaskView task, ClusterView view) {
        return task.executor()
                .flatMap(id -> view.executors().stream()
                        .filter(executor -> executor.id().equals(id))
                        .findFirst())
                .map(executor -> executor.host() + ":" + executor.dataPort())
                .or(task::host)
                .orElse("(unassigned)");
    }

    /** Time that the task spent in every state that it has reached. */
    private static Map<TaskState, Long> durations(SubtaskView task, long nowMs) {
        List<Map.Entry<TaskState, Long>> reached =
                new ArrayList<>(task.stateMs().entrySet());
        reached.sort(Map.Entry.<TaskState, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()));
        Map<TaskState, Long> durations = new LinkedHashMap<>();
        for (int i = 0; i < reached.size(); i++) {
            long until = i + 1 < reached.size() ? reached.get(i + 1).getValue() : nowMs;
            boolean over = reached.get(i).getKey().isTerminal();
            durations.put(
                    reached.get(i).getKey(), over ? -1 : until - reached.get(i).getValue());
        }
        return durations;
    }

    private static Json aggregatedMetrics(VertexView vertex) {
        return Json.object()
                .put("read-bytes", statistics(vertex, TaskMetrics::bytesIn))
                .put("write-bytes", statistics(vertex, TaskMetrics::bytesOut))
                .put("read-records", statistics(vertex, TaskMetrics::recordsIn))
                .put("write-records", statistics(vertex, TaskMetrics::recordsOut))
                .build();
    }

    private static Json statistics(VertexView vertex, ToLongFunction<TaskMetrics> value) {
        return statistics(vertex.subtasks().stream()
                .mapToLong(task -> task.metrics().map(value::applyAsLong).orElse(0L))
                .sorted()
                .toArray());
    }

    private static Json aggregatedDurations(VertexView vertex, long nowMs) {
        Map<TaskState, List<Long>> byState = new LinkedHashMap<>();
        vertex.subtasks()
                .forEach(task -> durations(task, nowMs)
                        .forEach((state, ms) -> byState.computeIfAbsent(state, s -> new ArrayList<>())
                                .add(ms)));
        Json.Builder json = Json.object();
        byState.forEach((state, ms) -> json.put(
                state.name(),
                statistics(ms.stream().mapToLong(Long::longValue).sorted().toArray())));
        return json.build();
    }

    private static Json statistics(long[] sorted) {
        long sum = Arrays.stream(sorted).sum();
        return Json.object()
                .put("min", quantile(sorted, 0))
                .put("max", quantile(sorted, 100))
                .put("avg", sorted.length == 0 ? 0 : sum / sorted.length)
                .put("sum", sum)
                .put("median", quantile(sorted, 50))
                .put("p25", quantile(sorted, 25))
                .put("p75", quantile(sorted, 75))
                .put("p95", quantile(sorted, 95))
                .build();
    }

    private static long quantile(long[] sorted, int percent) {
        return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) * percent / 100];
    }
}
