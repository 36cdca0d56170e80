package dev.weft.state.rocksdb;

import dev.weft.configuration.ReadableConfig;
import dev.weft.contrib.streaming.state.RocksDBNativeMetricOptions;
import dev.weft.contrib.streaming.state.RocksDBOptionsFactory;
import dev.weft.metrics.Gauge;
import dev.weft.metrics.MetricGroup;
import java.util.Collection;
import java.util.Optional;

/**
 * Exposes the chosen native metrics of RocksDB, per column family. They are read on demand, from any thread; once the
 * store is closed they are 0.
 */
final class NativeMetrics {

    private final Collection<String> properties;
    private final MetricGroup group;

    private NativeMetrics(Collection<String> properties, MetricGroup group) {
        this.properties = properties;
        this.group = group;
    }

    static NativeMetrics of(ReadableConfig settings, Optional<RocksDBOptionsFactory> factory, MetricGroup group) {
        RocksDBNativeMetricOptions configured = RocksDBNativeMetricOptions.fromConfig(settings);
        RocksDBNativeMetricOptions chosen =
                factory.map(it -> it.createNativeMetricsOptions(configured)).orElse(configured);
        return new NativeMetrics(chosen.getProperties(), group);
    }

    /** Registers the metrics of a column in a group of its state's name. */
    void show(Store store, Column column) {
        if (properties.isEmpty()) {
            return;
        }
        String state = column.name().substring(column.name().indexOf('.') + 1);
        MetricGroup ofState = group.addGroup("rocksdb").addGroup(state);
        for (String property : properties) {
            Gauge<Long> value = () -> store.property(column, property);
            ofState.gauge(property.substring("rocksdb.".length()), value);
        }
    }
}
