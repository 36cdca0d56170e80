package dev.weft.core.execution;

import dev.weft.configuration.DescribedEnum;
import dev.weft.configuration.description.InlineElement;
import dev.weft.configuration.description.TextElement;

/** Whose the savepoint or checkpoint is that a job begins with. */
public enum RestoreMode implements DescribedEnum {
    /** It becomes the job's own, which deletes it when it is no longer needed. */
    CLAIM("The savepoint becomes the job's own, which deletes it when it is no longer needed."),
    /** It stays the user's. The first checkpoint of the job refers to none of its files. */
    NO_CLAIM("The savepoint stays the user's. The first checkpoint of the job refers to none of its files."),
    /** It stays the user's, and the job's checkpoints may refer to its files, so it must stay as long as they do. */
    LEGACY("The savepoint stays the user's, and the job's checkpoints may refer to its files.");

    public static final RestoreMode DEFAULT = NO_CLAIM;

    private final String meaning;

    RestoreMode(String meaning) {
        this.meaning = meaning;
    }

    @Override
    public InlineElement getDescription() {
        return TextElement.text(meaning);
    }
}
