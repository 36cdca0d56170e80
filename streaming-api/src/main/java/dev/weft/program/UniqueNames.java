package dev.weft.program;

/**
 * Names that nothing else has, for what a sink's writer makes outside of the job. The runtime's contexts of writers implement
 * it. A name comes from the identity of the writer's attempt, so that no randomness is needed for it.
 */
public interface UniqueNames {

    /**
     * A name that no other call gives, of this attempt or of any other attempt, task or job: letters, digits and hyphens, at
     * most 36 of them. Called on the writer's thread.
     */
    String uniqueName();
}
