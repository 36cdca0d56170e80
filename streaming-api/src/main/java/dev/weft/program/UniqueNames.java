package dev.weft.program;

/**
 * Generates names that are unique, for files and the like that a sink's writer creates outside of the job. Implemented
 * by the runtime's writer contexts. A name is derived from the identity of the writer's attempt, without randomness.
 */
public interface UniqueNames {

    /**
     * A name that no other call gives, of this attempt or of any other attempt, task or job: letters, digits and hyphens, at
     * most 36 of them. Called on the writer's thread.
     */
    String uniqueName();
}
