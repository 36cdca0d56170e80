package dev.weft.engine.jobmaster;

import dev.weft.api.common.JobID;
import dev.weft.core.execution.spi.ResultFetcher.Fetched;
import dev.weft.engine.common.ExecutionAttemptId;
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
final class CollectedStreams {

    /** Questions that wait at a time; of more, the oldest get no results and are asked again by their client. */
    private static final int MAX_WAITING = 1000;

    private final JobID job;
    private final ExecutionGraph executions;
    private final ExecutorLinks executors;
    private final Map<String, ExecutionAttemptId> tasks = new HashMap<>();
    /** The subtasks whose results a client has, some of them at least. */
    private final Set<SubtaskId> taken = new HashSet<>();

    private final Map<Long, Question> waiting = new LinkedHashMap<>();
    private long lastQuestion;

    private record Question(ExecutionAttemptId task, CompletableFuture<Fetched> answer) {}

    CollectedStreams(JobID job, ExecutionGraph executions, ExecutorLinks executors) {
        this.job = job;
        this.executions = executions;
        this.executors = executors;
    }

    /** A task is there for the results of a sink. */
    void onCollector(String sink, ExecutionAttemptId task) {
        tasks.put(sink, task);
    }

    /** Asks the task that has the results of the sink, if one does. */
    void fetch(String sink, long bytes, CompletableFuture<Fetched> answer) {
        Optional<Execution> task = Optional.ofNullable(tasks.get(sink)).flatMap(executions::find);
        if (task.isPresent() && task.get().state() == TaskState.FINISHED) {
            answer.complete(Fetched.ENDED);
        } else if (task.filter(Execution::isOnExecutor).isEmpty()) {
            answer.complete(Fetched.NONE);
        } else {
            ExecutionAttemptId attempt = task.get().id();
            executors.send(task.get(), new FetchCollected(job, attempt, sink, remember(attempt, answer), bytes));
        }
    }

    /** Gives the question a number. */
    private long remember(ExecutionAttemptId task, CompletableFuture<Fetched> answer) {
        if (waiting.size() >= MAX_WAITING) {
            Long oldest = waiting.keySet().iterator().next();
            waiting.remove(oldest).answer().complete(Fetched.NONE);
        }
        lastQuestion++;
        waiting.put(lastQuestion, new Question(task, answer));
        return lastQuestion;
    }

    void onAnswer(long question, byte[] results) {
        Question asked = waiting.remove(question);
        if (asked != null) {
            if (results.length > 0) {
                taken.add(asked.task().subtaskId());
            }
            asked.answer().complete(new Fetched(results, false));
        }
    }

    /**
     * Whether one of these has given results to a client already. Begun anew, it would give them again, and perhaps
     * others.
     */
    boolean tookFrom(Set<SubtaskId> subtasks) {
        return taken.stream().anyMatch(subtasks::contains);
    }

    /**
     * The task has ended. When it has finished, its questions are answered by the job's result; when not, another attempt
     * may follow.
     */
    void onTaskEnded(Execution task) {
        Fetched last = task.state() == TaskState.FINISHED ? Fetched.ENDED : Fetched.NONE;
        waiting.values().removeIf(question -> {
            boolean asked = question.task().equals(task.id());
            if (asked) {
                question.answer().complete(last);
            }
            return asked;
        });
    }

    void onJobEnded() {
        waiting.values().forEach(question -> question.answer().complete(Fetched.ENDED));
        waiting.clear();
    }
}
