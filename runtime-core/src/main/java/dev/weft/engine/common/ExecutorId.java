package dev.weft.engine.common;

/**
 * A TaskExecutor process. On YARN this is the container id's text, so that a log line, a REST answer and
 * {@code yarn container -status} speak of the same thing.
 */
public record ExecutorId(String text) implements Comparable<ExecutorId> {

    public ExecutorId {
        if (text.isBlank()) {
            throw new IllegalArgumentException("an executor id must not be blank");
        }
    }

    @Override
    public int compareTo(ExecutorId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
