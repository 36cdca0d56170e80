package dev.weft.benchmarks.compare;

/** Thrown when a run has no result, or a wrong one. */
public final class FailedRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FailedRunException(String message) {
        super(message);
    }
}
