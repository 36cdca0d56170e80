package dev.weft.runtime.state;

import dev.weft.annotation.PublicEvolving;
import dev.weft.configuration.Configuration;
import java.io.Serializable;

/** A choice of where keyed state lives. It is nothing but settings with a name. */
@PublicEvolving
public interface StateBackend extends Serializable {

    /** What the choice is called. */
    default String getName() {
        return getClass().getSimpleName();
    }

    /** Whether it takes memory outside the heap. */
    default boolean useManagedMemory() {
        return false;
    }

    /** Writes the choice into the settings of a program. */
    void addTo(Configuration settings);
}
