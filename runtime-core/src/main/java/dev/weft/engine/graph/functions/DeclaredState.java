package dev.weft.engine.graph.functions;

import dev.weft.api.common.state.StateDescriptor;
import java.util.Optional;

/**
 * A state that every instance of a function or operator declares before its first record, found by static analysis.
 *
 * @param place method and class, such as {@code open() of com.example.Counter}
 * @param descriptor name, kind and type, if the bytecode shows all of them; the caller's own
 */
public record DeclaredState(String place, Kind kind, Optional<StateDescriptor<?, ?>> descriptor) {

    /** What it belongs to. */
    public enum Kind {
        KEYED,
        /** Operator state. */
        UNKEYED,
        /** The timers of keys. */
        TIMERS
    }

    /** What an operator without keys cannot have. */
    public Optional<String> needsKeys() {
        return switch (kind) {
            case KEYED ->
                Optional.of(descriptor
                        .map(known -> "keyed state '" + known.getName() + "'")
                        .orElse("keyed state"));
            case TIMERS -> Optional.of("timers");
            case UNKEYED -> Optional.empty();
        };
    }
}
