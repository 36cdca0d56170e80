package dev.weft.engine.graph.functions;

import dev.weft.api.common.state.StateDescriptor;
import java.util.Optional;

/**
 * A state that every instance of a function declares before its first record, found by static analysis.
 *
 * @param method where: {@code open} or {@code initializeState}
 * @param keyed whether it is state of keys; it belongs to the operator otherwise
 * @param descriptor name, kind and type, if the bytecode shows all of them; the caller's own
 */
public record DeclaredState(String method, boolean keyed, Optional<StateDescriptor<?, ?>> descriptor) {}
