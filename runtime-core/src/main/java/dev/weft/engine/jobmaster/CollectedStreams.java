package dev.weft.engine.jobmaster;

import dev.weft.api.common.JobID;
import dev.weft.core.execution.spi.ResultFetcher.Fetched;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.common.SubtaskId;
import dev.weft.engine.protocol.MasterMessage.FetchCollected;
import dev.weft.engine.protocol.TaskState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Routes the client's fetches of collected results to the tasks that hold them, and tracks the requests that wait for
 * an answer. It stores no results: they stay in their tasks. Belongs to the JobMaster's loop.
 */
@LoopOwned
final class CollectedStreams {

    /** Limit of requests that wait for an answer; beyond it the oldest is answered without results, and its client repeats it. */
    private static final int MAX_WAITING = 1000;

    private final EventLoop loop;
    private final JobID job;
    private final ExecutionGraph executions;
    private final ExecutorMessenger executors;
    private final Map<String, ExecutionAttemptId> tasks = new HashMap<>();
    /** Subtasks of whose results a client has at least a part. */
    private final Set<SubtaskId> fetchedFrom = new HashSet<>();

    private final Map<Long, Request> waiting = new LinkedHashMap<>();
    private long lastRequestId;

    private record Request(ExecutionAttemptId task, CompletableFuture<Fetched> answer) {}

    CollectedStreams(JobID job, ExecutionGraph executions, ExecutorMessenger executors, EventLoop loop) {
        this.loop = loop;
        this.job = job;
        this.executions = executions;
        this.executors = executors;
    }

    /** A task has opened the buffer of a sink's results. */
    void onCollector(String sink, ExecutionAttemptId task) {
        loop.assertInLoop();
        tasks.put(sink, task);
    }

    /** Forwards the request to the task that has the results of the sink, if there is one. */
    void fetch(String sink, long offset, CompletableFuture<Fetched> answer) {
        loop.assertInLoop();
        Optional<Execution> task = Optional.ofNullable(tasks.get(sink)).flatMap(executions::find);
        if (task.isPresent() && task.get().state() == TaskState.FINISHED) {
            answer.complete(Fetched.ENDED);
        } else if (task.filter(Execution::isOnExecutor).isEmpty()) {
            answer.complete(Fetched.NONE);
        } else {
            ExecutionAttemptId attempt = task.get().id();
            executors.send(task.get(), new FetchCollected(job, attempt, sink, remember(attempt, answer), offset));
        }
    }

    /** Assigns the request an id. */
    private long remember(ExecutionAttemptId task, CompletableFuture<Fetched> answer) {
        if (waiting.size() >= MAX_WAITING) {
            Long oldest = waiting.keySet().iterator().next();
            waiting.remove(oldest).answer().complete(Fetched.NONE);
        }
        lastRequestId++;
        waiting.put(lastRequestId, new Request(task, answer));
        return lastRequestId;
    }

    void onAnswer(long requestId, byte[] results) {
        loop.assertInLoop();
        Request asked = waiting.remove(requestId);
        if (asked != null) {
            if (results.length > 0) {
                fetchedFrom.add(asked.task().subtaskId());
            }
            asked.answer().complete(new Fetched(results, false));
        }
    }

    /**
     * Whether a client has fetched results of one of these. After a restart it would get them again, or different ones.
     */
    boolean hasFetchedFrom(Set<SubtaskId> subtasks) {
        loop.assertInLoop();
        return fetchedFrom.stream().anyMatch(subtasks::contains);
    }

    /**
     * The task has ended. If it has finished, its requests are answered by the job's result; otherwise another attempt
     * may follow.
     */
    void onTaskEnded(Execution task) {
        loop.assertInLoop();
        Fetched last = task.state() == TaskState.FINISHED ? Fetched.ENDED : Fetched.NONE;
        waiting.values().removeIf(request -> {
            boolean asked = request.task().equals(task.id());
            if (asked) {
                request.answer().complete(last);
            }
            return asked;
        });
    }

    void onJobEnded() {
        loop.assertInLoop();
        waiting.values().forEach(request -> request.answer().complete(Fetched.ENDED));
        waiting.clear();
    }
}
