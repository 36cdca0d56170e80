package dev.weft.streaming.api.datastream;

import dev.weft.api.common.functions.CoGroupFunction;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.program.FunctionWrapper;
import dev.weft.program.WindowContents;
import dev.weft.streaming.api.datastream.CoGroupedStreams.TaggedUnion;
import dev.weft.streaming.api.functions.windowing.WindowFunction;
import dev.weft.streaming.api.transformations.OutputType;
import dev.weft.streaming.api.windowing.assigners.WindowAssigner;
import dev.weft.streaming.api.windowing.evictors.Evictor;
import dev.weft.streaming.api.windowing.triggers.Trigger;
import dev.weft.streaming.api.windowing.windows.Window;
import dev.weft.util.Collector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Common part of window joins and co-groups of two streams. Runs as windows over a tagged union of both streams.
 *
 * @param trigger null for the assigner's own
 * @param evictor null for none
 * @param lateness null for none
 */
record PairedWindows<A, B, K, W extends Window>(
        PairedKeys<A, B, K> keys,
        WindowAssigner<? super TaggedUnion<A, B>, W> assigner,
        Trigger<? super TaggedUnion<A, B>, ? super W> trigger,
        Evictor<? super TaggedUnion<A, B>, ? super W> evictor,
        Duration lateness) {

    /**
     * How the elements of two streams meet.
     *
     * @param ofRight null while it is not said yet
     */
    record PairedKeys<A, B, K>(
            DataStream<A> left,
            DataStream<B> right,
            KeySelector<A, K> ofLeft,
            KeySelector<B, K> ofRight,
            TypeInformation<K> type) {

        PairedKeys {
            Objects.requireNonNull(left, "left");
            Objects.requireNonNull(right, "right");
        }

        /** Says how the left stream finds its keys. */
        static <A, B, K> PairedKeys<A, B, K> where(
                DataStream<A> left, DataStream<B> right, KeySelector<A, K> selector, TypeInformation<K> type) {
            return new PairedKeys<>(left, right, left.clean(selector), null, KeyTypes.checked(type));
        }

        /** Says how the right stream finds its keys. */
        PairedKeys<A, B, K> equalTo(KeySelector<B, K> selector, TypeInformation<K> itsType) {
            if (!itsType.equals(type)) {
                throw new IllegalArgumentException("elements meet by keys of one type, but where(...) gives " + type
                        + " and equalTo(...) gives " + itsType);
            }
            return new PairedKeys<>(left, right, ofLeft, right.clean(selector), type);
        }
    }

    PairedWindows<A, B, K, W> trigger(Trigger<? super TaggedUnion<A, B>, ? super W> other) {
        return new PairedWindows<>(keys, assigner, other, evictor, lateness);
    }

    PairedWindows<A, B, K, W> evictor(Evictor<? super TaggedUnion<A, B>, ? super W> other) {
        return new PairedWindows<>(keys, assigner, trigger, other, lateness);
    }

    PairedWindows<A, B, K, W> lateness(Duration other) {
        return new PairedWindows<>(keys, assigner, trigger, evictor, other);
    }

    /** Calls a function with both sides of every window. */
    <OUT> SingleOutputStreamOperator<OUT> grouped(
            OutputType<OUT> type, CoGroupFunction<A, B, OUT> function, String name) {
        WindowedStream<TaggedUnion<A, B>, K, W> windows = union().window(assigner);
        if (trigger != null) {
            windows.trigger(trigger);
        }
        if (evictor != null) {
            windows.evictor(evictor);
        }
        if (lateness != null) {
            windows.allowedLateness(lateness);
        }
        return windows.apply(type, new WindowContents.Elements(), new BothSides<A, B, OUT, K, W>(function))
                .name(name);
    }

    private KeyedStream<TaggedUnion<A, B>, K> union() {
        TypeInformation<TaggedUnion<A, B>> type =
                new TaggedUnionType<>(keys.left().getType(), keys.right().getType());
        DataStream<TaggedUnion<A, B>> lefts = keys.left()
                .map(TaggedUnion::<A, B>one, type)
                .name("Left side")
                .setParallelism(keys.left().getParallelism());
        DataStream<TaggedUnion<A, B>> rights = keys.right()
                .map(TaggedUnion::<A, B>two, type)
                .name("Right side")
                .setParallelism(keys.right().getParallelism());
        KeySelector<A, K> ofLeft = keys.ofLeft();
        KeySelector<B, K> ofRight = keys.ofRight();
        return new KeyedStream<>(
                lefts.union(rights),
                element -> element.isOne() ? ofLeft.getKey(element.getOne()) : ofRight.getKey(element.getTwo()),
                keys.type());
    }

    /** Tells the elements of a window apart by their sides. */
    private record BothSides<A, B, OUT, K, W extends Window>(CoGroupFunction<A, B, OUT> wrapped)
            implements WindowFunction<TaggedUnion<A, B>, OUT, K, W>, FunctionWrapper {

        @Override
        public void apply(K key, W window, Iterable<TaggedUnion<A, B>> elements, Collector<OUT> out) throws Exception {
            List<A> lefts = new ArrayList<>();
            List<B> rights = new ArrayList<>();
            elements.forEach(element -> {
                if (element.isOne()) {
                    lefts.add(element.getOne());
                } else {
                    rights.add(element.getTwo());
                }
            });
            wrapped.coGroup(lefts, rights, out);
        }
    }
}
