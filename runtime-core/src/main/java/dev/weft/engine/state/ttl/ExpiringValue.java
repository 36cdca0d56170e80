package dev.weft.engine.state.ttl;

import dev.weft.api.common.state.StateDescriptor;
import dev.weft.api.common.state.ValueState;
import java.io.IOException;

/** Value state with a time to live. */
final class ExpiringValue<T> implements ValueState<T> {

    private final ValueState<Stamped<T>> kept;
    private final StateDescriptor<?, ?> descriptor;
    private final Lifetime lifetime;

    ExpiringValue(ValueState<Stamped<T>> kept, StateDescriptor<?, ?> descriptor, Lifetime lifetime) {
        this.kept = kept;
        this.descriptor = descriptor;
        this.lifetime = lifetime;
    }

    /**
     * Reads the stored value and applies the time to live: removes it when it has expired, renews it if reading does.
     * Null when there is nothing.
     */
    static <T> T use(ValueState<Stamped<T>> kept, Lifetime lifetime) throws IOException {
        Stamped<T> found = kept.value();
        if (found == null) {
            return null;
        }
        long now = lifetime.nowMs();
        if (lifetime.isDead(found, now)) {
            kept.clear();
            return lifetime.showsTheDead() ? found.value() : null;
        }
        if (lifetime.readingCounts()) {
            kept.update(new Stamped<>(now, found.value()));
        }
        return found.value();
    }

    @Override
    @SuppressWarnings("unchecked") // the default is a value
    public T value() throws IOException {
        T value = use(kept, lifetime);
        return value == null ? (T) descriptor.getDefaultValue() : value;
    }

    @Override
    public void update(T value) throws IOException {
        if (value == null) {
            kept.clear();
        } else {
            kept.update(lifetime.stamp(value));
        }
    }

    @Override
    public void clear() {
        kept.clear();
    }
}
