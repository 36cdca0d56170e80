package dev.weft.core.execution;

import dev.weft.configuration.DescribedEnum;
import dev.weft.configuration.description.InlineElement;
import dev.weft.configuration.description.TextElement;

/** Whether a checkpoint that somebody asks for may refer to files of earlier ones. */
public enum CheckpointType implements DescribedEnum {
    /** As the periodic ones. */
    CONFIGURED("As the periodic checkpoints."),
    /** It refers to no file of earlier ones. */
    FULL("A checkpoint that refers to no file of earlier ones."),
    /** It may refer to files of earlier ones, where the state backend can. */
    INCREMENTAL("A checkpoint that may refer to files of earlier ones.");

    public static final CheckpointType DEFAULT = CONFIGURED;

    private final String meaning;

    CheckpointType(String meaning) {
        this.meaning = meaning;
    }

    @Override
    public InlineElement getDescription() {
        return TextElement.text(meaning);
    }
}
