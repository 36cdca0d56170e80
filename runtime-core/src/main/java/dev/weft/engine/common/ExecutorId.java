package dev.weft.engine.common;

/**
 * Identity of a TaskExecutor process. On YARN it is the container id, so that log lines, REST responses and {@code yarn
 * container -status} use the same name.
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
