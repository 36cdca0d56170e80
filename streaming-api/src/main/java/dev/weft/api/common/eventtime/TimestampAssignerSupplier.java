package dev.weft.api.common.eventtime;

import dev.weft.metrics.MetricGroup;
import java.io.Serializable;
import java.util.Objects;

/** Makes the timestamp assigner of one task or split. */
@FunctionalInterface
public interface TimestampAssignerSupplier<T> extends Serializable {
    /** Makes the assigner, once for each parallel instance or split. */
    TimestampAssigner<T> createTimestampAssigner(Context context);

    /** Gives this assigner each time. */
    static <T> TimestampAssignerSupplier<T> of(SerializableTimestampAssigner<T> assigner) {
        return new SupplierFromSerializableTimestampAssigner<>(assigner);
    }

    /** What the assigner may use. */
    interface Context {
        /** Where the assigner registers metrics. */
        MetricGroup getMetricGroup();
    }

    /** Always the same assigner. */
    class SupplierFromSerializableTimestampAssigner<T> implements TimestampAssignerSupplier<T> {
        private static final long serialVersionUID = 1L;

        private final SerializableTimestampAssigner<T> assigner;

        /** Gives this assigner each time. */
        public SupplierFromSerializableTimestampAssigner(SerializableTimestampAssigner<T> assigner) {
            this.assigner = Objects.requireNonNull(assigner, "assigner");
        }

        @Override
        public TimestampAssigner<T> createTimestampAssigner(Context context) {
            return assigner;
        }
    }
}
