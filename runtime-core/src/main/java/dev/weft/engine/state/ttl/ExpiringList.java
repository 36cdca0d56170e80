package dev.weft.engine.state.ttl;

import dev.weft.api.common.state.ListState;
import dev.weft.engine.state.spi.LazyCopyList;
import dev.weft.engine.state.spi.StateArguments;
import java.util.ArrayList;
import java.util.List;

/** List state with a time to live per element. */
final class ExpiringList<T> implements ListState<T> {

    private final ListState<Stamped<T>> kept;
    private final Lifetime lifetime;

    ExpiringList(ListState<Stamped<T>> kept, Lifetime lifetime) {
        this.kept = kept;
        this.lifetime = lifetime;
    }

    /** The visible elements; removes expired ones, and renews the others if reading does. */
    @Override
    public Iterable<T> get() throws Exception {
        long now = lifetime.nowMs();
        List<T> seen = new ArrayList<>();
        List<Stamped<T>> left = new ArrayList<>();
        boolean someDied = false;
        for (Stamped<T> element : kept.get()) {
            boolean dead = lifetime.isDead(element, now);
            someDied |= dead;
            if (!dead || lifetime.showsTheDead()) {
                seen.add(element.value());
            }
            if (!dead) {
                left.add(lifetime.readingCounts() ? new Stamped<>(now, element.value()) : element);
            }
        }
        if (someDied || lifetime.readingCounts() && !left.isEmpty()) {
            kept.update(left);
        }
        return new LazyCopyList<>(seen::get, seen.size());
    }

    @Override
    public void add(T value) throws Exception {
        kept.add(lifetime.stamp(StateArguments.element(value)));
    }

    @Override
    public void addAll(List<T> values) throws Exception {
        kept.addAll(stamped(values));
    }

    @Override
    public void update(List<T> values) throws Exception {
        kept.update(stamped(values));
    }

    private List<Stamped<T>> stamped(List<T> values) {
        return StateArguments.elements(values).stream().map(lifetime::stamp).toList();
    }

    @Override
    public void clear() {
        kept.clear();
    }
}
