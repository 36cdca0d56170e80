package dev.weft.runtime.state;

import dev.weft.annotation.PublicEvolving;
import dev.weft.configuration.Configuration;
import java.io.Serializable;

/** A choice of where checkpoints are stored. It is nothing but settings with a name. */
@PublicEvolving
public interface CheckpointStorage extends Serializable {

    /** Writes the choice into the settings of a program. */
    void addTo(Configuration settings);
}
