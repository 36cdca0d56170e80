package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.api.common.state.MapState;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.engine.state.KeyedStates;
import dev.weft.streaming.api.windowing.assigners.MergingWindowAssigner;
import dev.weft.streaming.api.windowing.windows.Window;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The windows of the current key under a merging assigner, such as session windows, and where the content of each is
 * stored. The content of a window stays in the namespace of the first window that was created for it (its home), also
 * when the window grows by merging. Content is copied only when two windows that both have content merge.
 */
final class MergingSet {

    /** Callback for a merge. */
    @FunctionalInterface
    interface Merge {
        /**
         * @param result the merged window
         * @param merged the windows that it replaces; {@code result} may cover more than each of them, but is none of
         * them
         * @param home namespace that holds the content of {@code result}
         * @param formerHomes further namespaces whose content belongs to {@code result}
         */
        void merged(Window result, List<Window> merged, Window home, List<Window> formerHomes) throws Exception;
    }

    static final String NAME = "merging-windows";

    private final MergingWindowAssigner<?, Window> assigner;
    private final MapState<Window, Window> homes;

    MergingSet(MergingWindowAssigner<?, Window> assigner, KeyedStates states, TypeSerializer<Window> serializer) {
        this.assigner = assigner;
        this.homes = states.getMapState(descriptor(serializer));
    }

    /** The state: windows to the namespaces of their contents. */
    static MapStateDescriptor<Window, Window> descriptor(TypeSerializer<Window> serializer) {
        return new MapStateDescriptor<>(NAME, serializer, serializer);
    }

    /** Namespace of a window's content; null when the window does not exist (any more). */
    Window home(Window window) throws Exception {
        return homes.get(window);
    }

    /** Removes a window. */
    void retire(Window window) throws Exception {
        homes.remove(window);
    }

    private record Merging(Collection<Window> windows, Window result) {}

    /** Adds a window, merges it with those that it overlaps, and returns the window that results. */
    Window add(Window added, Merge merge) throws Exception {
        List<Window> all = new ArrayList<>();
        for (Window window : homes.keys()) {
            all.add(window);
        }
        if (!all.contains(added)) {
            all.add(added);
        }
        List<Merging> mergings = new ArrayList<>();
        assigner.mergeWindows(all, (windows, result) -> mergings.add(new Merging(List.copyOf(windows), result)));
        Window part = added;
        for (Merging merging : mergings) {
            if (merging.windows().contains(added)) {
                part = merging.result();
            }
            apply(merging, merge);
        }
        if (!homes.contains(part)) {
            homes.put(part, part);
        }
        return part;
    }

    private void apply(Merging merging, Merge merge) throws Exception {
        List<Window> known = new ArrayList<>();
        List<Window> knownHomes = new ArrayList<>();
        for (Window window : merging.windows()) {
            Window home = homes.get(window);
            if (home != null) {
                known.add(window);
                knownHomes.add(home);
            }
        }
        if (known.isEmpty()) {
            return;
        }
        Window home = knownHomes.remove(0);
        for (Window window : known) {
            homes.remove(window);
        }
        homes.put(merging.result(), home);
        known.remove(merging.result());
        if (!known.isEmpty()) {
            merge.merged(merging.result(), known, home, knownHomes);
        }
    }
}
