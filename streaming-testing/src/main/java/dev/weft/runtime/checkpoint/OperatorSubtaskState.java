package dev.weft.runtime.checkpoint;

import dev.weft.engine.state.OperatorPieces;
import java.util.List;
import java.util.Objects;

/**
 * The saved state of an operator in tests: of one instance, as a snapshot returns it, or of several together. An
 * instance that is restored from it takes the keys that it is responsible for.
 *
 * @param instances what each instance wrote
 */
public record OperatorSubtaskState(List<OperatorPieces> instances) {

    public OperatorSubtaskState {
        instances = List.copyOf(instances);
    }

    public OperatorSubtaskState(OperatorPieces instance) {
        this(List.of(Objects.requireNonNull(instance, "instance")));
    }
}
