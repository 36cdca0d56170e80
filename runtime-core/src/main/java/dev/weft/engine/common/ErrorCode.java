package dev.weft.engine.common;

/** Error codes: who has to act on a failure, and whether a retry can help. */
public enum ErrorCode {
    /** The user's program or its input: the user's own stack comes first. */
    USER_CODE(Category.USER, false),
    /** A value of the configuration or the command line. */
    INVALID_CONFIGURATION(Category.CONFIG, false),
    /** HDFS, YARN or another service refused or did not answer. */
    EXTERNAL_SERVICE(Category.EXTERNAL, true),
    /** An executor (container) was lost. */
    EXECUTOR_LOST(Category.EXTERNAL, true),
    /** A peer task or connection broke; its own failure is the cause. */
    CONNECTION_LOST(Category.EXTERNAL, true),
    /** Not enough memory, slots, or containers. */
    INSUFFICIENT_RESOURCES(Category.RESOURCES, true),
    /** A rule of the engine itself was broken. */
    INTERNAL(Category.INTERNAL, false),
    /** What a checkpoint or savepoint has stored is damaged or gone. */
    DAMAGED_STATE(Category.EXTERNAL, false),
    /** The user's program says that no restart can help. */
    UNRECOVERABLE(Category.USER, false);

    /** Responsibility for a failure. */
    public enum Category {
        USER,
        CONFIG,
        EXTERNAL,
        RESOURCES,
        INTERNAL
    }

    private final Category category;
    private final boolean retryable;

    ErrorCode(Category category, boolean retryable) {
        this.category = category;
        this.retryable = retryable;
    }

    public Category category() {
        return category;
    }

    /** Whether the same attempt, repeated later, can succeed. */
    public boolean retryable() {
        return retryable;
    }
}
