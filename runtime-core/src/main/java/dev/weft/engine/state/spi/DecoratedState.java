package dev.weft.engine.state.spi;

import dev.weft.api.common.state.State;
import java.util.Collection;
import java.util.function.Function;

/**
 * A backend's state with another handle in front of the backend's, which is created once (decorator). Belongs to the
 * thread of its task.
 *
 * @param <S> the state that the user's code sees
 * @param <K> the state that the backend keeps
 */
public class DecoratedState<S extends State, K extends State, N> implements NamespacedState<S, N> {
    private final NamespacedState<K, N> kept;
    private final Function<K, S> make;
    private K behind;
    private S front;

    /** @param make creates the handle in front of the backend's */
    public DecoratedState(NamespacedState<K, N> kept, Function<K, S> make) {
        this.kept = kept;
        this.make = make;
    }

    private S front(K handle) {
        if (handle != behind) {
            behind = handle;
            front = make.apply(handle);
        }
        return front;
    }

    @Override
    public final S undivided() {
        return front(kept.undivided());
    }

    @Override
    public final S at(long namespace) {
        return front(kept.at(namespace));
    }

    @Override
    public final S in(N namespace) {
        return front(kept.in(namespace));
    }

    @Override
    public void merge(N target, Collection<N> sources) throws Exception {
        kept.merge(target, sources);
    }

    @Override
    public final void forEachKey(N namespace, KeyAction action) throws Exception {
        kept.forEachKey(namespace, action);
    }

    @Override
    public final void forEach(EntryAction<N> action) throws Exception {
        kept.forEach(action);
    }

    @Override
    public final void drop(long namespace) {
        kept.drop(namespace);
    }
}
