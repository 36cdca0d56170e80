package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.taskexecutor.operator.Feedback;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The feedback queues of one job's iterations in this executor, created by whichever end asks first. Thread-safe. */
final class Feedbacks {

    /** @param attempt the attempt of the task, so that a new attempt does not get the records of an old one */
    private record Key(int iteration, int subtask, int attempt) {}

    private final Map<Key, Feedback> all = new ConcurrentHashMap<>();

    Feedback of(int iteration, int subtask, int attempt) {
        return all.computeIfAbsent(new Key(iteration, subtask, attempt), key -> new Feedback());
    }
}
