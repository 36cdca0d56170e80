package dev.weft.engine.state.spi;

import dev.weft.api.common.state.State;
import dev.weft.api.common.state.StateDescriptor;
import java.util.Objects;
import java.util.Optional;

/**
 * Declaration of a state to a backend. The same name may be declared again and refers to the same contents; name and
 * kind have been checked to agree by then.
 *
 * @param descriptor name, kind, functions and default value, with its serializer made
 * @param namespaces how the state is divided below the key
 * @param expiry present when the values carry the time of their last use and may be dropped when it is too long ago
 */
public record StateSpec<S extends State, N>(
        StateDescriptor<S, ?> descriptor, Namespaces<N> namespaces, Optional<Expiry> expiry) {

    public StateSpec {
        Objects.requireNonNull(descriptor, "descriptor");
        Objects.requireNonNull(namespaces, "namespaces");
        Objects.requireNonNull(expiry, "expiry");
    }

    public String name() {
        return descriptor.getName();
    }
}
