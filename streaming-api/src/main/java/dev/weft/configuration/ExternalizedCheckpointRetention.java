package dev.weft.configuration;

import dev.weft.configuration.description.InlineElement;
import dev.weft.configuration.description.TextElement;

/** What becomes of a job's checkpoints when the job ends. */
public enum ExternalizedCheckpointRetention implements DescribedEnum {
    /** They stay when the job has failed, and are deleted when it was cancelled. */
    DELETE_ON_CANCELLATION("Checkpoints stay when the job has failed, and are deleted when it was cancelled."),
    /** They stay when the job has failed or was cancelled. Whoever cancels it deletes them. */
    RETAIN_ON_CANCELLATION("Checkpoints stay when the job has failed or was cancelled."),
    /** They are deleted, however the job ends. */
    NO_EXTERNALIZED_CHECKPOINTS("Checkpoints are deleted when the job ends.");

    private final String meaning;

    ExternalizedCheckpointRetention(String meaning) {
        this.meaning = meaning;
    }

    /** Whether they are deleted when the job is cancelled; of checkpoints that may stay at all. */
    public boolean deleteOnCancellation() {
        return this == DELETE_ON_CANCELLATION;
    }

    @Override
    public InlineElement getDescription() {
        return TextElement.text(meaning);
    }
}
