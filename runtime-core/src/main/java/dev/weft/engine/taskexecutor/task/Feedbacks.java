package dev.weft.engine.taskexecutor.task;

import dev.weft.api.common.JobID;
import dev.weft.engine.taskexecutor.operator.Feedback;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The ways back of the iterations that run in this executor: made by the first end that asks, forgotten with the job. */
final class Feedbacks {

    /** @param attempt the attempt of the task, so that a new one does not find the records of an old one */
    private record Key(JobID job, int iteration, int subtask, int attempt) {}

    private final Map<Key, Feedback> all = new ConcurrentHashMap<>();

    Feedback of(JobID job, int iteration, int subtask, int attempt) {
        return all.computeIfAbsent(new Key(job, iteration, subtask, attempt), key -> new Feedback());
    }

    void releaseJob(JobID job) {
        all.keySet().removeIf(key -> key.job().equals(job));
    }
}
