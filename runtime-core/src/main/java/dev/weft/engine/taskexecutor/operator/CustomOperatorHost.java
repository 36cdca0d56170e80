package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.operators.MailboxExecutor;
import dev.weft.api.common.state.State;
import dev.weft.api.common.state.StateDescriptor;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.engine.state.KeyedStates;
import dev.weft.engine.state.KeyedTimers;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.streaming.api.TimeDomain;
import dev.weft.streaming.api.operators.InternalTimer;
import dev.weft.streaming.api.operators.InternalTimerService;
import dev.weft.streaming.api.operators.StreamingRuntimeContext;
import dev.weft.streaming.api.operators.Triggerable;
import dev.weft.streaming.api.operators.spi.OperatorHost;
import dev.weft.util.function.BiConsumerWithException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runtime services for one operator that the user implemented: state, timers, mailbox. Belongs to the thread of its
 * task.
 */
final class CustomOperatorHost implements OperatorHost {

    private final String name;
    private final FunctionContext context;
    private final List<Keying> keyings;
    private final Map<String, Timers<?, ?>> timers = new LinkedHashMap<>();

    CustomOperatorHost(String name, FunctionContext context, List<Keying> keyings) {
        this.name = name;
        this.context = context;
        this.keyings = keyings;
    }

    private KeyedStates keyed() {
        return context.state().keyed();
    }

    @Override
    public StreamingRuntimeContext runtimeContext() {
        return context;
    }

    @Override
    public MailboxExecutor mailbox() {
        return context.task().mailbox();
    }

    @Override
    public <S extends State> S state(StateDescriptor<S, ?> descriptor) {
        return context.state().keyedFor(descriptor).state(descriptor);
    }

    @Override
    public <S extends State, N> S state(N namespace, TypeSerializer<N> serializer, StateDescriptor<S, ?> descriptor) {
        return context.state()
                .keyedFor(descriptor)
                .state(descriptor, Namespaces.of(serializer))
                .in(namespace);
    }

    @Override
    @SuppressWarnings("unchecked") // a name stands for the timers of one use
    public <K, N> InternalTimerService<N> timers(
            String timersName, TypeSerializer<N> serializer, Triggerable<K, N> target) {
        Timers<K, N> known = (Timers<K, N>) timers.get(timersName);
        if (known == null) {
            known = new Timers<>(target);
            known.queue = context.state()
                    .keyedFor("timers")
                    .timers(
                            timersName,
                            Namespaces.of(serializer),
                            context.task().timerTime(),
                            known::fire);
            timers.put(timersName, known);
        }
        return known;
    }

    @Override
    public void advance(long watermark) {
        timers.values().forEach(each -> each.queue.advance(watermark));
    }

    @Override
    public void setCurrentKey(Object key) {
        if (keyings.isEmpty()) {
            throw new UnsupportedOperationException(
                    "operator '" + name + "' sets a key but its input is not keyed: call" + " keyBy() before it");
        }
        keyed().use(key, keyings.get(0).hasher().hash(key));
    }

    @Override
    public Object getCurrentKey() {
        return keyings.isEmpty() ? null : keyed().key();
    }

    private record Fired<K, N>(long getTimestamp, K getKey, N getNamespace) implements InternalTimer<K, N> {}

    /** The timer service of one name. */
    private final class Timers<K, N> implements InternalTimerService<N> {
        private final Triggerable<K, N> target;
        private KeyedTimers<N> queue;

        Timers(Triggerable<K, N> target) {
            this.target = target;
        }

        @SuppressWarnings("unchecked") // keys are of the stream's key type
        void fire(TimeDomain domain, long time) {
            Fired<K, N> timer = new Fired<>(time, (K) keyed().key(), queue.namespace());
            try {
                if (domain == TimeDomain.EVENT_TIME) {
                    target.onEventTime(timer);
                } else {
                    target.onProcessingTime(timer);
                }
            } catch (Throwable t) {
                throw Operator.failure(name, t);
            }
        }

        @Override
        public long currentProcessingTime() {
            return queue.currentProcessingTime();
        }

        @Override
        public long currentWatermark() {
            return queue.currentWatermark();
        }

        @Override
        public void registerProcessingTimeTimer(N namespace, long time) {
            queue.registerProcessingTime(time, namespace);
        }

        @Override
        public void deleteProcessingTimeTimer(N namespace, long time) {
            queue.deleteProcessingTime(time, namespace);
        }

        @Override
        public void registerEventTimeTimer(N namespace, long time) {
            queue.registerEventTime(time, namespace);
        }

        @Override
        public void deleteEventTimeTimer(N namespace, long time) {
            queue.deleteEventTime(time, namespace);
        }

        @Override
        public void forEachEventTimeTimer(BiConsumerWithException<N, Long, Exception> consumer) throws Exception {
            queue.forEachEventTime((time, namespace) -> consumer.accept(namespace, time));
        }

        @Override
        public void forEachProcessingTimeTimer(BiConsumerWithException<N, Long, Exception> consumer) throws Exception {
            queue.forEachProcessingTime((time, namespace) -> consumer.accept(namespace, time));
        }
    }
}
