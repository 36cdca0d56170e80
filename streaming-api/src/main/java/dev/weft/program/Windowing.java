package dev.weft.program;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.streaming.api.windowing.assigners.WindowAssigner;
import dev.weft.streaming.api.windowing.evictors.Evictor;
import dev.weft.streaming.api.windowing.triggers.Trigger;
import dev.weft.util.OutputTag;
import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;

/**
 * Definition of the windows of a keyed stream: assigner, trigger, evictor, lateness.
 *
 * @param allowedLatenessMs how long after its end a window of event time still takes elements
 * @param lateData where elements go that are later than that; empty drops them
 * @param elementType the elements that come in
 */
public record Windowing(
        WindowAssigner<?, ?> assigner,
        Trigger<?, ?> trigger,
        Optional<Evictor<?, ?>> evictor,
        long allowedLatenessMs,
        Optional<OutputTag<?>> lateData,
        TypeInformation<?> elementType)
        implements Serializable {
    public Windowing {
        Objects.requireNonNull(assigner, "assigner");
        Objects.requireNonNull(trigger, "trigger");
        Objects.requireNonNull(evictor, "evictor");
        Objects.requireNonNull(lateData, "lateData");
        Objects.requireNonNull(elementType, "elementType");
        if (allowedLatenessMs < 0) {
            throw new IllegalArgumentException(
                    "the allowed lateness is " + allowedLatenessMs + " ms, it must be at least 0");
        }
    }

    private Object writeReplace() {
        return new Written(
                assigner, trigger, evictor.orElse(null), allowedLatenessMs, lateData.orElse(null), elementType);
    }

    /** The written form: absent values as null. */
    private record Written(
            WindowAssigner<?, ?> assigner,
            Trigger<?, ?> trigger,
            Evictor<?, ?> evictor,
            long allowedLatenessMs,
            OutputTag<?> lateData,
            TypeInformation<?> elementType)
            implements Serializable {
        private Object readResolve() {
            return new Windowing(
                    assigner,
                    trigger,
                    Optional.ofNullable(evictor),
                    allowedLatenessMs,
                    Optional.ofNullable(lateData),
                    elementType);
        }
    }
}
