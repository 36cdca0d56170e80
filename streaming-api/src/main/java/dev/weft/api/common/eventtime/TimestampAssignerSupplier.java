package dev.weft.api.common.eventtime;

import dev.weft.metrics.MetricGroup;
import java.io.Serializable;
import java.util.Objects;

/** Makes the timestamp assigner of one task or split. */
@FunctionalInterface
public interface TimestampAssignerSupplier<T> extends Serializable {
    TimestampAssigner<T> createTimestampAssigner(Context context);

    static <T> TimestampAssignerSupplier<T> of(SerializableTimestampAssigner<T> assigner) {
        return new SupplierFromSerializableTimestampAssigner<>(assigner);
    }

    /** What the assigner may use. */
    interface Context {
        MetricGroup getMetricGroup();
    }

    /** Always the same assigner. */
    class SupplierFromSerializableTimestampAssigner<T> implements TimestampAssignerSupplier<T> {
        private static final long serialVersionUID = 1L;

        private final SerializableTimestampAssigner<T> assigner;

        public SupplierFromSerializableTimestampAssigner(SerializableTimestampAssigner<T> assigner) {
            this.assigner = Objects.requireNonNull(assigner, "assigner");
        }

        @Override
        public TimestampAssigner<T> createTimestampAssigner(Context context) {
            return assigner;
        }
    }
}
