package dev.weft.runtime.checkpoint;

import dev.weft.engine.state.OperatorPieces;
import java.util.List;
import java.util.Objects;

/**
 * What instances of an operator have saved: of one, as it comes from a snapshot, or of several put together. An instance
 * that begins with it takes the keys that are its own.
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
