package dev.weft.connector.kafka.sink;

import dev.weft.api.connector.sink2.Committer;

/** A commit request that remembers its outcome. */
final class RecordingRequest implements Committer.CommitRequest<KafkaCommittable> {

    private final KafkaCommittable committable;
    private String outcome = "committed";
    private Throwable reason;

    RecordingRequest(KafkaCommittable committable) {
        this.committable = committable;
    }

    String outcome() {
        return outcome;
    }

    /** Why it failed; null when it did not. */
    Throwable reason() {
        return reason;
    }

    @Override
    public KafkaCommittable getCommittable() {
        return committable;
    }

    @Override
    public int getNumberOfRetries() {
        return 0;
    }

    @Override
    public void signalFailedWithKnownReason(Throwable t) {
        outcome = "given up";
        reason = t;
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable t) {
        outcome = "failed";
        reason = t;
    }

    @Override
    public void retryLater() {
        outcome = "retry";
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable other) {
        throw new AssertionError("a transaction is committed as a whole");
    }

    @Override
    public void signalAlreadyCommitted() {
        outcome = "committed before";
    }
}
