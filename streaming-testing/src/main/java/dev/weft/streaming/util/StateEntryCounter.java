package dev.weft.streaming.util;

import dev.weft.api.common.state.State;
import dev.weft.engine.state.spi.KeyedSnapshot;
import dev.weft.engine.state.spi.KeyedStateBackend;
import dev.weft.engine.state.spi.KeyedStateSetup;
import dev.weft.engine.state.spi.NamespacedState;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.SnapshotOrder;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.state.spi.StateSpec;
import dev.weft.engine.state.spi.TimerQueue;
import java.util.HashMap;
import java.util.Map;

/** Counts entries and timers in keyed state, on any backend. Belongs to the thread of the test. */
final class StateEntryCounter {

    private final Map<String, NamespacedState<?, ?>> states = new HashMap<>();
    private final Map<String, TimerQueue<?>> queues = new HashMap<>();

    /** Number of keys with contents, summed over states and namespaces. */
    int entries() throws Exception {
        int[] count = {0};
        for (NamespacedState<?, ?> state : states.values()) {
            state.forEach((key, namespace) -> count[0]++);
        }
        return count[0];
    }

    int eventTimeTimers() throws Exception {
        return timers(".event-time");
    }

    int processingTimeTimers() throws Exception {
        return timers(".processing-time");
    }

    /** Number of timers of a time domain, which is the suffix of the queue's name. */
    private int timers(String domain) throws Exception {
        int[] count = {0};
        for (Map.Entry<String, TimerQueue<?>> queue : queues.entrySet()) {
            if (queue.getKey().endsWith(domain)) {
                queue.getValue().forEach((time, namespace) -> count[0]++);
            }
        }
        return count[0];
    }

    /** Decorates a backend to keep track of the declared states. */
    StateBackendFactory counting(StateBackendFactory factory) {
        return new StateBackendFactory() {
            @Override
            public String name() {
                return factory.name();
            }

            @Override
            public KeyedStateBackend create(KeyedStateSetup setup) throws Exception {
                return new Backend(factory.create(setup));
            }
        };
    }

    private final class Backend implements KeyedStateBackend {
        private final KeyedStateBackend backend;

        Backend(KeyedStateBackend backend) {
            this.backend = backend;
        }

        @Override
        public <S extends State, N> NamespacedState<S, N> state(StateSpec<S, N> spec) {
            NamespacedState<S, N> state = backend.state(spec);
            states.put(spec.descriptor().getName(), state);
            return state;
        }

        @Override
        public <N> TimerQueue<N> timers(String name, Namespaces<N> namespaces) {
            TimerQueue<N> queue = backend.timers(name, namespaces);
            queues.put(name, queue);
            return queue;
        }

        @Override
        public void expect(Object[] keys, int[] hashes, int count) {
            backend.expect(keys, hashes, count);
        }

        @Override
        public KeyedSnapshot snapshot() throws Exception {
            return backend.snapshot();
        }

        @Override
        public KeyedSnapshot snapshot(SnapshotOrder order) throws Exception {
            return backend.snapshot(order);
        }

        @Override
        public void close() {
            backend.close();
        }
    }
}
